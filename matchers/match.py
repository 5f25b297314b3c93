"""The matcher's front: calls and areas in, scored, banded and explained matches out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from db.records import Band, Reason
from matchers.bands import band_of, to_unit
from matchers.bridge import PART, SAME, TERM, Hit
from matchers.model import Document, Query, TfidfMatcher

KEPT = 60
"""Calls kept for each area, best first: what lists, digests and explanations draw from."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A call against an area; the reasons' weights add up to the score, heaviest first."""

    area_id: str
    document_id: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]


class Matches:
    """All areas against all calls, fitted once."""

    def __init__(self, documents: Sequence[Document], queries: Sequence[Query], model: TfidfMatcher | None = None):
        self.model = model or TfidfMatcher()
        self.model.fit(documents)
        self._documents = list(documents)
        self._queries = list(queries)
        self._rows = [self.model.row(q) for q in queries]
        self._scores = self.model.scores(queries)
        self._surfaces = lru_cache(maxsize=4096)(self._read_surfaces)

    def best(self, position: int, kept: int = KEPT) -> list[Scored]:
        """The best calls of the area at this place, explained; those without any common concept are left out."""
        row = self._scores[position]
        order = sorted(np.flatnonzero(row > 0), key=lambda i: (-row[i], self._documents[i].id))
        return [self.explain(position, int(i)) for i in order[:kept]]

    def explain(self, position: int, index: int) -> Scored:
        """One call against one area, with every concept's share."""
        query, document = self._queries[position], self._documents[index]
        raw = float(self._scores[position, index])
        score = to_unit(raw)
        shares = self.model.shares(self._rows[position], index)
        swedish = _surfaces(self.model.bridge.swedish(query.title + "\n" + query.text), query.title + "\n" + query.text)
        english = self._surfaces(index)
        reasons = [
            _reason(concept, share * score / raw, swedish[concept], english.get(concept, ""))
            for concept, share in shares.items()
        ]
        reasons.sort(key=lambda r: (-r.weight, r.term))
        return Scored(query.id, document.id, score, band_of(score), tuple(reasons))

    def _read_surfaces(self, index: int) -> dict[str, str]:
        document = self._documents[index]
        text = document.title + "\n" + document.text
        return {c: surface for c, (surface, _) in _surfaces(self.model.read(text, document.language), text).items()}


def _surfaces(hits: Sequence[Hit], text: str) -> dict[str, tuple[str, str]]:
    """How each concept is written where it first stands, and how it was found; whole words win over parts."""
    order = {TERM: 0, PART: 1, SAME: 2}
    found: dict[str, tuple[str, str]] = {}
    for hit in hits:
        if hit.concept not in found or order[hit.via] < order[found[hit.concept][1]]:
            found[hit.concept] = (" ".join(text[hit.start : hit.end].split()), hit.via)
    return found


def _reason(concept: str, weight: float, swedish: tuple[str, str], english: str) -> Reason:
    surface, via = swedish
    term = concept.partition(":")[2]
    return Reason(
        weight=weight, swedish=surface, english=english, term=term, via=via, about=term if via != SAME else ""
    )
