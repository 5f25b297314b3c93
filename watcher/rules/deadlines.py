"""When calls close: portal dates into deadlines, and deadlines against a moment. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.records import Deadline
from watcher.clock import BRUSSELS

_PORTAL = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def from_portal(text: str, stage: int | None = None) -> Deadline | None:
    """Read a date of the EU portal (``2027-04-08T00:00:00.000+0000``); None when it is no date.

    The portal writes Brussels wall-clock times but labels them UTC: of 1,090 recorded times, 17:00 and 23:59 stand
    alike in summer and winter. Only Brussels midnight comes as true UTC (22:00 in summer, 23:00 in winter, the
    evening before). 00:00 means that the time is unknown. See docs/adr/0002-portal-times.md.
    """
    parts = _PORTAL.fullmatch(text.strip())
    if not parts:
        return None
    try:
        moment = dt.datetime.fromisoformat(f"{parts[1]}T{parts[2] or '00:00'}")
    except ValueError:
        return None
    as_utc = moment.replace(tzinfo=dt.UTC).astimezone(BRUSSELS)
    if moment.hour >= 22 and as_utc.time() == dt.time(0):
        moment = as_utc.replace(tzinfo=None)
    time = moment.time()
    return Deadline(moment.date(), time if time != dt.time(0) else None, "Europe/Brussels", stage)


@lru_cache(maxsize=65_536)
def ends_at(deadline: Deadline) -> dt.datetime:
    """The moment in UTC at which a deadline has passed; the end of the day in its zone where the time is unknown."""
    zone = ZoneInfo(deadline.zone)
    if deadline.time is not None:
        return dt.datetime.combine(deadline.date, deadline.time, zone).astimezone(dt.UTC)
    if deadline.date == dt.date.max:
        return dt.datetime.combine(deadline.date, dt.time(23), dt.UTC)
    return dt.datetime.combine(deadline.date + dt.timedelta(days=1), dt.time(0), zone).astimezone(dt.UTC)


def closes_at(deadlines: Iterable[Deadline]) -> dt.datetime | None:
    """When the last deadline passes, in UTC; None where none is known."""
    return max(map(ends_at, deadlines), default=None)


def next_deadline(deadlines: Iterable[Deadline], now: dt.datetime) -> Deadline | None:
    """The first deadline that has not passed."""
    return min((d for d in deadlines if ends_at(d) > now), key=ends_at, default=None)


def is_past(deadlines: Iterable[Deadline], now: dt.datetime) -> bool:
    """Whether there are deadlines and all have passed. A call without any is never past."""
    last = closes_at(deadlines)
    return last is not None and last <= now


def in_order(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Each deadline once, the earliest first."""
    return tuple(sorted(dict.fromkeys(deadlines), key=ends_at))
