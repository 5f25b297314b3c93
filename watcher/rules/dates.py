"""Dates as people write them on pages, in Swedish and English. Pure.

Strict on purpose: a wrong last day is worse than an unknown one. A date needs day, month and year; ``03/04/2027`` is
read only when the source says which number is the month. What cannot be read stays unknown, with its raw text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januari",
            "feb february februari",
            "mar march mars",
            "apr april",
            "may maj",
            "jun june juni",
            "jul july juli",
            "aug august augusti",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}
MONTH_PATTERN = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_FORMS = (
    r"(?<![\d.,/-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d|-\d)",
    rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|:e)?\.? (?:of )?(?P<m>{MONTH_PATTERN})\b\.?,? (?P<y>20\d\d)\b",
    rf"\b(?P<m2>{MONTH_PATTERN})\b\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>20\d\d)\b",
    r"(?<![\d.,/-])(?P<n1>\d{1,2})(?P<sep>[./-])(?P<n2>\d{1,2})(?P=sep)(?P<y3>20\d\d)(?![\d/-]|\.\d)",
)
_DATE = re.compile("|".join(_FORMS), re.IGNORECASE)

_CLOCK = re.compile(
    r"(?P<glue>T|[ ,(–-]{0,4}(?:(?:kl(?:ockan|\.)?|at|by|before|senast|–|-) ?){0,2})"
    r"(?P<h>[01]?\d|2[0-4])(?:[:.h](?P<min>[0-5]\d))(?::[0-5]\d(?:\.\d{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?(?P<offset>Z\b|[+-](?:0\d|1[0-4]):?[0-5]\d)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"[ ,(–-]{0,4}(?:(?:at|by|before|kl(?:ockan|\.)?) ){0,2}(?:(?P<h12>1[0-2]|[1-9]) ?(?P<half>[ap])\.?m\b|"
    r"(?P<noon>(?:12 )?noon\b))|[ ,(–-]{0,4}kl(?:ockan|\.)? ?(?P<h24>[01]?\d|2[0-3])\b(?![.:]\d)",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"(?P<zone>[ (]{0,2}[A-Za-z ]{0,24}\)?)?(?:,| on| den|,? (?:mon|tues|wednes|thurs|fri|satur|sun)day){0,3} ?$",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"^(?: ?(?:hours|hrs|h)\b\.?)?[ ,(]{0,3}(?:(?P<brussels>brussels\b|brysseltid|bryssel\b|ces?t\b|central european)|"
    r"(?P<stockholm>svensk tid|swedish time|stockholm)|(?P<utc>utc\b|gmt\b)|(?P<helsinki>ee[s]?t\b|helsinki)|"
    r"(?P<london>uk time|bst\b|london)|(?P<lisbon>wes?t\b|lisbon))",
    re.IGNORECASE,
)
_ZONES = {
    "brussels": "Europe/Brussels",
    "stockholm": "Europe/Stockholm",
    "utc": "UTC",
    "helsinki": "Europe/Helsinki",
    "london": "Europe/London",
    "lisbon": "Europe/Lisbon",
}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text. ``start`` and ``end`` are its place; ``zone`` is None where the text names none."""

    start: int
    end: int
    date: dt.date
    time: dt.time | None = None
    zone: str | None = None


def find_dates(text: str, zone: str, order: str = "") -> Iterator[WrittenDate]:
    """The dates of a text in order, each with the time written beside it.

    ``zone`` is what an offset (``+02:00``) is converted to. ``order`` is ``dmy`` or ``mdy`` where the source has said
    how it writes ``03/04/2027``; otherwise such a date is not read when both numbers could be the month.
    Midnight (00:00, 24:00) says nothing beyond the day and is no time.
    """
    for mark in _DATE.finditer(text):
        day = _day(mark, order)
        if day is not None:
            yield _with_time(text, mark, day, zone)


def unread_numbers(text: str) -> bool:
    """Whether a text has digits, so that something may have been meant as a date."""
    return any(c.isdigit() for c in text)


def _day(mark: re.Match[str], order: str) -> dt.date | None:
    try:
        if mark["iso"]:
            return dt.date.fromisoformat(mark["iso"])
        if mark["m"]:
            return dt.date(int(mark["y"]), MONTHS[mark["m"].lower()], int(mark["d"]))
        if mark["m2"]:
            return dt.date(int(mark["y2"]), MONTHS[mark["m2"].lower()], int(mark["d2"]))
        return _numeric(int(mark["n1"]), int(mark["n2"]), int(mark["y3"]), "dmy" if mark["sep"] == "." else order)
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int, order: str) -> dt.date | None:
    """``17.9.2026`` has its day first everywhere; with strokes only when it cannot be otherwise or the source says."""
    if not order:
        if first <= 12 and second <= 12 and first != second:
            return None
        order = "mdy" if second > 12 else "dmy"
    day, month = (first, second) if order == "dmy" else (second, first)
    return dt.date(year, month, day)


def _with_time(text: str, mark: re.Match[str], day: dt.date, zone: str) -> WrittenDate:
    after = text[mark.end() : mark.end() + 80]
    clock = _CLOCK.match(after)
    hour = None if clock else _HOUR.match(after)
    if clock and clock["glue"].upper() == "T" and not mark["iso"]:
        clock = None
    found = clock or hour
    if found is None:
        return _with_time_before(text, mark, day)
    end = mark.end() + found.end()
    time = _time_of(found)
    if clock and clock["offset"]:
        return _at_offset(mark.start(), end, day, time or dt.time(0), clock["offset"], zone)
    named, length = _zone_after(text, end)
    return WrittenDate(mark.start(), end + length, day, time, named)


def _with_time_before(text: str, mark: re.Match[str], day: dt.date) -> WrittenDate:
    """``17:00 Brussels time on 17 September 2026``."""
    before = text[max(0, mark.start() - 60) : mark.start()]
    clock = _CLOCK_FIRST.search(before)
    if clock is None or _DATE.search(before):
        return WrittenDate(mark.start(), mark.end(), day)
    named, _ = _zone_after(clock["zone"] or "", 0)
    return WrittenDate(mark.start(), mark.end(), day, _clock_time(clock["h"], clock["min"], clock["half"]), named)


def _time_of(found: re.Match[str]) -> dt.time | None:
    parts = found.groupdict()
    if parts.get("noon"):
        return dt.time(12)
    hour = parts.get("h") or parts.get("h12") or parts.get("h24") or ""
    return _clock_time(hour, parts.get("min") or "0", parts.get("half"))


def _clock_time(hour: str, minute: str, half: str | None) -> dt.time | None:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "p" else 0)
    if number == 24 or (number == 0 and int(minute) == 0):
        return None
    return dt.time(number, int(minute))


def _at_offset(start: int, end: int, day: dt.date, time: dt.time, offset: str, zone: str) -> WrittenDate:
    """A moment with its offset, as the wall clock of ``zone``; midnight there is no time."""
    moment = dt.datetime.fromisoformat(f"{day}T{time}{'+00:00' if offset in 'Zz' else offset}")
    there = moment.astimezone(ZoneInfo(zone))
    if moment.time() == dt.time(0) and there.date() == moment.date():
        return WrittenDate(start, end, moment.date(), None, zone)
    wall = there.time().replace(second=0, microsecond=0)
    return WrittenDate(start, end, there.date(), wall if wall != dt.time(0) else None, zone)


def _zone_after(text: str, at: int) -> tuple[str | None, int]:
    """The zone named at a place, and the length of its name; ``(Brussels time)`` is taken whole."""
    mark = _ZONE.match(text[at : at + 40])
    if mark is None or mark.lastgroup is None:
        return None, 0
    tail = re.match(r"(?: time| local time)?\)?", text[at + mark.end() :], re.IGNORECASE)
    return _ZONES[mark.lastgroup], mark.end() + (tail.end() if tail else 0)
