"""Dates, amounts, counts and the phrases of the house in English, with the same names as in ``rules.swedish``. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from db.records import Deadline, Precision
from watcher.clock import STOCKHOLM
from watcher.rules.phrases import ENGLISH, PLURALS

CODE = "en"
_LOCALE = "en_GB"
_CURRENCIES = {"EUR": "euros", "SEK": "kronor", "NOK": "Norwegian kroner", "DKK": "Danish kroner", "GBP": "pounds"}
_UNITS = ((1_000_000_000, "billion"), (1_000_000, "million"))
_QUARTERS = ("first", "second", "third", "fourth")
_SEASONS = {6: "spring", 8: "summer", 12: "autumn"}
_ZONES = {"Europe/Brussels": "Brussels time", "UTC": "UTC"}


def date_text(date: dt.date) -> str:
    """``17 September 2026``."""
    return format_date(date, "d MMMM y", locale=_LOCALE)


def time_text(time: dt.time) -> str:
    """``at 17:00``."""
    return f"at {time:%H:%M}"


@lru_cache(maxsize=4096)
def deadline_text(deadline: Deadline) -> str:
    """``17 September 2026 at 17:00``, ``April 2027 (preliminary)``.

    The zone is named only where its clock differs from Sweden's at that moment.
    """
    text = _clock_text(deadline)
    return f"{text} (preliminary)" if deadline.preliminary else text


def period_text(day: dt.date, precision: Precision) -> str:
    """``17 September 2026``, ``April 2027``, ``second quarter of 2027``, ``autumn 2027``. The day is the last."""
    match precision:
        case Precision.MONTH:
            return format_date(day, "MMMM y", locale=_LOCALE)
        case Precision.QUARTER:
            return f"{_QUARTERS[day.month // 3 - 1]} quarter of {day.year}"
        case Precision.SEASON:
            return f"{_SEASONS.get(day.month, 'autumn')} {day.year}"
    return date_text(day)


def _clock_text(deadline: Deadline) -> str:
    text = period_text(deadline.date, deadline.precision)
    if deadline.time is None:
        return text
    text += f" {time_text(deadline.time)}"
    moment = dt.datetime.combine(deadline.date, deadline.time)
    there, here = (moment.replace(tzinfo=zone).utcoffset() for zone in (ZoneInfo(deadline.zone), STOCKHOLM))
    return text if there == here else f"{text} ({_ZONES.get(deadline.zone, deadline.zone)})"


def days_left(date: dt.date, today: dt.date) -> str:
    """``today``, ``tomorrow``, ``in 12 days``; ``has passed`` for a day that has been."""
    days = (date - today).days
    if days < 0:
        return "has passed"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {number(days)} days")


def workdays_left(count: int) -> str:
    """``9 working days left``."""
    return f"{number(count)} working {'day' if count == 1 else 'days'} left"


def number(value: int) -> str:
    """``1,049``."""
    return format_decimal(value, locale=_LOCALE)


def decimal(value: Decimal, places: int = 2) -> str:
    """``11.20``."""
    return format_decimal(value, format=f"0.{'0' * places}", locale=_LOCALE)


def amount(value: int, currency: str = "EUR") -> str:
    """``2.5 million euros``; ``1,234,567 euros`` where two decimals of a million would not be exact."""
    name = _CURRENCIES.get(currency, currency)
    for unit, word in _UNITS:
        if value >= unit and value % (unit // 100) == 0:
            return f"{format_decimal(value / unit, format='#,##0.##', locale=_LOCALE)} {word} {name}"
    return f"{number(value)} {name}"


def plural(count: int, one: str, many: str) -> str:
    """A count and what is counted, found by the Swedish singular: Swedish plurals may be the same word."""
    forms = PLURALS[one, many]
    return f"{number(count)} {forms[count != 1]}"


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def say(text: str, **values: object) -> str:
    """The English of a phrase with its values put in. Raises KeyError for one that the catalogue lacks."""
    return ENGLISH[text].format(**values) if values else ENGLISH[text]
