"""What turns texts into vectors, and what keeps them: the seams to a sentence model and to a disk or database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""A row a text, each of length 1."""
Progress = Callable[[int, int], None]
"""Told how many texts are done and how many there are."""

BATCH = 32
"""Texts encoded, and kept, at a time: what a killed run loses at most. More are not faster."""


_HALF = np.dtype("<f2")


def to_bytes(vector: Vectors) -> bytes:
    """A vector as it is kept: half precision, little-endian. That moves no similarity by more than 0.0005."""
    return vector.astype(_HALF).tobytes()


def from_bytes(raw: bytes) -> Vectors:
    """A vector as it was kept."""
    return np.frombuffer(raw, dtype=_HALF).astype(np.float32)


class Encoder(Protocol):
    """A sentence model. ``name`` tells it and its version apart from all others: vectors of two are never compared."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """A unit vector a text, in order. ``query``: the texts ask for something, others are asked for."""


class VectorStore(Protocol):
    """Keeps vectors by key and model. What is not there is left out of what ``read`` gives."""

    def read(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]: ...

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> None: ...


class MemoryStore:
    """Keeps vectors as long as the process lives."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Vectors]] = {}

    def read(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        kept = self._kept.get(model, {})
        return {k: kept[k] for k in keys if k in kept}

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        self._kept.setdefault(model, {}).update(vectors)


def key(text: str, *, query: bool = False) -> str:
    """By what a text's vector is kept: changed texts have other keys. 64 hexadecimal digits."""
    kind = "query" if query else "passage"
    return hashlib.sha256(f"{kind}: {text}".encode("utf-8", "replace")).hexdigest()


class KeptEncoder:
    """An encoder that asks the model only for texts that the store has no vector of."""

    def __init__(self, encoder: Encoder, store: VectorStore, progress: Progress = lambda _done, _total: None) -> None:
        self._encoder = encoder
        self._store = store
        self._progress = progress
        self.name = encoder.name
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """As ``Encoder``; every batch is kept as soon as it is encoded, so that a killed run goes on where it was."""
        keys = [key(t, query=query) for t in texts]
        found = dict(self._store.read(self.name, keys))
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in found}
        todo = list(missing)
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            new = dict(zip(batch, self._encoder.encode([missing[k] for k in batch], query=query), strict=True))
            self._store.write(self.name, new)
            found |= new
            self._progress(start + len(batch), len(todo))
        rows = [np.asarray(found[k], dtype=np.float32) for k in keys]
        return np.vstack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)
