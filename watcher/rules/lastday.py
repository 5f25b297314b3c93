"""Which of the dates in a text are the last day to apply. Pure.

In running text a date counts only with a label (*Deadline*, *Sista ansökningsdag*) before it: pages are full of dates
of publishing, meetings and cookies. In a place of its own (a selector, a column) the label may be left out.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from db.records import Deadline
from watcher.rules.dates import WrittenDate, find_dates, unread_numbers
from watcher.rules.vague import find_periods, is_preliminary, stage_in

LONGEST_FIELD = 2_000
LONGEST_TEXT = 50_000
"""Characters looked at in a deadline's own place, and in running text."""
_REACH = 60
"""A label counts for a date that begins within so many characters."""
_RAW = 120
_NEXT_TO_LABEL = 10
_BESIDE = re.compile(r" ?\([^()]{0,40}\)")
"""``(prel.)``, ``(first stage)``: said of the date before it."""
_SENTENCE_END = re.compile(r"[.;] (?=[A-ZÅÄÖ])")

_CLOSING = (
    r"deadlines?|cut-?off(?: dates?)?|clos(?:es|ing)(?: dates?| on)?|apply (?:by|before)|submit (?:by|before)|"
    r"applications? (?:due|close[sd]?)|submissions? (?:due|date)|due(?: date| by)?|last (?:day|date)|end date|"
    r"sista (?:ansökningsdag(?:en)?|ansökningsdatum|dag(?:en)?|datum)|"
    r"sök senast|ansök senast|senast(?! ?(?:uppdatera|ändra|publicera|granska|nytt|inlägg))|stänger|stängs|"
    r"stängde?s?|stängd|closed(?: on)?|öppe?n till|open (?:until|till)|"
    r"ansökningstid(?:en)?(?: går ut)?|inlämning(?:sdag|sdatum)?|slutdatum|sluttid|till och med|t\.o\.m\."
)
_OTHER = (
    r"open(?:s|ing|ed)(?: dates?| on)?|start(?:s|ing)?(?: dates?)?|publi(?:shed|cerad(?:es)?|cation)|posted|updated|"
    r"senast (?:uppdatera|ändra|publicera|granska)\w*|uppdatera\w*|ändra\w*|öppna[rsd]\w*|öppning\w*|startar|"
    r"info(?:rmation)? ?(?:day|dag|session)\w*|webbinari\w*|webinar|event|evenemang|modified|results?|beslut|"
    r"project start|projektstart"
)
_OPENING = re.compile(
    r"\b(?:öppnar(?: för ansökan)?(?: den)?|öppnas|(?:planeras|beräknas|väntas) öppna(?: den| under| i)?|öppningsdatum|"
    r"öppen från(?: och med)?|opens?(?: on| for applying)?|opening (?:date|on)|open from)\b:? ?",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"\b(?:(?P<other>{_OTHER})|(?P<closing>{_CLOSING}))\b:?", re.IGNORECASE)
_RANGE = re.compile(r"^[\s,]*(?:[–—-]|to|till|until|t\.?o\.?m\.?|till och med)[\s,]*$", re.IGNORECASE)
_AND = re.compile(
    r"^[\s.,;:/|()–-]*(?:(?:and|och|samt|&|first|second|third|final|stage|steg|etapp|fas|cut-?off|deadline|"
    r"första|andra|tredje|\d)[\s.,;:/|()–-]*){0,6}$",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    r"\b(?:löpande|tillsvidare|tills vidare|ongoing|rolling|continuous(?:ly)?|no deadline|open-ended)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LastDay:
    """What a text says of the last day. ``unread`` is its raw text where there is one that could not be read."""

    deadlines: tuple[Deadline, ...] = ()
    unread: str = ""


def zone_of(language: str) -> str:
    """The zone of a source's dates where they name none: Swedish pages mean Swedish time, others Brussels."""
    return "Europe/Stockholm" if language == "sv" else "Europe/Brussels"


def is_closing_label(text: str) -> bool:
    """Whether a short text has a label of a last day in it, and none of another date."""
    kinds = {bool(label["closing"]) for label in _LABEL.finditer(text[:200])}
    return kinds == {True}


def from_field(text: str, zone: str, order: str = "") -> LastDay:
    """Read a text that stands in the deadline's own place. Several dates are read only when it is plain what they are:
    a range (its end), labels, or a list with nothing between."""
    text = _one_line(text[:LONGEST_FIELD])
    if not text or (_ROLLING.search(text) and not unread_numbers(text)):
        return LastDay()
    dates = list(find_dates(text, zone, order))
    governed = _governing(text, dates)
    if "closing" in governed:
        chosen = _ends(text, [d for d, g in zip(dates, governed, strict=True) if g == "closing"])
    else:
        chosen = _ends(text, [d for d, g in zip(dates, governed, strict=True) if g != "other"])
        if len(chosen) > 1 and not _listed(text, chosen):
            chosen = []
    if not dates and (period := _period(text, zone)):
        return LastDay((period,))
    return LastDay(_deadlines(text, chosen, zone), "" if chosen else text[:_RAW])


def from_text(text: str, zone: str, order: str = "") -> LastDay:
    """Find labelled dates in running text; a label that is followed by a number but no date is left as unread."""
    text = _one_line(text[:LONGEST_TEXT])
    dates = list(find_dates(text, zone, order))
    chosen = _ends(text, [d for d, g in zip(dates, _governing(text, dates), strict=True) if g == "closing"])
    if chosen:
        return LastDay(_deadlines(text, chosen, zone))
    for label in _LABEL.finditer(text):
        after = text[label.end() : label.end() + _REACH]
        period = _period(_SENTENCE_END.split(after)[0], zone, _NEXT_TO_LABEL) if label["closing"] else None
        if period and label.group().endswith(":"):
            return LastDay((period,))
        if label["closing"] and label.group().endswith(":") and unread_numbers(after):
            return LastDay((), (label.group() + after)[:_RAW])
    return LastDay()


def bare_date(text: str, zone: str, order: str = "") -> LastDay:
    """The date that a text begins with, where its source is known to write so of calls that are over."""
    text = _one_line(text[:LONGEST_FIELD])
    first = next(find_dates(text, zone, order), None)
    return LastDay(_deadlines(text, [first], zone)) if first and first.start == 0 else LastDay()


def opening_in(text: str, zone: str, order: str = "") -> tuple[dt.date | None, str]:
    """The day a text says that a call opens; where it only says about when, its words (``hösten 2027``)."""
    text = _one_line(text[:LONGEST_TEXT])
    for label in _OPENING.finditer(text):
        after = text[label.end() : label.end() + _REACH]
        day = next(find_dates(after, zone, order), None)
        if day and day.start <= _NEXT_TO_LABEL:
            return day.date, ""
        period = next(find_periods(after), None)
        if period and period.start <= _NEXT_TO_LABEL:
            return None, after[period.start : period.end].lower()
    return None, ""


def _governing(text: str, dates: list[WrittenDate]) -> list[str | None]:
    """Of each date ``closing`` or ``other``: the kind of the nearest label before it; None without one in reach.

    A date takes over the label of the one before it when there is only a dash or an *and* between; a range's end closes
    whatever its beginning was called.
    """
    kinds: list[str | None] = []
    begin = 0
    for date in dates:
        between = text[begin : date.start]
        kind = _label_in(between[-3 * _REACH :])
        if kind is None and kinds and _RANGE.match(between):
            kind = "closing" if kinds[-1] else None
        elif kind is None and kinds and len(between) <= _REACH and _AND.match(between):
            kind = kinds[-1]
        kinds.append(kind)
        begin = date.end
    return kinds


def _label_in(before: str) -> str | None:
    last = max(_LABEL.finditer(before), key=lambda label: label.end(), default=None)
    if last is None or len(before) - last.end() > _REACH or _sentence_ends(before[last.end() :]):
        return None
    return "closing" if last["closing"] else "other"


def _sentence_ends(text: str) -> bool:
    return bool(re.search(r"[a-zåäö)]{3}[.!?] +[A-ZÅÄÖ]", text))


def _ends(text: str, dates: list[WrittenDate]) -> list[WrittenDate]:
    """Without the dates that only begin a range (``1 mars 2026 – 30 april 2026``)."""
    starts = {i for i, (a, b) in enumerate(pairwise(dates)) if _RANGE.match(text[a.end : b.start])}
    return [d for i, d in enumerate(dates) if i not in starts]


def _listed(text: str, dates: list[WrittenDate]) -> bool:
    return all(_AND.match(text[a.end : b.start]) for a, b in pairwise(dates))


def _period(text: str, zone: str, reach: int = LONGEST_FIELD) -> Deadline | None:
    """The deadline of a text that names one period and no day (``april 2027 (prel.)``): the period's end."""
    periods = list(find_periods(text))
    if len(periods) != 1 or periods[0].start > reach or next(find_dates(text, zone), None):
        return None
    found = periods[0]
    return Deadline(found.last, None, zone, stage_in(text), found.precision, is_preliminary(text))


def _deadlines(text: str, dates: list[WrittenDate], zone: str) -> tuple[Deadline, ...]:
    found, begin = set(), 0
    for d in dates:
        before = text[max(begin, d.start - _REACH) : d.start]
        beside = _BESIDE.match(text[d.end :])
        aside = beside.group() if beside else ""
        stage = stage_in(aside) or stage_in(before)
        found.add(Deadline(d.date, d.time, d.zone or zone, stage, preliminary=is_preliminary(before + aside)))
        begin = d.end + len(aside)
    return tuple(sorted(found, key=lambda d: (d.date, str(d.time))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
