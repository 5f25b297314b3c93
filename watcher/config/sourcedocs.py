"""Writes the part of docs/sources.md that tells of each shipped source: ``python -m watcher.config.sourcedocs``.

The prose around the two marks is kept by hand; a test says when the part between them is behind sources.toml.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path

from watcher.config.sourcefile import SourceConfig, SourceFile, read_sources, shipped
from watcher.config.unwatched import Unwatched

BEGIN = "<!-- from sources.toml, by python -m watcher.config.sourcedocs -->"
END = "<!-- end of what comes from sources.toml -->"


def generated(sources: SourceFile) -> str:
    """The part between the marks."""
    on = [s for s in sources.sources if s.enabled]
    off = [s for s in sources.sources if not s.enabled]
    left = len(sources.unwatched)
    count = f"{len(on)} sources are on as shipped, {len(off)} more are ready and off, {left} are not watched."
    count += " Why one is off or not watched stands in its row."
    parts = [count, "### On", _table(on), "### Ready, but off", _table(off, off=True), "### Not watched"]
    return "\n\n".join([*parts, _unwatched(sources.unwatched)])


def _table(sources: Iterable[SourceConfig], *, off: bool = False) -> str:
    heads = [
        "source",
        "kind",
        "every",
        "verified",
        "licence or terms",
        "cannot tell",
        *(["off because"] if off else []),
    ]
    rows = [
        [
            f"[{s.name}]({s.url}) `{s.id}`",
            f"`{s.kind}`",
            _every(s.every),
            f"{s.verified} {s.verified_on or ''}".strip(),
            s.terms,
            s.blind,
            *([s.off_because] if off else []),
        ]
        for s in sources
    ]
    return _lines(heads, rows)


def _unwatched(found: Iterable[Unwatched]) -> str:
    rows = [[f"[{u.name}]({u.url})" if u.url else u.name, u.why] for u in found]
    return _lines(["funder", "why"], rows)


def _lines(heads: list[str], rows: list[list[str]]) -> str:
    cells = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _every(every: dt.timedelta) -> str:
    hours = every.total_seconds() / 3600
    return f"{hours / 24:g} d" if hours % 24 == 0 else f"{hours:g} h"


def renewed(text: str, sources: SourceFile) -> str:
    """The whole page with its generated part as it should be. Raises ValueError when the marks are missing."""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{generated(sources)}\n{END}{after}"


def main(page: Path) -> None:
    """Rewrite the page where it is behind."""
    page.write_text(renewed(page.read_text(encoding="utf-8"), read_sources(shipped())), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/sources.md"))
