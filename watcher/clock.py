"""The only place that asks what time it is, and the two zones the calendar is read in."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BRUSSELS = ZoneInfo("Europe/Brussels")


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def monotonic() -> float:
    """Seconds that only go forward: for pace, time-outs and back-off, never for the calendar."""
    return time.monotonic()


def parse_now(text: str) -> dt.datetime:
    """Read ``--now``: an ISO time, in Europe/Stockholm where it names no zone. Returned in UTC.

    Raises ValueError when the text is no ISO date or time.
    """
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=STOCKHOLM)
    if not 1990 <= moment.year <= 2200:
        raise ValueError("the calendar here goes from 1990 to 2200")
    return moment.astimezone(dt.UTC)
