"""Words and meaning weighed together: the probability that a judge finds a call worth considering (grade 2 or 3).

A logistic regression on two figures: ``log1p`` of the raw TF-IDF score against what the area asks for, and how near the
meanings are. ``matchers.fusing`` fits the constants and measures them leave-one-area-out; see docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matchers.model import Document, Query, TfidfMatcher
from matchers.semantic import SemanticMatcher

USUAL = 20.0
"""What an area asks for, as the sum of its words' weights."""
GROWTH = 1.1
"""How raw scores grow with what an area asks for: long texts gather more from any call."""
KNEE = 20.0
"""The raw score, at ``USUAL``, from where another point counts ever less."""
WORDS = 5.0
MEANING = 25.0
LEVEL = -7.3
"""The logistic's weights and its constant."""


def words(raw: np.ndarray, model: TfidfMatcher, queries: Sequence[Query]) -> np.ndarray:
    """What raw TF-IDF scores (a row a query) count for; 0 without any common concept, or where marks outweigh them."""
    asked = np.array([model.asked(q) for q in queries])
    knee = KNEE * (np.maximum(asked, 1.0) / USUAL) ** GROWTH
    return np.asarray(np.log1p(np.maximum(raw, 0.0) / knee[:, None]))


def fused(counted: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Probabilities in (0, 1), from ``words`` and the scores of ``SemanticMatcher``."""
    return np.asarray(1.0 / (1.0 + np.exp(-(WORDS * counted + MEANING * near + LEVEL))))


def meaning_share(counted: float, near: float) -> float:
    """The part of a score that is the meaning's, in [0, 1]. A meaning farther than neutral text adds nothing."""
    told = MEANING * max(near, 0.0)
    whole = WORDS * counted + told
    return told / whole if whole > 0 else 1.0


class HybridMatcher:
    """Both matchers as one: fit on all calls, then ask for the scores of areas."""

    name = "hybrid"

    def __init__(self, meaning: SemanticMatcher, model: TfidfMatcher | None = None) -> None:
        self._meaning = meaning
        self._model = model or TfidfMatcher()

    def fit(self, documents: list[Document]) -> None:
        """Learn the calls' concepts and read their passages."""
        self._model.fit(documents)
        self._meaning.fit(documents)

    def scores(self, queries: list[Query]) -> np.ndarray:
        """Probabilities, a row a query and a column a call."""
        return fused(words(self._model.scores(queries), self._model, queries), self._meaning.scores(queries))
