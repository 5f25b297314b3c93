"""When data may be weeded out, and why they are kept until then. Pure."""

from __future__ import annotations

import calendar
import datetime as dt

from db.privacyrecords import DataKind, Decision
from watcher.clock import STOCKHOLM
from watcher.errors import UsageError
from watcher.rules.swedish import date_text

SHORTEST = 3
"""Months: a stand can be taken back for 30 days, and what was sent is looked at for a while."""
LONGEST = 1_200
_RECORD = (
    "allmän handling: får inte tas bort utan gallringsbeslut (arkivlagen; dataskyddsförordningen artikel 17.3 b och d)"
)
_NEEDED = {
    DataKind.STANDINGS: "behövs för att inte skriva till personen igen",
    DataKind.LINKS: "behövs för att länkar i gamla brev inte ska gälla igen",
    DataKind.OPERATION: "visar vem som beslutat om driften",
    DataKind.MARKS: "visar vem som lärt matcharen vad",
}


def checked(months: int, reference: str) -> None:
    """Raises UsageError for a decision that cannot be one."""
    if not SHORTEST <= months <= LONGEST:
        raise UsageError(f"månaderna ska vara mellan {SHORTEST} och {LONGEST}, inte {months}")
    if not reference.strip():
        raise UsageError("ange gallringsbeslutets beteckning, till exempel KS 2026/123")


def months_before(months: int, now: dt.datetime) -> dt.datetime:
    """The moment so many whole months before, on the clock of Sweden; the last of a shorter month."""
    local = now.astimezone(STOCKHOLM)
    return _moved(local, -months).astimezone(dt.UTC)


def months_after(months: int, moment: dt.datetime) -> dt.date:
    """The day in Sweden so many whole months after."""
    return _moved(moment.astimezone(STOCKHOLM), months).date()


def _moved(local: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    if year < 1:
        return dt.datetime(1, 1, 2, tzinfo=STOCKHOLM)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def why_kept(kind: DataKind, decision: Decision | None, newest: dt.datetime | None) -> str:
    """Why a person's rows of a kind are kept, and until when; ``newest`` is the moment of the last of them."""
    why = _NEEDED.get(kind, _RECORD)
    if decision is None:
        return f"{why}; inget gallringsbeslut är inlagt"
    until = f", det sista efter {date_text(months_after(decision.months, newest))}" if newest else ""
    return f"{why}; gallras enligt {decision.reference}{until}"
