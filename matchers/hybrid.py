"""The front of words and meaning together: as ``Matches``, with what the sentence model adds as a reason of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.records import Reason
from matchers.bands import HYBRID, band_of
from matchers.fusion import fused, meaning_share, words
from matchers.match import EXCLUDED, KEPT, Matches, Scored
from matchers.model import Document, Query, TfidfMatcher
from matchers.rarity import Rarity
from matchers.semantic import SemanticMatcher, asked

MEANING = "meaning"
"""A reason that is no word: the passage of the call that says nearly what the area says."""

QUOTED = 30
"""Words of the nearest passage that are kept as the reason."""


class HybridMatches(Matches):
    """All areas against all calls, by words and by meaning."""

    def __init__(
        self,
        documents: Sequence[Document],
        queries: Sequence[Query],
        model: TfidfMatcher | None = None,
        rarity: Rarity | None = None,
        *,
        meaning: SemanticMatcher,
    ) -> None:
        super().__init__(documents, queries, model, rarity)
        self._meaning = meaning
        meaning.fit(documents)
        self._near = meaning.scores(queries)
        self._counted = words(self.model.scores(queries), self.model, queries)
        self._fused = fused(self._counted, self._near)

    def best(self, position: int, kept: int = KEPT) -> list[Scored]:
        """The best calls of the area at this place, explained; one without a common concept may be among them."""
        row = self._fused[position]
        order = sorted(range(len(row)), key=lambda i: (-row[i], self._documents[i].id))
        found = [self.explain(position, i) for i in order[:kept]]
        return sorted(found, key=lambda s: -s.score)  # stable: only those held down by an excluded word move

    def above(self, position: int, score: float) -> list[Scored]:
        """Every call of the area at this place with at least this score, however many, best first."""
        return self.best(position, int((self._fused[position] >= score).sum()))

    def explain(self, position: int, index: int) -> Scored:
        """One call against one area: every concept's share, and the meaning's with the nearest passage."""
        by_words = super().explain(position, index)
        score = float(self._fused[position, index]) * (HYBRID.possible if by_words.held else 1.0)
        share = meaning_share(float(self._counted[position, index]), float(self._near[position, index]))
        if by_words.score <= 0:
            share = 1.0
        scale = score * (1 - share) / by_words.score if share < 1 else 0.0
        told = [replace(r, weight=r.weight * scale) for r in by_words.reasons if scale or r.via == EXCLUDED]
        if share > 0:
            told.append(self._reason(position, index, score * share))
        reasons = tuple(sorted(told, key=lambda r: (-r.weight, r.term)))
        return replace(by_words, score=score, band=band_of(score, HYBRID), reasons=reasons)

    def _reason(self, position: int, index: int, weight: float) -> Reason:
        query = self._queries[position]
        quoted = " ".join(self._meaning.nearest(query, index).split()[:QUOTED])
        return Reason(weight, " ".join(query.title.split()) or asked(query)[:80], quoted, "", MEANING)
