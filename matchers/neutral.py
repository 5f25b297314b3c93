"""Neutral Swedish sentences: as near to an area as a text is that is about nothing. From there nearness is counted."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from matchers.encoder import Encoder, Vectors


@cache
def neutral() -> tuple[str, ...]:
    """The shipped sentences."""
    text = (files("matchers") / "data" / "generic_sv.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def middle(encoder: Encoder) -> Vectors:
    """Where the neutral sentences stand: the mean of their vectors."""
    return np.asarray(encoder.encode(neutral(), query=True).mean(axis=0), dtype=np.float32)
