"""What a crawl's rows mean for what is stored: new, differing, unchanged, stale or a duplicate. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from db.records import CallKey, Deadline, KnownSighting
from watcher.rules.deadlines import is_past


class Row(Protocol):
    """The part of a source's candidate that decides what becomes of it."""

    @property
    def key(self) -> CallKey: ...
    @property
    def raw_hash(self) -> str: ...
    @property
    def deadlines(self) -> tuple[Deadline, ...]: ...
    @property
    def rank(self) -> int: ...


R = TypeVar("R", bound=Row)


@dataclass(slots=True)
class Intake(Generic[R]):
    """The rows of one crawl by what becomes of them."""

    fresh: list[R] = field(default_factory=list)
    """Not known from this source."""
    differing: list[R] = field(default_factory=list)
    """Known, but the raw row is another than last time; whether the facts differ is seen when they are read."""
    unchanged: list[R] = field(default_factory=list)
    stale: list[R] = field(default_factory=list)
    """Open in the source but past every deadline."""
    duplicates: int = 0


def decide(rows: Iterable[R], known: Mapping[str, KnownSighting], now: dt.datetime) -> Intake[R]:
    """Sort the rows of one crawl. ``known`` is by folded key. Of rows with one key the best is used.

    A known call whose deadlines are now all past is not stale but differing or unchanged: its new deadline may be an
    earlier one, and that is a fact.
    """
    best, intake = _one_of_each(rows)
    for row in best:
        sighting = known.get(row.key.folded)
        if sighting is not None and sighting.raw_hash == row.raw_hash:
            (intake.stale if is_past(row.deadlines, now) else intake.unchanged).append(row)
        elif sighting is not None:
            intake.differing.append(row)
        elif is_past(row.deadlines, now):
            intake.stale.append(row)
        else:
            intake.fresh.append(row)
    return intake


def _one_of_each(rows: Iterable[R]) -> tuple[list[R], Intake[R]]:
    best: dict[str, R] = {}
    intake: Intake[R] = Intake()
    for row in rows:
        rival = best.get(row.key.folded)
        if rival is None or _order(row) > _order(rival):
            best[row.key.folded] = row
        intake.duplicates += rival is not None
    return list(best.values()), intake


def _order(row: Row) -> tuple[int, dt.date, str]:
    """By rank; of equals the one with the later last deadline, then by hash, so that their order does not matter."""
    return row.rank, max((d.date for d in row.deadlines), default=dt.date.min), row.raw_hash
