"""The matcher's front: calls and areas in, scored, banded and explained matches out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from db.records import Band, BandLimits, Reason
from matchers.asked import vectors
from matchers.bands import POSSIBLE, band_of, to_unit
from matchers.bridge import DICTIONARY, NEAR, OWN, PART, SAME, TERM, Bridge
from matchers.excluded import barred_by
from matchers.model import Document, Query, TfidfMatcher
from matchers.rarity import Rarity

MARK, EXCLUDED = "mark", "excluded"
"""Reasons that are not words of the area: learnt from a mark, and an excluded word that holds a match down."""

KEPT = 60
"""Calls kept for each area, best first: what lists, digests and explanations draw from."""

_TRUST = {OWN: 0, TERM: 0, PART: 1, DICTIONARY: 2, SAME: 3}
_TOLD = (OWN, TERM, PART)
"""Only what the area itself says is named as what a call is about."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A call against an area; the reasons' weights add up to the score, heaviest first."""

    area_id: str
    document_id: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]

    def banded(self, limits: BandLimits) -> Band:
        """The band by other limits; what an excluded word holds down stays down."""
        return Band.WEAK if self.held else band_of(self.score, limits)

    @property
    def held(self) -> str:
        """The excluded word that holds it down; empty without one."""
        return next((r.swedish for r in self.reasons if r.via == EXCLUDED), "")


class Matches:
    """All areas against all calls, fitted once."""

    def __init__(
        self,
        documents: Sequence[Document],
        queries: Sequence[Query],
        model: TfidfMatcher | None = None,
        rarity: Rarity | None = None,
    ):
        self.model = model or TfidfMatcher()
        self._documents = list(documents)
        self._queries = list(queries)
        self._asked_for = [self.model.asked(q) for q in queries]
        self._weights = [self.model.weights(q) for q in queries]
        asked: dict[str, int] = {}
        rows = vectors(self._weights, asked, grow=True)
        self.model.fit(documents, asked, rarity)
        self._best = self.model.best(rows, KEPT)
        self._swedish = [surfaces(self.model.bridge, q) for q in queries]
        self._asked = frozenset(c for found in (*self._swedish, *(q.learnt for q in queries)) for c in found)
        self._written = lru_cache(maxsize=4096)(self._read_written)

    def query(self, position: int) -> Query:
        """The area at this place, with what its marks taught."""
        return self._queries[position]

    def best(self, position: int, kept: int = KEPT) -> list[Scored]:
        """The best calls of the area at this place, explained; those without any common concept are left out."""
        raw = self._best[position] if kept <= KEPT else self._all(position)
        order = sorted(raw, key=lambda i: (-raw[i], self._documents[i].id))
        found = [self.explain(position, i) for i in order[:kept]]
        return sorted(found, key=lambda s: -s.score)  # stable: only those held down by an excluded word move

    def _all(self, position: int) -> dict[int, float]:
        """Every document that has anything in common with the area at this place, and its raw score."""
        return self.model.best(self.model.rows([self._weights[position]]), max(1, len(self._documents)))[0]

    def above(self, position: int, score: float) -> list[Scored]:
        """Every call of the area at this place with at least this score, however many, best first."""
        asked = self._asked_for[position]
        return self.best(position, sum(to_unit(raw, asked) >= score for raw in self._all(position).values()))

    def explain(self, position: int, index: int) -> Scored:
        """One call against one area, with every concept's share."""
        query, document = self._queries[position], self._documents[index]
        shares = self.model.shares(self._weights[position], index)
        raw = sum(shares.values())
        score = to_unit(raw, self._asked_for[position])
        held = barred_by(self.model.bridge, query.excluded, document)
        if held:
            score *= POSSIBLE  # below every band but the weakest, and still in order among themselves
        scale = score / raw if raw > 0 else 0.0
        english = {c: " ".join(text.split()) for c, text in self._written(index).items()}
        reasons = [r for c, share in shares.items() for r in self._of(position, c, share * scale, english.get(c, ""))]
        reasons.sort(key=lambda r: (-r.weight, r.term))
        if held:
            reasons.append(Reason(0.0, held.word, held.written, held.word, EXCLUDED))
        return Scored(query.id, document.id, score, band_of(score), tuple(_without_echo(reasons)))

    def _of(self, position: int, concept: str, share: float, english: str) -> Iterator[Reason]:
        """A concept's share: the part of the area's own words, and the part learnt from marks."""
        query = self._queries[position]
        learnt = query.learnt.get(concept)
        if learnt is None:
            yield _reason(concept, share, self._swedish[position][concept], english)
            return
        own = self.model.own_weights(query).get(concept, 0.0) * query.kept
        each = share / (own + learnt.weight)
        if own:
            yield _reason(concept, own * each, self._swedish[position][concept], english)
        term = concept.partition(":")[2]
        about = term if learnt.weight > 0 else ""
        yield Reason(learnt.weight * each, term, english, term, MARK, about, learnt.origin)

    def _read_written(self, index: int) -> dict[str, str]:
        """How the call writes what any of the areas asks for; read once for all areas."""
        return self.model.written(self._documents[index], self._asked)


def surfaces(bridge: Bridge, query: Query) -> dict[str, tuple[str, str]]:
    """How an area writes each concept where it first stands, and how it was found; whole words win over parts."""
    text = query.title + "\n" + query.text
    hits = bridge.swedish(text)
    found: dict[str, tuple[str, str]] = {}
    near: dict[str, tuple[float, str]] = {}
    for hit in hits:
        surface = " ".join(text[hit.start : hit.end].split())
        if hit.concept not in found or _TRUST[hit.via] < _TRUST[found[hit.concept][1]]:
            found[hit.concept] = (surface, hit.via)
        for other, weight in bridge.near(hit.concept).items():
            near[other] = max(near.get(other, (0.0, "")), (weight * hit.trust, surface))
    return {**{c: (surface, NEAR) for c, (_, surface) in near.items()}, **found}


def _without_echo(reasons: Sequence[Reason]) -> list[Reason]:
    """A compound that was met as a whole is what the call is about, not its parts: *våtmark*, not *våt*."""
    whole = {r.swedish for r in reasons if r.via in (OWN, TERM)}
    return [replace(r, about="") if r.via == PART and r.swedish in whole else r for r in reasons]


def _reason(concept: str, weight: float, swedish: tuple[str, str], english: str) -> Reason:
    surface, via = swedish
    term = concept.partition(":")[2]
    return Reason(
        weight=weight,
        swedish=surface,
        english=english,
        term=term,
        via=via,
        about=term if via in _TOLD else "",
    )
