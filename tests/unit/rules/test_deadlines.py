"""Portal dates into deadlines, and deadlines against a moment."""

from __future__ import annotations

import datetime as dt

import pytest

from db.records import Deadline
from watcher.rules.deadlines import closes_at, ends_at, from_portal, in_order, is_past, next_deadline


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2027-04-08T00:00:00.000+0000", dt.date(2027, 4, 8), None),
        ("2024-02-06T17:00:00.000+0000", dt.date(2024, 2, 6), dt.time(17)),
        ("2024-07-06T17:00:00.000+0000", dt.date(2024, 7, 6), dt.time(17)),
        ("2025-09-01T22:00:00.000+0000", dt.date(2025, 9, 2), None),
        ("2025-11-30T23:00:00.000+0000", dt.date(2025, 12, 1), None),
        ("2025-11-30T22:00:00.000+0000", dt.date(2025, 11, 30), dt.time(22)),
        ("2026-07-31T23:59:00.000+0000", dt.date(2026, 7, 31), dt.time(23, 59)),
        ("2026-03-31", dt.date(2026, 3, 31), None),
    ],
)
def test_a_portal_time_is_brussels_wall_clock_but_for_true_midnights(
    text: str, day: dt.date, time: dt.time | None
) -> None:
    assert from_portal(text) == Deadline(day, time, "Europe/Brussels")


@pytest.mark.parametrize("text", ["31/02/2027", "", "soon", "2027-02-31T00:00:00.000+0000", "2027-13-01"])
def test_what_is_no_date_is_unknown(text: str) -> None:
    assert from_portal(text) is None


def test_an_unknown_time_passes_at_the_end_of_the_day_in_brussels() -> None:
    assert ends_at(Deadline(dt.date(2026, 7, 1))) == dt.datetime(2026, 7, 1, 22, tzinfo=dt.UTC)
    assert ends_at(Deadline(dt.date(2026, 12, 1))) == dt.datetime(2026, 12, 1, 23, tzinfo=dt.UTC)


def test_the_next_deadline_is_the_first_that_has_not_passed() -> None:
    cuts = tuple(Deadline(dt.date(2026, month, 1)) for month in (3, 6, 12))
    now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    assert next_deadline(cuts, now) == cuts[1]
    assert next_deadline(cuts, now + dt.timedelta(days=1)) == cuts[2]
    assert closes_at(cuts) == ends_at(cuts[2])


def test_a_call_without_deadline_is_never_past() -> None:
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    assert not is_past((), now)
    assert is_past((Deadline(dt.date(2026, 5, 1)),), now)


def test_the_last_day_of_the_calendar_does_not_overflow() -> None:
    assert ends_at(Deadline(dt.date.max)).year == 9999


def test_in_order_drops_repeats() -> None:
    a, b = Deadline(dt.date(2026, 5, 1)), Deadline(dt.date(2026, 2, 1))
    assert in_order([a, b, a]) == (b, a)
