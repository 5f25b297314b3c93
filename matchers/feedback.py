"""Learning from marks (Rocchio): calls that people marked move an area's query towards or away from their concepts.

The marks' part is made from the area, the marked texts and the shipped counts alone, never from the calls at hand: the
same marks always give the same query, and undoing one gives back exactly the query there was before it.

The constants were chosen leave-one-area-out on the judged areas by ``eval --marks``; see docs/matching.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matchers.model import Document, Learnt, Query, TfidfMatcher, saturated

TOWARDS = 0.7
"""How far the marked relevant calls pull, against the area's own text."""
AWAY = 1.0
"""How far those marked irrelevant push."""
KEPT = 100
"""Concepts kept on either side, heaviest first: a long call has a thousand, and most are chance."""
CAP = 0.6
"""What marks add is worth at most this much of what the area's own text is worth …"""
NEGATIVE_CAP = 0.1
"""… and what they take away at most this much."""
_RARITY_POWER = 1.0
"""How a concept of a call counts by its rarity."""
_DOUBT = 3.0
"""One mark is trusted by a quarter, three by half …"""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Marked:
    """A call that somebody marked, and the name it goes by in explanations."""

    document: Document
    relevant: bool
    name: str


def learn(model: TfidfMatcher, query: Query, marked: Sequence[Marked]) -> Query:
    """The area with what its marks teach in ``learnt``; without marks, or without words of its own, as it was."""
    plain = replace(query, learnt={}, kept=1.0)
    own = mass(model, model.weights(plain))
    if not marked or not own:
        return plain
    profiles = [(m, _profile(model, m.document)) for m in marked]
    towards, away = _centre(profiles, relevant=True), _centre(profiles, relevant=False)
    pull = {
        c: own * (TOWARDS * towards.get(c, 0.0) - AWAY * away.get(c, 0.0)) for c in dict.fromkeys((*towards, *away))
    }
    added = _capped(model, {c: w for c, w in pull.items() if w > 0}, CAP * own)
    taken = _capped(model, {c: w for c, w in pull.items() if w < 0}, NEGATIVE_CAP * own)
    learnt = {c: Learnt(w, _origin(profiles, c, relevant=w > 0)) for c, w in sorted((added | taken).items())}
    return _tempered(model, replace(plain, learnt=learnt), own)


def _tempered(model: TfidfMatcher, query: Query, own: float) -> Query:
    """The same direction, asking for no more than the area's own text did: else each mark would lift every band.

    Measured after 6 marks: 8.7 strong calls an area at precision 0.28 without this, 2.9 at 0.50 with it (2.8 at 0.33
    before any mark).
    """
    asked = mass(model, {c: w for c, w in model.weights(query).items() if w > 0})
    scale = own / asked
    return replace(query, learnt={c: Learnt(i.weight * scale, i.origin) for c, i in query.learnt.items()}, kept=scale)


def mass(model: TfidfMatcher, weights: Weights) -> float:
    """What weights are worth in a score, whatever their sign: each by how rare its concept is in EU calls at large."""
    return sum(abs(w) * model.rarity(c) for c, w in sorted(weights.items()))


def _profile(model: TfidfMatcher, document: Document) -> dict[str, float]:
    """A call's listed concepts, saturated as in scoring, scaled so that every call has the same mass.

    Words that no list knows are left out: measured, they add nothing but reasons that say nothing.
    """
    concepts, length = model.concepts(document)
    counts = Counter(c for c in concepts if c.startswith("term:"))
    weights = saturated(np.array(list(counts.values()), dtype=np.float64), length / model.mean_length)
    found = {c: float(w) * model.rarity(c) ** _RARITY_POWER for c, w in zip(counts, weights, strict=True)}
    whole = mass(model, found)
    return {c: w / whole for c, w in found.items()} if whole else {}


def _centre(profiles: Sequence[tuple[Marked, Weights]], *, relevant: bool) -> Weights:
    """The mean of the profiles marked so, held back while they are few."""
    chosen = [profile for m, profile in profiles if m.relevant is relevant]
    total: dict[str, float] = defaultdict(float)
    for profile in chosen:
        for concept, weight in profile.items():
            total[concept] += weight / (len(chosen) + _DOUBT)
    return total


def _capped(model: TfidfMatcher, weights: Weights, most: float) -> dict[str, float]:
    """The heaviest weights, made smaller together until they are worth at most ``most``."""
    kept = dict(sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))[:KEPT])
    worth = mass(model, kept)
    return {c: w * most / worth for c, w in kept.items()} if worth > most else kept


def _origin(profiles: Sequence[tuple[Marked, Weights]], concept: str, *, relevant: bool) -> str:
    """The marked call that shows the concept most, of those that pull the way it went."""
    return max((p.get(concept, 0.0), m.name) for m, p in profiles if m.relevant is relevant)[1]
