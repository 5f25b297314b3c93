"""The calendar of digests: which periods there are, when each one's digest is due, and which were missed. Pure.

A period is keyed by what a person calls it: ``2026-W48``, ``2026-11-23``, ``2026-12``. Its slot is one moment, so the
clock's changes in spring and autumn neither skip nor double it. Nothing is remembered but which keys have a run: what
should exist is the calendar, what is missing is the difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from watcher.clock import STOCKHOLM
from watcher.config.settings import Settings
from watcher.rules import workdays

WEEKLY, DAILY, MONTHLY = "weekly", "daily", "monthly"
KINDS = (WEEKLY, DAILY, MONTHLY)
"""Also what a contact's ``frequency`` may be."""
_WEEKEND = (5, 6)
_DAY = dt.timedelta(days=1)
_AHEAD = 14 * _DAY
"""A slot may come before its period by as many days off as there can be in a row."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When digests go: the weekly one's weekday (0 is Monday), the hour in Sweden, and what days off do."""

    weekday: int = 0
    hour: int = 7
    before: bool = False
    """Whether a slot on a day off moves to the working day before it; else to the next one."""
    quiet_weeks: frozenset[int] = frozenset()
    """ISO weeks without digests; what they would have told comes in the next one."""
    late: dt.timedelta = dt.timedelta(days=31)
    """How long after its slot a digest may still be built; after that it is folded into the next one."""

    @classmethod
    def of(cls, settings: Settings) -> Calendar:
        """The calendar that the settings ask for."""
        return cls(
            weekday=settings.weekday_number,
            hour=settings.digest_hour,
            before=settings.holiday_rule == "before",
            quiet_weeks=frozenset(settings.quiet_weeks),
            late=settings.late_days * _DAY,
        )


@dataclass(frozen=True, slots=True)
class Period:
    """``day`` is the first of the month, the day itself, or the day of the week on which the digest goes."""

    kind: str
    key: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Missed:
    """A period that gets no digest of its own; ``reason`` is Swedish, for the ledger."""

    period: Period
    reason: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What the calendar asks for and the table lacks."""

    build: Period | None = None
    missed: tuple[Missed, ...] = ()


def pending(
    kind: str, now: dt.datetime, done: Collection[str], calendar: Calendar, since: dt.date | None = None
) -> Pending:
    """The digest to build now, and the periods to record as skipped, oldest first.

    ``done`` are the keys that have a run. Older periods count from the first of these, or from the day ``since``; a
    period before that is not missed, nobody was here.
    """
    first = min([*([since] if since else []), *(day_of(key) for key in done)], default=None)
    come = [dated for dated in _schedule(kind, first or _back(kind, now), _until(now), calendar) if dated.at <= now]
    newest = next((dated for dated in reversed(come) if not dated.quiet), None)
    late = newest is not None and now - newest.at > calendar.late
    build = newest.period if newest and not late and newest.period.key not in done else None
    lacking = [d for d in come if d.period.key not in done and d.period != build and first is not None]
    return Pending(build, tuple(Missed(d.period, _why(d, newest, calendar)) for d in lacking))


def current(kind: str, now: dt.datetime, calendar: Calendar) -> Period:
    """The period that a digest asked for by hand is about: the newest whose slot has come, or the one we are in."""
    found = _schedule(kind, _back(kind, now), _until(now), calendar)
    today = key_of(kind, now.astimezone(STOCKHOLM).date())
    come = [d.period for d in found if d.at <= now and not d.quiet]
    return max([*come[-1:], *(d.period for d in found if d.period.key == today)], key=lambda p: p.day)


def slot(period: Period, calendar: Calendar) -> dt.datetime | None:
    """The moment, in UTC, from which the period's digest is due; None when it is folded into the next one."""
    day = _slot_day(period, calendar)
    return None if day is None else _moment(day, calendar.hour)


def key_of(kind: str, day: dt.date) -> str:
    """The key of the period that a day is in."""
    if kind == DAILY:
        return day.isoformat()
    if kind == MONTHLY:
        return f"{day.year:04}-{day.month:02}"
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


@lru_cache(maxsize=4096)
def day_of(key: str) -> dt.date:
    """The first day of the period with the key. Raises ValueError when it is no key."""
    year, _, rest = key.partition("-")
    if rest.startswith("W"):
        return dt.date.fromisocalendar(int(year), int(rest[1:]), 1)
    return dt.date.fromisoformat(key if "-" in rest else f"{key}-01")


def kind_of(key: str) -> str:
    """The kind of period that the key is of. Raises ValueError when it is no key."""
    day = day_of(key)
    for kind in KINDS:
        if key_of(kind, day) == key:
            return kind
    raise ValueError(f"{key!r} is no key of a period")


def slot_of(key: str, calendar: Calendar) -> dt.datetime | None:
    """The slot of the period with the key; None for a quiet one, and for a key that is none of a period."""
    try:
        kind, day = kind_of(key), day_of(key)
    except ValueError:
        return None
    return slot(Period(kind, key, day + calendar.weekday * _DAY if kind == WEEKLY else day), calendar)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A period with its moment: its slot, or the hour at which a quiet one would have had it."""

    period: Period
    at: dt.datetime
    quiet: bool


@lru_cache(maxsize=256)
def _schedule(kind: str, first: dt.date, last: dt.date, calendar: Calendar) -> tuple[_Dated, ...]:
    """The same all day long, so that the question that is asked every minute costs a look."""
    dated = []
    for period in _between(kind, first, last, calendar):
        due = slot(period, calendar)
        dated.append(_Dated(period, due or _moment(period.day, calendar.hour), due is None))
    return tuple(dated)


def _until(now: dt.datetime) -> dt.date:
    return now.astimezone(STOCKHOLM).date() + _AHEAD


def _between(kind: str, first: dt.date, last: dt.date, calendar: Calendar) -> Iterator[Period]:
    """The kind's periods from the one that ``first`` is in up to the day ``last``, in order."""
    day = day_of(key_of(kind, first))
    while day <= last:
        if kind == WEEKLY:
            yield Period(kind, key_of(kind, day), day + calendar.weekday * _DAY)
            day += 7 * _DAY
        elif kind == DAILY:
            if workdays.is_workday(day):
                yield Period(kind, key_of(kind, day), day)
            day += _DAY
        else:
            yield Period(kind, key_of(kind, day), day)
            day = (day + 31 * _DAY).replace(day=1)


def _back(kind: str, now: dt.datetime) -> dt.date:
    """So far back that at least one period's slot has come, quiet weeks aside."""
    return now.astimezone(STOCKHOLM).date() - (62 if kind == MONTHLY else 21) * _DAY


def _slot_day(period: Period, calendar: Calendar) -> dt.date | None:
    day = period.day
    if _is_quiet(day, calendar):
        if period.kind != MONTHLY:
            return None
        while _is_quiet(day, calendar):
            day += _DAY
        return workdays.on_or_after(day)
    if period.kind == WEEKLY and calendar.weekday in _WEEKEND:
        return day  # who chose a Saturday or Sunday wants it
    return workdays.on_or_before(day) if calendar.before else workdays.on_or_after(day)


def _is_quiet(day: dt.date, calendar: Calendar) -> bool:
    return day.isocalendar().week in calendar.quiet_weeks


def _moment(day: dt.date, hour: int) -> dt.datetime:
    """An hour that the clock skips is the one after it; of an hour that comes twice it is the first."""
    return dt.datetime.combine(day, dt.time(hour), STOCKHOLM).astimezone(dt.UTC)


def _why(lacking: _Dated, newest: _Dated | None, calendar: Calendar) -> str:
    if lacking.quiet:
        return f"vilovecka {lacking.period.day.isocalendar().week}: tas upp i nästa brev"
    if lacking == newest:
        return f"mer än {calendar.late.days} dagar sent: tas upp i nästa brev"
    return "ingen byggde brevet i tid: tas upp i nästa brev"
