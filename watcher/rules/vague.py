"""When, said with less than a day: months, quarters, seasons; and whether it is only preliminary. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.records import Precision
from watcher.rules.dates import MONTH_PATTERN, MONTHS

_SEASONS = {"vår": 6, "våren": 6, "spring": 6, "sommar": 8, "sommaren": 8, "summer": 8, "höst": 12, "hösten": 12,
            "autumn": 12}  # fmt: skip
"""The month a season has surely ended with; winter spans two years and is not read."""
_QUARTERS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}

_PERIOD = re.compile(
    r"(?<![\d-])(?P<y1>20\d\d)-(?P<m1>0[1-9]|1[0-2])(?![\d-])"
    rf"|\b(?P<m2>{MONTH_PATTERN})\b\.? (?P<y2>20\d\d)\b"
    r"|\b(?:Q|kv(?:artal|\.)? ?)(?P<q1>[1-4])[ ,/-]{1,2}(?P<y3>20\d\d)\b"
    r"|\b(?P<y4>20\d\d)[ -]?Q(?P<q2>[1-4])\b"
    rf"|\b(?P<q3>{'|'.join(_QUARTERS)}) (?:kvartalet|quarter(?: of)?) (?P<y5>20\d\d)\b"
    rf"|\b(?P<s>{'|'.join(sorted(_SEASONS, key=len, reverse=True))}) (?P<y6>20\d\d)\b",
    re.IGNORECASE,
)
_PRELIMINARY = re.compile(
    r"\bprel(?:\.|\b|iminär\w*|iminary)|\bberäkna(?:s|d)\b|\bplanera(?:s|d)\b|\bförvänta(?:s|d)\b|"
    r"\bexpected\b|\bindicative\b|\btentative\b|\bplanned\b|\bto be confirmed\b|\bt\.?b\.?c\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:(?:steg|stage|etapp|fas|step)(?:et|en)? ?(?P<n>[1-4])|"
    r"(?P<word>första|andra|tredje|first|second|third)[ -](?:steg|stage|etapp|fas|step)(?:et|en)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenPeriod:
    """A period found in a text: its place, its last day, and how exact it is."""

    start: int
    end: int
    last: dt.date
    precision: Precision


def find_periods(text: str) -> Iterator[WrittenPeriod]:
    """The periods of a text in order, each with its year. A month that is part of a whole date is none."""
    for mark in _PERIOD.finditer(text):
        if mark["m2"] and re.search(r"\d(?:\.|:e|st|nd|rd|th)? ?$", text[: mark.start()]):
            continue
        yield WrittenPeriod(mark.start(), mark.end(), *_last_day(mark))


def _last_day(mark: re.Match[str]) -> tuple[dt.date, Precision]:
    year = int(next(y for y in mark.group("y1", "y2", "y3", "y4", "y5", "y6") if y))
    if mark["m1"] or mark["m2"]:
        return _end(year, int(mark["m1"] or MONTHS[mark["m2"].lower()])), Precision.MONTH
    if mark["s"]:
        return _end(year, _SEASONS[mark["s"].lower()]), Precision.SEASON
    quarter = mark["q1"] or mark["q2"]
    return _end(year, 3 * (int(quarter) if quarter else _QUARTERS[mark["q3"].lower()])), Precision.QUARTER


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def is_preliminary(text: str) -> bool:
    """Whether a text says that what it gives may still move."""
    return _PRELIMINARY.search(text) is not None


def stage_in(text: str) -> int | None:
    """The stage that a text last names (``steg 2``, ``second stage``); None when it names none."""
    last = max(_STAGE.finditer(text), key=lambda mark: mark.end(), default=None)
    if last is None:
        return None
    return int(last["n"]) if last["n"] else _QUARTERS[last["word"].lower()]
