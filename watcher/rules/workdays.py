"""Swedish working days: Monday to Friday but for public holidays and midsummer's, Christmas and New Year's Eve. Pure.

The only home of the holidays package, which takes a sixth of a second to load and so is loaded when first asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache, lru_cache

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""Holidays are known in these years; outside them only Saturdays and Sundays are days off."""
_DAY = dt.timedelta(days=1)
_WEEKEND = (5, 6)


def is_workday(day: dt.date) -> bool:
    """Whether people in a Swedish municipality are at work on this day."""
    return day.weekday() not in _WEEKEND and day not in holidays_of(day.year)


def add(day: dt.date, n: int) -> dt.date:
    """The n-th working day after the day, or before it when n is negative. Zero gives the day itself, at work or not.

    Raises OverflowError where that is outside the calendar.
    """
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_workday(day)
    return day


@lru_cache(maxsize=4096)
def between(a: dt.date, b: dt.date) -> int:
    """Working days after ``a`` up to and with ``b``: 1 from a Friday to the Monday after. Negative when b is first.

    ``between(a, add(a, n)) == n`` for every n.
    """
    if b < a:
        # Seen from the later day: the days before it, down to and with the earlier one.
        return -(_weekdays(b - _DAY, a - _DAY) - sum(1 for _ in _weekday_holidays(b - _DAY, a - _DAY)))
    return _weekdays(a, b) - sum(1 for _ in _weekday_holidays(a, b))


def on_or_after(day: dt.date) -> dt.date:
    """The day itself when it is a working day, else the next one."""
    return day if is_workday(day) else add(day, 1)


def on_or_before(day: dt.date) -> dt.date:
    """The day itself when it is a working day, else the latest one before it."""
    return day if is_workday(day) else add(day, -1)


@cache
def holidays_of(year: int) -> frozenset[dt.date]:
    """The days off of a year that the law counts as Sundays; some fall on a weekend."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return frozenset()
    from holidays.countries.sweden import Sweden

    return frozenset(Sweden(years=year, expand=False, categories=("public", "de_facto")))


def _weekdays(a: dt.date, b: dt.date) -> int:
    """Mondays to Fridays after ``a`` up to and with ``b``."""
    weeks, rest = divmod((b - a).days, 7)
    return weeks * 5 + sum((a.weekday() + n) % 7 not in _WEEKEND for n in range(1, rest + 1))


def _weekday_holidays(a: dt.date, b: dt.date) -> Iterator[dt.date]:
    for year in range(max(a.year, FIRST_YEAR), min(b.year, LAST_YEAR) + 1):
        yield from (day for day in holidays_of(year) if a < day <= b and day.weekday() not in _WEEKEND)
