"""The log of decisions as a file, and checking such a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import db.calls
import db.considerations
import db.organisations
from db.engine import Database
from watcher import clock
from watcher.clock import STOCKHOLM
from watcher.desk.departments import named
from watcher.errors import ConfigError, UsageError
from watcher.parse.spreadsheet import read_rows, write_rows
from watcher.rules import decisionlog
from watcher.rules.decisionlog import HEADINGS, Decided


@dataclass(frozen=True, slots=True)
class Log:
    """The file, how many of its lines are shown and left out, and the last link of its chain."""

    content: bytes
    shown: int
    left_out: int
    last: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's lines and last link; ``fault`` is where it does not hold and why (Swedish), None when all does."""

    lines: int
    last: str
    fault: tuple[int, str] | None


def export(
    database: Database,
    *,
    department: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    people: bool = True,
) -> Log:
    """Every stand ever taken as CSV; those of other departments and days (Sweden) as hashes only.

    Raises NotFound for a department that does not exist, and NotStored.
    """
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        wanted = None if department is None else named(organisation, department).id
        items = {c.id: c for c in db.considerations.listing(tx, organisation.id, beneath=True)}
        lines = db.considerations.history(tx, list(items))
        ids = {c.call_id for c in items.values()}
        calls = db.calls.by_id(tx, clock.now(), ids)
    decided = []
    for line in lines:
        item = items[line.consideration_id]
        facts = calls[item.call_id].facts
        decided.append(Decided(item, line, facts.key.external_id, facts.title))
    shown = [d.line.id for d in decided if _wanted(d, wanted, first, last)]
    log = decisionlog.rows(decided, shown=shown, people=people)
    content = write_rows(HEADINGS, [[row[h] for h in HEADINGS] for row in log])
    return Log(content, len(shown), len(log) - len(shown), log[-1]["kedja"] if log else decisionlog.START)


def check(path: Path) -> Checked:
    """Whether a log is as it was written. Raises ConfigError, ParseError, and UsageError for another kind of file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att läsa ({error.strerror})") from error
    headings, rows = read_rows(content, path.name)
    if missing := [h for h in HEADINGS if h not in headings]:
        raise UsageError(f"{path.name}, rad 1: filen är ingen beslutslogg, rubriken {missing[0]!r} saknas")
    empty = dict.fromkeys(HEADINGS, "")
    log = [(row.line, empty | row.cells) for row in rows]
    last = log[-1][1]["kedja"] if log else decisionlog.START
    return Checked(len(log), last, decisionlog.broken(log))


def _wanted(decided: Decided, department: str | None, first: dt.date | None, last: dt.date | None) -> bool:
    day = decided.line.at.astimezone(STOCKHOLM).date()
    return (
        department in (None, decided.consideration.department_id)
        and (first is None or first <= day)
        and (last is None or day <= last)
    )
