from __future__ import annotations

import datetime as dt

import pytest

from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.rules.due import due_digest, due_sources, overdue_sources, weekly_slot

DAY = dt.timedelta(days=1)


def swedish(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)


def source(name: str, every: dt.timedelta = DAY, enabled: bool = True) -> SourceConfig:
    return SourceConfig(name, "feed", name, "https://example.org/", "en", every, enabled)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        ("2026-11-23T06:59:59", None),
        ("2026-11-23T07:00:00", "2026-W48"),
        ("2026-11-29T23:59:59", "2026-W48"),
        ("2026-11-30T06:59:59", None),
        ("2027-01-03T12:00:00", "2026-W53"),
        ("2027-01-04T07:00:00", "2027-W01"),
    ],
)
def test_a_digest_is_due_from_monday_seven_until_its_week_ends(now: str, key: str | None) -> None:
    assert due_digest(swedish(now), ()) == key


def test_a_digest_is_due_once() -> None:
    assert due_digest(swedish("2026-11-26T12:00"), {"2026-W48"}) is None
    assert due_digest(swedish("2026-11-26T12:00"), {"2026-W47"}) == "2026-W48"


def test_every_week_of_ten_years_has_one_digest_at_seven_by_the_swedish_clock() -> None:
    done: list[str] = []
    now = swedish("2026-01-05T00:00")
    while now < swedish("2036-01-01T00:00"):
        key = due_digest(now, done[-1:])
        if key:
            done.append(key)
            assert now.astimezone(STOCKHOLM).strftime("%a %H") == "Mon 07"
        now += dt.timedelta(hours=1)
    assert len(done) == len(set(done)) == 522


def test_every_minute_of_the_days_the_clock_changes() -> None:
    for day in ("2026-03-29", "2026-10-25"):
        midnight = swedish(f"{day}T00:00")
        slots = {weekly_slot(midnight + dt.timedelta(minutes=m)) for m in range(60 * 24)}
        assert len(slots) <= 2


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
