"""Dates, amounts and counts the Swedish way."""

from __future__ import annotations

import datetime as dt

import pytest

from db.records import Deadline
from watcher.rules.swedish import (
    amount,
    capital,
    date_text,
    days_left,
    deadline_text,
    joined,
    moment_text,
    number,
    plural,
    weekday_text,
)

DAY = dt.date(2026, 9, 17)


def test_dates_have_the_month_in_words() -> None:
    assert date_text(DAY) == "17 september 2026"
    assert weekday_text(dt.date(2026, 11, 23)) == "måndag 23 november"
    assert moment_text(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)) == "måndag 23 november kl. 07.00"


@pytest.mark.parametrize(
    ("deadline", "text"),
    [
        (Deadline(DAY), "17 september 2026"),
        (Deadline(DAY, dt.time(17)), "17 september 2026 kl. 17.00"),
        (Deadline(DAY, dt.time(12), "UTC"), "17 september 2026 kl. 12.00 (UTC)"),
        (Deadline(DAY, dt.time(12), "Europe/Helsinki"), "17 september 2026 kl. 12.00 (Europe/Helsinki)"),
        (Deadline(DAY, None, "Europe/Helsinki"), "17 september 2026"),
    ],
)
def test_a_zone_is_named_only_where_its_clock_differs(deadline: Deadline, text: str) -> None:
    assert deadline_text(deadline) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2_500_000, "2,5 miljoner euro"),
        (1_000_000, "1 miljon euro"),
        (12_250_000, "12,25 miljoner euro"),
        (1_234_567, "1 234 567 euro"),
        (50_745, "50 745 euro"),
        (0, "0 euro"),
        (1_000_000_000, "1 miljard euro"),
        (3_200_000_000, "3,2 miljarder euro"),
        (1_049_500_000, "1 049,5 miljoner euro"),
    ],
)
def test_amounts_are_exact_and_short(value: int, text: str) -> None:
    assert amount(value) == text


def test_currencies_have_swedish_names_or_their_own() -> None:
    assert amount(1_500_000, "SEK") == "1,5 miljoner kronor"
    assert amount(10, "CHF") == "10 CHF"


@pytest.mark.parametrize(
    ("days", "text"),
    [(-1, "har gått ut"), (0, "i dag"), (1, "i morgon"), (2, "om 2 dagar"), (1200, "om 1 200 dagar")],
)
def test_days_left(days: int, text: str) -> None:
    assert days_left(DAY + dt.timedelta(days=days), DAY) == text


def test_counts_and_lists() -> None:
    assert plural(1, "ny utlysning", "nya utlysningar") == "1 ny utlysning"
    assert plural(0, "ny utlysning", "nya utlysningar") == "0 nya utlysningar"
    assert number(1049) == "1 049"
    assert [joined(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a och b", "a, b och c"]
    assert capital("öppen för alla EU") == "Öppen för alla EU"
