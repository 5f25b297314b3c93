"""The raw answers of each source, compressed, named by time and hash: what to look at when a source seems wrong."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

KEPT = 10
"""Different answers kept of each source; the oldest go first."""
_FAST = 1
"""gzip's lowest level: a fifth of the size at a tenth of the time."""


def keep(folder: Path, source_id: str, pages: Sequence[bytes], now: dt.datetime) -> Path | None:
    """Store an answer unless it is the same as the latest; the file, or None. Raises OSError (disk full).

    Pages stand after each other in the file, each ended by a line break.
    """
    if not pages:
        return None
    digest = _digest(pages)
    shelf = folder / source_id
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = sorted(shelf.glob("*.gz"))
    if kept and kept[-1].stem.endswith(digest):
        return None
    path = shelf / f"{now:%Y%m%dT%H%M%SZ}-{digest}.gz"
    half = path.with_suffix(".part")
    with gzip.open(half, "wb", compresslevel=_FAST) as file:
        for page in pages:
            file.write(page + b"\n")
    half.replace(path)
    for old in [*kept, path][:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def _digest(pages: Sequence[bytes]) -> str:
    """Page by page, so that packed pages are never unpacked all at once."""
    total = hashlib.sha256()
    for page in pages:
        total.update(page + b"\n")
    return total.hexdigest()[:16]
