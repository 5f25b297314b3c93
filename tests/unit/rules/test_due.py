from __future__ import annotations

import datetime as dt

from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.rules.due import due_sources, overdue_sources

DAY = dt.timedelta(days=1)


def swedish(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)


def source(name: str, every: dt.timedelta = DAY, enabled: bool = True) -> SourceConfig:
    return SourceConfig(name, "feed", name, "https://example.org/", "en", every, enabled)


def test_sources_are_due_by_their_own_time() -> None:
    now = swedish("2026-11-23T07:00")
    sources = [source("new"), source("fresh"), source("old"), source("off", enabled=False), source("future")]
    started = {"fresh": now - DAY / 2, "old": now - DAY, "off": now - 9 * DAY, "future": now + DAY}
    assert [s.id for s in due_sources(sources, started, now)] == ["new", "old", "future"]


def test_sources_that_nobody_crawls_are_overdue() -> None:
    now = swedish("2026-11-23T07:00")
    started = {"late": now - 2.5 * DAY, "due": now - 1.5 * DAY}
    sources = [source("late"), source("due"), source("never")]
    assert [s.id for s in overdue_sources(sources, started, now)] == ["late"]
