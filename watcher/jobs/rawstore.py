"""The raw answers of each source, compressed, named by time and hash: what to look at when a source seems wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from watcher.sources.rawpages import RawPages

KEPT = 10
"""Different answers kept of each source; the oldest go first."""


def keep(folder: Path, source_id: str, raw: Sequence[bytes], now: dt.datetime) -> Path | None:
    """Store an answer unless it is the same as the latest; the file, or None. Raises OSError (disk full).

    Pages stand after each other in the file, each ended by a line break.
    """
    if not raw:
        return None
    pages = raw if isinstance(raw, RawPages) else RawPages.of(raw)
    digest = pages.digest()
    shelf = folder / source_id
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = sorted(shelf.glob("*.gz"))
    if kept and kept[-1].stem.endswith(digest):
        return None
    path = shelf / f"{now:%Y%m%dT%H%M%SZ}-{digest}.gz"
    half = path.with_suffix(".part")
    with half.open("wb") as file:
        file.writelines(pages.members())
    half.replace(path)
    for old in [*kept, path][:-KEPT]:
        old.unlink(missing_ok=True)
    return path
