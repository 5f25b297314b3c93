"""What every text is like, taken away: vectors measured from neutral Swedish sentences.

A passage that is near neutral sentences is near every area, and would stand in every list; and Swedish is near Swedish,
whatever it says. So each similarity is lessened by a share of the passage's mean similarity to neutral Swedish
sentences; since that is linear, it is taken from the area's vector instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from matchers.encoder import Encoder, Vectors

SHARE = 0.5
"""How much of the neutral sentences' middle is taken away. All of it takes what areas are about as well."""


@cache
def neutral() -> tuple[str, ...]:
    """The shipped sentences."""
    text = (files("matchers") / "data" / "generic_sv.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


class Centre:
    """Measures the vectors of areas from where neutral sentences stand."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @cached_property
    def _middle(self) -> Vectors:
        return np.asarray(self._encoder.encode(neutral(), query=True).mean(axis=0), dtype=np.float32)

    def centred(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors from where the neutral ones are, of length 1; a text is encoded once."""
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            asked = self._encoder.encode(new, query=True) - SHARE * self._middle
            lengths = np.linalg.norm(asked, axis=1, keepdims=True)
            self._known |= zip(new, asked / np.where(lengths > 0, lengths, 1), strict=True)
        return np.array([self._known[t] for t in texts], dtype=np.float32)
