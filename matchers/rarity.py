"""In how many calls each concept stands: learnt from all calls, kept while only new ones are scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from matchers.background import Background


@dataclass(frozen=True, slots=True)
class Rarity:
    """``counts`` names only concepts that stand in some call."""

    calls: int
    counts: Mapping[str, int]

    @classmethod
    def of(cls, counted: csr_matrix, concepts: Sequence[str]) -> Rarity:
        """Learnt from calls (a row each) over these concepts (a column each)."""
        found = np.bincount(counted.indices, minlength=counted.shape[1])
        return cls(counted.shape[0], {c: int(n) for c, n in zip(concepts, found, strict=True) if n})

    def idf(self, concepts: Sequence[str], elsewhere: Background) -> np.ndarray:
        """How much each concept tells, by these calls and EU calls at large."""
        seen = np.array([self.counts.get(c, 0) + elsewhere.counts.get(c, 0) for c in concepts], dtype=np.float64)
        return np.asarray(np.log((1 + self.calls + elsewhere.calls) / (1 + seen)))
