"""How far the duty to consider has been met: what follows from considerations and their histories. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from db.workrecords import Consideration, Grounds, Stand, StandTaken
from watcher.clock import STOCKHOLM
from watcher.rules.swedish import decimal, number


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of considerations. ``in_time`` had a stand by the deadline (or at all, where there is none); ``missed``
    went by without one; ``waiting`` can still be decided. The three add up to ``opened``. Days are calendar days."""

    opened: int
    in_time: int
    missed: int
    waiting: int
    median_days: float | None
    stands: tuple[tuple[Stand, int], ...]
    grounds: tuple[tuple[Grounds, int], ...]
    """Why departments declined, the most usual first."""

    @property
    def share(self) -> float | None:
        """Of those that can be judged, the share with a stand in time; None while none can."""
        judged = self.in_time + self.missed
        return self.in_time / judged if judged else None


def figures(items: Sequence[Consideration], history: Iterable[StandTaken], today: dt.date) -> Figures:
    """Count these considerations as they stand on this day (Sweden)."""
    first = first_stands(history)
    in_time = [c for c in items if c.stand is not Stand.NEW and _in_time(c, first)]
    missed = [c for c in items if is_missed(c, first, today)]
    days = [(first[c.id] - c.opened).total_seconds() / 86_400 for c in items if c.id in first]
    grounds = Counter(c.grounds for c in items if c.grounds is not None)
    stands = Counter(c.stand for c in items)
    return Figures(
        opened=len(items),
        in_time=len(in_time),
        missed=len(missed),
        waiting=len(items) - len(in_time) - len(missed),
        median_days=round(median(days), 1) if days else None,
        stands=tuple((s, stands[s]) for s in Stand),
        grounds=tuple(sorted(grounds.items(), key=lambda pair: (-pair[1], pair[0].value))),
    )


def figures_text(found: Figures) -> str:
    """The figures in a Swedish sentence or two."""
    if not found.opened:
        return "Inga överväganden har öppnats."
    share = f" ({100 * found.share:.0f} %)" if found.share is not None else ""
    counts = [
        f"{number(found.in_time)} besvarade i tid{share}",
        f"{number(found.missed)} missade",
        f"{number(found.waiting)} väntar",
    ]
    days = decimal(Decimal(str(found.median_days)), 1) if found.median_days is not None else ""
    took = f" Svaret tog {days} dygn i median." if days else ""
    return f"{number(found.opened)} öppnade: {', '.join(counts)}.{took}"


def by_department(items: Sequence[Consideration], history: Sequence[StandTaken], today: dt.date) -> dict[str, Figures]:
    """The same for each department that has any, by its id."""
    mine: dict[str, list[Consideration]] = {}
    for item in items:
        mine.setdefault(item.department_id, []).append(item)
    return {
        department: figures(own, [x for x in history if x.consideration_id in {c.id for c in own}], today)
        for department, own in sorted(mine.items())
    }


def first_stands(history: Iterable[StandTaken]) -> dict[int, dt.datetime]:
    """When each consideration got its first stand that was not taken back."""
    lines = list(history)
    undone = {x.undoes for x in lines if x.undoes is not None}
    first: dict[int, dt.datetime] = {}
    for line in sorted(lines, key=lambda x: x.id):
        if line.undoes is None and line.id not in undone and line.stand is not Stand.NEW:
            first.setdefault(line.consideration_id, line.at)
    return first


def is_missed(item: Consideration, first: Mapping[int, dt.datetime], today: dt.date) -> bool:
    """Whether the deadline went by before a stand was taken. Without a deadline nothing can be missed."""
    if not item.cutoff or dt.date.fromisoformat(item.cutoff) >= today:
        return False
    return not (item.stand is not Stand.NEW and _in_time(item, first))


def _in_time(item: Consideration, first: Mapping[int, dt.datetime]) -> bool:
    taken = first.get(item.id)
    if taken is None:
        return False
    return not item.cutoff or taken.astimezone(STOCKHOLM).date() <= dt.date.fromisoformat(item.cutoff)
