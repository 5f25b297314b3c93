"""Which sources are due, from what the database says was done. Pure. For digests see ``rules.periods``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from watcher.config.sourcefile import SourceConfig


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
