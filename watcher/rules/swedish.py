"""Dates, amounts and counts as they are written in Swedish. Pure."""

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

CODE = "sv"
_LOCALE = "sv_SE"
_CURRENCIES = {"EUR": "euro", "SEK": "kronor", "NOK": "norska kronor", "DKK": "danska kronor", "GBP": "pund"}
_UNITS = ((1_000_000_000, "miljard", "miljarder"), (1_000_000, "miljon", "miljoner"))
_QUARTERS = ("första", "andra", "tredje", "fjärde")
_SEASONS = {6: "våren", 8: "sommaren", 12: "hösten"}
_ZONES = {"Europe/Brussels": "Brysseltid", "UTC": "UTC"}


@lru_cache(maxsize=4096)
def date_text(date: dt.date) -> str:
    """``17 september 2026``."""
    return format_date(date, "d MMMM y", locale=_LOCALE)


@lru_cache(maxsize=4096)
def weekday_text(date: dt.date) -> str:
    """``måndag 23 november``: for days so near that the year is plain."""
    return format_date(date, "EEEE d MMMM", locale=_LOCALE)


def time_text(time: dt.time) -> str:
    """``kl. 17.00``."""
    return f"kl. {time:%H.%M}"


def moment_text(moment: dt.datetime) -> str:
    """``måndag 23 november kl. 07.00``, in Swedish time."""
    local = moment.astimezone(STOCKHOLM)
    return f"{weekday_text(local.date())} {time_text(local.time())}"


@lru_cache(maxsize=4096)
def deadline_text(deadline: Deadline) -> str:
    """``17 september 2026 kl. 17.00``, ``april 2027 (preliminärt)``.

    The zone is named only where its clock differs from ours at that moment.
    """
    text = _clock_text(deadline)
    return f"{text} (preliminärt)" if deadline.preliminary else text


def period_text(day: dt.date, precision: Precision) -> str:
    """``17 september 2026``, ``april 2027``, ``andra kvartalet 2027``, ``hösten 2027``. The day is the last."""
    match precision:
        case Precision.MONTH:
            return format_date(day, "MMMM y", locale=_LOCALE)
        case Precision.QUARTER:
            return f"{_QUARTERS[day.month // 3 - 1]} kvartalet {day.year}"
        case Precision.SEASON:
            return f"{_SEASONS.get(day.month, 'hösten')} {day.year}"
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
    """``i dag``, ``i morgon``, ``om 12 dagar``; ``har gått ut`` for a day that has been."""
    days = (date - today).days
    if days < 0:
        return "har gått ut"
    return {0: "i dag", 1: "i morgon"}.get(days, f"om {number(days)} dagar")


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """Whole number with its thousands apart: ``1 049``."""
    return format_decimal(value, locale=_LOCALE).replace("\u00a0", " ")


@lru_cache(maxsize=4096)
def amount(value: int, currency: str = "EUR") -> str:
    """``2,5 miljoner euro``; ``1 234 567 euro`` where two decimals of a million would not be exact."""
    name = _CURRENCIES.get(currency, currency)
    for unit, one, many in _UNITS:
        if value >= unit and value % (unit // 100) == 0:
            text = format_decimal(value / unit, format="#,##0.##", locale=_LOCALE).replace("\u00a0", " ")
            return f"{text} {one if value == unit else many} {name}"
    return f"{number(value)} {name}"


def plural(count: int, one: str, many: str) -> str:
    """``1 ny utlysning``, ``12 nya utlysningar``."""
    return f"{number(count)} {one if count == 1 else many}"


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a och b``, ``a, b och c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} och {parts[-1]}"


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def workdays_left(count: int) -> str:
    """``9 arbetsdagar kvar``."""
    return f"{plural(count, 'arbetsdag', 'arbetsdagar')} kvar"


def decimal(value: Decimal, places: int = 2) -> str:
    """``11,20``."""
    return format_decimal(value, format=f"0.{'0' * places}", locale=_LOCALE)


def say(text: str, **values: object) -> str:
    """A phrase of the house with its values put in; phrases are written in Swedish."""
    return text.format(**values) if values else text
