"""Looking at considerations: lists, one with its history, and how far the duty has been met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import db.calls
import db.considerations
import db.organisations
from db.engine import Database
from db.records import Call, Organisation
from db.transaction import Tx
from db.workrecords import Consideration, Stand, StandTaken
from watcher import clock
from watcher.clock import STOCKHOLM
from watcher.desk.annual import write
from watcher.desk.considering import find
from watcher.desk.departments import named
from watcher.parse.spreadsheet import write_rows
from watcher.reports import chart
from watcher.rules import followup
from watcher.rules.followpaper import HEADERS, Missed, follow_up_paper, table
from watcher.rules.followup import Figures
from watcher.rules.paper import Bars

NAME = "overvaganden"
"""What the files of a follow-up are called."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A consideration with its call and the name of its department."""

    consideration: Consideration
    call: Call
    department: str


@dataclass(frozen=True, slots=True)
class WithHistory:
    """One consideration and every stand taken in it, oldest first."""

    considered: Considered
    history: tuple[StandTaken, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The figures of all considerations opened from ``first`` to ``last`` (days in Sweden), and of each department."""

    organisation: Organisation
    first: dt.date | None
    last: dt.date | None
    total: Figures
    departments: tuple[tuple[str, Figures], ...]
    missed: tuple[Considered, ...]
    """Calls that went by unconsidered, the latest first."""


def listing(
    database: Database,
    organisation_id: str | None = None,
    *,
    department: str | None = None,
    stands: Collection[Stand] | None = None,
) -> list[Considered]:
    """Considerations, those due first. Raises NotFound for a department that does not exist, and NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, organisation_id)
        wanted = None if department is None else [named(organisation, department).id]
        items = db.considerations.listing(tx, organisation.id, departments=wanted, stands=stands)
        found = _with_calls(tx, organisation, items)
    return sorted(found, key=lambda c: (c.consideration.due, c.consideration.id))


def show(database: Database, consideration_id: int) -> WithHistory:
    """One consideration. Raises NotFound."""
    with database.read() as tx:
        item = find(tx, consideration_id)
        organisation = db.organisations.get(tx, item.organisation_id)
        (considered,) = _with_calls(tx, organisation, [item])
        return WithHistory(considered, tuple(db.considerations.history(tx, [item.id])))


def follow_up(
    database: Database,
    now: dt.datetime,
    organisation_id: str | None = None,
    *,
    department: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> FollowUp:
    """How far the duty to consider has been met. Raises NotFound and NotStored."""
    today = now.astimezone(STOCKHOLM).date()
    with database.read() as tx:
        organisation = db.organisations.get(tx, organisation_id)
        wanted = None if department is None else [named(organisation, department).id]
        stored = db.considerations.listing(tx, organisation.id, departments=wanted)
        items = [c for c in stored if _within(c.opened.astimezone(STOCKHOLM).date(), first, last)]
        history = db.considerations.history(tx, [c.id for c in items])
        begun = followup.first_stands(history)
        missed = _with_calls(tx, organisation, [c for c in items if followup.is_missed(c, begun, today)])
    names = {d.id: d.name for d in organisation.departments}
    figures = followup.by_department(items, history, today)
    return FollowUp(
        organisation=organisation,
        first=first,
        last=last,
        total=followup.figures(items, history, today),
        departments=tuple((names.get(i, i), f) for i, f in figures.items()),
        missed=tuple(sorted(missed, key=lambda c: c.consideration.cutoff, reverse=True)),
    )


def write_follow_up(found: FollowUp, folder: Path, now: dt.datetime) -> list[Path]:
    """The figures as Word, page, spreadsheet, CSV and charts. Raises ConfigError for a folder that cannot be written.

    Text in cells is never run as a formula.
    """
    missed = [Missed(c.consideration.cutoff, c.department, c.call.facts.title) for c in found.missed]
    span, today = (found.first, found.last), now.astimezone(STOCKHOLM).date()
    paper = follow_up_paper(found.organisation.name, span, found.total, found.departments, missed, today)
    rows = [["" if cell is None else str(cell) for cell in row] for row in table(found.total, found.departments)]
    charts = [block for block in paper.blocks if isinstance(block, Bars)]
    files = write(paper, folder, NAME)
    extra = {f"{NAME}.csv": write_rows(HEADERS, rows)}
    extra |= {f"{NAME}-{n}.svg": chart.svg(bars).encode() for n, bars in enumerate(charts, 1)}
    for name, content in extra.items():
        (folder / name).write_bytes(content)
        files.append(folder / name)
    return files


def _with_calls(tx: Tx, organisation: Organisation, items: Iterable[Consideration]) -> list[Considered]:
    items = list(items)
    names = {d.id: d.name for d in organisation.departments}
    ids = {i.call_id for i in items}
    calls = db.calls.by_id(tx, clock.now(), ids)
    return [Considered(i, calls[i.call_id], names.get(i.department_id, i.department_id)) for i in items]


def _within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def whose(database: Database, department: str) -> tuple[str, str]:
    """The ids of the organisation and of its department that a person means. Raises NotFound and NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
    return organisation.id, named(organisation, department).id
