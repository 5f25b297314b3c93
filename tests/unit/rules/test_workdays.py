from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.rules import workdays

DATES = st.dates(dt.date(2019, 1, 1), dt.date(2041, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("2026-11-23", True),
        ("2026-11-28", False),
        ("2026-11-29", False),
        ("2026-12-24", False),
        ("2026-12-25", False),
        ("2026-12-31", False),
        ("2026-06-19", False),
        ("2026-05-14", False),
        ("2026-05-15", True),
        ("2027-01-06", False),
        ("2030-06-06", False),
        ("2029-03-30", False),
        ("3000-12-25", True),
    ],
)
def test_days_at_work_and_days_off(text: str, working: bool) -> None:
    assert workdays.is_workday(day(text)) is working


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-30", -1, "2026-11-27"),
        ("2026-11-28", 0, "2026-11-28"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-30", 1, "2027-01-04"),
        ("2027-01-04", 2, "2027-01-07"),
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-11-23", 10, "2026-12-07"),
    ],
)
def test_adding_working_days(start: str, n: int, end: str) -> None:
    assert workdays.add(day(start), n) == day(end)
    assert workdays.between(day(start), day(end)) == n


def test_the_nearest_working_day() -> None:
    assert workdays.on_or_after(day("2026-12-24")) == day("2026-12-28")
    assert workdays.on_or_before(day("2026-12-26")) == day("2026-12-23")
    assert workdays.on_or_after(day("2026-11-23")) == workdays.on_or_before(day("2026-11-23")) == day("2026-11-23")


@given(DATES, st.integers(-300, 300))
def test_between_undoes_add(start: dt.date, n: int) -> None:
    assert workdays.between(start, workdays.add(start, n)) == n


@given(DATES, DATES)
def test_between_counts_the_days_at_work(a: dt.date, b: dt.date) -> None:
    first, last = min(a, b), max(a, b)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    counted = sum(map(workdays.is_workday, days[1:] if a <= b else days[:-1]))
    assert workdays.between(a, b) == (counted if a <= b else -counted)


def test_the_end_of_the_calendar_is_reached_without_walking_there() -> None:
    assert workdays.between(day("2026-11-23"), dt.date.max) > 2_000_000
