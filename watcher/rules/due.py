"""What is due, from the calendar in Sweden and from what the database says was done. Pure.

Nothing is remembered as "last run": a week's digest is due when its hour has come and no run bears its key, so a
missed one is due as soon as somebody asks again, and only once. A week that ended meanwhile is not made up for by
itself: what it would have told is new in the digest of the week that has begun.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.rules.announce import week_key

AT = dt.time(7)
"""When on Monday the weekly digest is due, by the clock in Sweden."""


def weekly_slot(now: dt.datetime, at: dt.time = AT) -> dt.datetime:
    """The moment, in UTC, at which the digest of this ISO week is or was due."""
    today = now.astimezone(STOCKHOLM).date()
    return dt.datetime.combine(today - dt.timedelta(days=today.weekday()), at, STOCKHOLM).astimezone(dt.UTC)


def due_digest(now: dt.datetime, done: Collection[str], at: dt.time = AT) -> str | None:
    """The key of the weekly digest to build now; None before its hour, or when it is among those ``done``."""
    key = week_key(now)
    return key if weekly_slot(now, at) <= now and key not in done else None


def due_sources(
    sources: Iterable[SourceConfig], last_started: Mapping[str, dt.datetime], now: dt.datetime
) -> list[SourceConfig]:
    """The enabled sources whose time has come. A crawl in the future (the clock was wrong then) does not count."""
    return [s for s in sources if s.enabled and not _fresh(s, last_started.get(s.id), now)]


def overdue_sources(
    sources: Iterable[SourceConfig], last_started: Mapping[str, dt.datetime], now: dt.datetime
) -> list[SourceConfig]:
    """Enabled sources that were crawled once but not for more than twice their time: nobody runs the program."""
    return [s for s in sources if s.enabled and (last := last_started.get(s.id)) and now - last > 2 * s.every]


def _fresh(source: SourceConfig, last: dt.datetime | None, now: dt.datetime) -> bool:
    return last is not None and last <= now < last + source.every
