"""Vectors kept in a folder, a file a model: for measuring, where there is no database.

A record is 32 bytes of key and the vector in half precision. Records are only ever appended, so a run that was killed
leaves whole records and at most one torn one at the end, which the next run cuts off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from matchers.encoder import Vectors, from_bytes, to_bytes
from matchers.errors import VectorFileError

_KEY = 32


class VectorFolder:
    """A folder that is made when the first vector is kept. One process writes at a time."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._read: dict[str, dict[str, Vectors]] = {}

    def read(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Raises VectorFileError when the file cannot be read."""
        kept = self._kept(model)
        return {k: kept[k] for k in keys if k in kept}

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Raises VectorFileError when the folder cannot be written to."""
        kept = self._kept(model)
        records = b"".join(bytes.fromhex(k) + to_bytes(v) for k, v in vectors.items())
        path = self._path(model)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.truncate(len(kept) * self._size)
                file.write(records)
        except OSError as error:
            raise VectorFileError(f"{path}: vektorerna går inte att spara: {error.strerror}") from error
        kept.update(vectors)

    @property
    def _size(self) -> int:
        return _KEY + 2 * self._dimension

    def _path(self, model: str) -> Path:
        return self._folder / f"vectors-{hashlib.sha256(model.encode()).hexdigest()[:16]}.bin"

    def _kept(self, model: str) -> dict[str, Vectors]:
        if model not in self._read:
            self._read[model] = self._load(self._path(model))
        return self._read[model]

    def _load(self, path: Path) -> dict[str, Vectors]:
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise VectorFileError(f"{path}: vektorerna går inte att läsa: {error.strerror}") from error
        whole = range(0, len(raw) - self._size + 1, self._size)
        return {raw[at : at + _KEY].hex(): from_bytes(raw[at + _KEY : at + self._size]) for at in whole}
