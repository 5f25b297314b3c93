"""Whether a department's board can still decide before a call closes. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.records import Meeting


class Outlook(StrEnum):
    """What the calendar says."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"
    """The calendar ends before the deadline: there may be meetings that it does not know."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``meeting`` is the last one that is in time; ``until`` the last day the calendar knows."""

    outlook: Outlook
    until: dt.date
    meeting: Meeting | None = None


def can_decide(meetings: Sequence[Meeting], deadline: dt.date, today: dt.date) -> Decision | None:
    """Which meeting can decide before the day of the deadline, with papers that can still be handed in.

    None where no calendar is registered. A meeting on the last day itself is not in time: somebody has to apply, too.
    """
    if not meetings:
        return None
    until = max(m.date for m in meetings)
    in_time = [m for m in meetings if m.date < deadline and m.papers >= today]
    if in_time:
        return Decision(Outlook.IN_TIME, until, max(in_time, key=lambda m: m.date))
    return Decision(Outlook.UNKNOWN if until < deadline else Outlook.TOO_LATE, until)
