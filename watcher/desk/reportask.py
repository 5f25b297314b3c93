"""Asking for what the yearly report lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from watcher.clock import STOCKHOLM
from watcher.desk import annual
from watcher.errors import UsageError
from watcher.jobs import reportask
from watcher.jobs.deps import Deps
from watcher.jobs.reportask import Ask


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom it is about; how many mails were queued, and how many could not be written."""

    ask: Ask
    queued: int
    failed: int


def run(deps: Deps, year: int, now: dt.datetime, *, by: dt.date | None = None, really: bool = True) -> Outcome:
    """Queue a mail for everybody whose department has not filled in the year; without ``really`` only tell.

    Raises UsageError and NotStored.
    """
    today = now.astimezone(STOCKHOLM).date()
    annual.check_year(year, today)
    if by is not None and by < today:
        raise UsageError(f"svarsdagen {by} har varit")
    register = annual.register(deps.database)
    ask = reportask.plan(deps, register, year, now)
    if not really:
        return Outcome(ask, 0, 0)
    report = reportask.run(deps, register.organisation, ask, year, now, by)
    return Outcome(ask, report.queued, report.failed)
