"""The yearly report and the report of a term, from the database to files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import db.considerations
import db.organisations
import db.work
from db.engine import Database
from db.workrecords import Activity, Application, Project
from watcher.clock import STOCKHOLM
from watcher.desk.departments import named
from watcher.errors import ConfigError, UsageError
from watcher.reports import document, page, workbook
from watcher.rules import annualpaper
from watcher.rules.annual import Register, heirs
from watcher.rules.paper import Bars, Grid, Paper

WRITERS = {"docx": document.write, "html": page.write, "xlsx": workbook.write}
FIRST_YEAR = 1995
"""Sweden's first year in the Union."""


def register(database: Database) -> Register:
    """Everything registered of the only organisation there is. Raises NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        considerations = db.considerations.listing(tx, organisation.id)
        return Register(
            organisation=organisation,
            projects=db.work.listing(tx, Project, organisation.id),
            applications=db.work.listing(tx, Application, organisation.id),
            activities=db.work.listing(tx, Activity, organisation.id),
            considerations=considerations,
            history=db.considerations.history(tx, [c.id for c in considerations]),
        )


def annual(database: Database, year: int, now: dt.datetime, department: str | None = None) -> Paper:
    """The report of a year. Raises UsageError, NotFound and NotStored."""
    today = now.astimezone(STOCKHOLM).date()
    check_year(year, today)
    everything = register(database)
    name = None
    if department is not None:
        wanted = named(everything.organisation, department)
        name = heirs(everything.organisation, dt.date(year, 12, 31))[wanted.id].name
    return annualpaper.annual(everything, year, today, name)


def mandate(database: Database, first: int, last: int, now: dt.datetime) -> Paper:
    """The report of a term. Raises UsageError and NotStored."""
    today = now.astimezone(STOCKHOLM).date()
    check_year(first, today)
    check_year(last, today)
    if last < first:
        raise UsageError(f"rapporten kan inte sluta {last} när den börjar {first}")
    return annualpaper.mandate(register(database), first, last, today)


def is_empty(paper: Paper) -> bool:
    """Whether there is nothing to tell: not one table with a project, an application, an activity or a stand."""
    return not any(isinstance(block, Grid | Bars) and block.name != annualpaper.OVERVIEW for block in paper.blocks)


def write(paper: Paper, folder: Path, name: str) -> list[Path]:
    """Write the report in all its forms. Raises ConfigError when the folder cannot be written to."""
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, writer in WRITERS.items():
            path = folder / f"{name}.{ending}"
            path.write_bytes(writer(paper))
            files.append(path)
    except OSError as error:
        raise ConfigError(f"{folder}: rapporten går inte att skriva ({error.strerror})") from error
    return files


def check_year(year: int, today: dt.date) -> None:
    """Raises UsageError for a year that nothing can be reported of."""
    if not FIRST_YEAR <= year <= today.year:
        raise UsageError(f"året ska vara mellan {FIRST_YEAR} och {today.year}, inte {year}")
