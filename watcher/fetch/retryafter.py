"""How long a host asks us to wait."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

from watcher import clock

LONGEST = 120.0
"""Seconds waited at most within a crawl; a host that asks for more is asked again next time."""


def seconds_to_wait(header: str | None, now: dt.datetime | None = None) -> float | None:
    """Read ``Retry-After`` in both forms, seconds or a date; None when there is none or it cannot be read."""
    if not header:
        return None
    text = header.strip()
    if text.isdigit():
        return min(float(text[:9]), LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(max((moment - (now or clock.now())).total_seconds(), 0.0), LONGEST)
