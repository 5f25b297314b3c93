"""How long to leave a relay or a recipient alone after a failure. Pure."""

from __future__ import annotations

import datetime as dt

from db.records import Pause

RELAY = (1, 2, 5, 15, 30)
"""Minutes after each failure in a row; the last goes on. Short at first: most relays are only restarted."""
RECIPIENT = (5, 10, 20, 60, 120, 240)
"""Minutes; greylisting lets a second try in after one to fifteen minutes, a full mailbox takes hours."""


def waits(pause: Pause | None, now: dt.datetime) -> bool:
    """Whether it is too early to try. A pause from the future does not count: the clock was wrong when it began."""
    return pause is not None and pause.since <= now < pause.until


def lengthened(pause: Pause | None, steps: tuple[int, ...], now: dt.datetime, reason: str = "") -> Pause:
    """The pause after one more failure. One that another process began meanwhile stands as it is."""
    if pause is not None and waits(pause, now):
        return pause
    failures = pause.failures + 1 if pause else 1
    minutes = steps[min(failures, len(steps)) - 1]
    return Pause(failures, now, now + dt.timedelta(minutes=minutes), reason)
