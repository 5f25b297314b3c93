"""Projects, applications and activities from a spreadsheet's CSV and back. A file goes in whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import db.work
from db.engine import Database
from db.transaction import Tx
from db.workrecords import Activity, Application, Project
from watcher.desk import work
from watcher.errors import ConfigError, NotFound, UsageError
from watcher.parse.spreadsheet import read_rows, write_rows
from watcher.rules import workforms
from watcher.rules.workfields import Field
from watcher.rules.workforms import FIELDS, FieldErrors

Work = TypeVar("Work", Application, Project, Activity)
NUMBER = "nr"
"""The column that names one already registered: its row changes it."""
SHOWN = 20
"""Faults told at a time; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class FileTaken:
    """Counts of rows."""

    added: int
    changed: int
    unchanged: int


def take_file(database: Database, kind: type[Work], path: Path, by: str, now: dt.datetime) -> FileTaken:
    """Register a file's rows. Raises ParseError for what is no such file, and UsageError with every faulty row's line
    and field; then nothing is stored."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att läsa ({error.strerror})") from error
    headings, rows = read_rows(content, path.name)
    names = _names(kind, headings, path.name)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    faults: list[str] = []
    with database.write() as tx:
        for row in rows:
            texts = {names[h]: text for h, text in row.cells.items()}
            try:
                counts[_row(tx, kind, texts, by, now)] += 1
            except FieldErrors as error:
                faults += [f"rad {row.line}, {heading}: {words}" for heading, words in error.faults]
            except (UsageError, NotFound) as error:
                faults.append(f"rad {row.line}: {error}")
        if faults:
            more = f"\n… och {len(faults) - SHOWN} fel till" if len(faults) > SHOWN else ""
            raise UsageError(f"{path.name}: inget lagrades.\n" + "\n".join(faults[:SHOWN]) + more)
    return FileTaken(**counts)


def give_file(database: Database, kind: type[Work], *, department: str | None = None) -> bytes:
    """All of a kind as a CSV file that can be changed and taken in again. Raises NotFound and NotStored."""
    fields: tuple[Field, ...] = FIELDS[kind]
    rows: list[list[str]] = []
    for item, _ in work.listing(database, kind, department=department):
        texts: dict[str, str] = workforms.write(item)
        rows.append([str(item.id), *(texts[f.name] for f in fields)])
    return write_rows([NUMBER, *(f.heading for f in fields)], rows)


def _names(kind: type, headings: list[str], name: str) -> dict[str, str]:
    """Each heading's field. Raises UsageError for a heading that is unknown or comes twice."""
    known = {f.heading.casefold(): f.name for f in FIELDS[kind]} | {f.name: f.name for f in FIELDS[kind]}
    known |= {NUMBER: NUMBER, "id": NUMBER, "department": "department_id"}
    found = {h: known.get(h.casefold(), "") for h in headings}
    if unknown := [h for h, field in found.items() if not field]:
        words = ", ".join([NUMBER, *(f.heading for f in FIELDS[kind])])
        raise UsageError(f"{name}, rad 1: rubriken {unknown[0]!r} är okänd. Kända: {words}")
    if len(set(found.values())) < len(headings):
        raise UsageError(f"{name}, rad 1: samma rubrik står två gånger")
    return found


def _row(tx: Tx, kind: type[Work], texts: Mapping[str, str], by: str, now: dt.datetime) -> str:
    """Register one row; whether it was added, changed or unchanged."""
    given = {name: text for name, text in texts.items() if name != NUMBER}
    number = texts.get(NUMBER, "")
    if not number:
        db.work.add(tx, work.placed(tx, workforms.read(kind, given)), by, now)
        return "added"
    if not number.isdigit():
        raise FieldErrors([(NUMBER, f"{number!r} är inget nummer")])
    before = work.get(tx, kind, int(number))
    after = workforms.read(kind, given, before)
    if after.department_id != before.department_id:
        after = work.placed(tx, after)
    return "changed" if db.work.change(tx, after, by, now) else "unchanged"


def write(path: Path, content: bytes) -> None:
    """Write a file. Raises ConfigError."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att skriva ({error.strerror})") from error
