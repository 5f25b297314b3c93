"""A sentence model for tests: small, deterministic, and of one mind about which words mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from matchers.encoder import Vectors

MEANINGS = (
    {"sjö", "sjöar", "lake", "lakes", "våtmarker", "wetlands", "pond"},
    {"skola", "grundskolan", "läsning", "school", "pupils", "literacy"},
    {"plasma", "fusion", "tokamak"},
)


class FakeEncoder:
    """A dimension a meaning, one for all other words, and what makes two kinds of text differ slightly."""

    dimension = len(MEANINGS) + 1

    def __init__(self, name: str = "fake 1", *, dies_after: int | None = None) -> None:
        self.name = name
        self.asked: list[str] = []
        self._dies_after = dies_after

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        if self._dies_after is not None and len(self.asked) >= self._dies_after:
            raise KeyboardInterrupt
        self.asked += texts
        rows = np.array([self._row(t, query) for t in texts], dtype=np.float32).reshape(-1, self.dimension)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    @staticmethod
    def _row(text: str, query: bool) -> list[float]:
        words = re.findall(r"\w+", text.lower())
        return [*(float(sum(w in meaning for w in words)) for meaning in MEANINGS), 1.5 if query else 1.0]
