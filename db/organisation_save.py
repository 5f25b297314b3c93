"""Brings the stored rows of an organisation to the wanted ones, and tells the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, insert, update

from db.organisation_rows import Row, Rows
from db.tables import organisations as tables
from db.transaction import Tx


@dataclass(frozen=True, slots=True)
class OrgChanges:
    """What saving did, as ``"kind id"`` (organisation, department, area, contact). ``kept``: stored, but not given."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Collects names once each, in the order they came up; what is new or removed is not also changed or kept."""

    added: dict[str, None] = field(default_factory=dict)
    changed: dict[str, None] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)
    kept: dict[str, None] = field(default_factory=dict)

    def result(self) -> OrgChanges:
        settled = self.added | self.removed
        changed = tuple(name for name in self.changed if name not in settled)
        kept = tuple(name for name in self.kept if name not in settled)
        return OrgChanges(tuple(self.added), changed, tuple(self.removed), kept)


def save_rows(tx: Tx, wanted: Rows, now: dt.datetime, *, prune: bool) -> OrgChanges:
    """Writes only what differs. Without ``prune`` nothing is deleted, not even a contact's place in a department."""
    assert wanted.organisation is not None
    stored = Rows.stored(tx, wanted.organisation["id"])
    tally = _Tally()
    _save_organisation(tx, wanted.organisation, stored.organisation, now, tally)
    # Departments before what hangs on them; removal in the opposite order, when nothing hangs on them any more.
    _save(tx, tables.departments, "department", wanted.departments, stored.departments, tally)
    _save(tx, tables.areas, "area", wanted.areas, stored.areas, tally)
    _save(tx, tables.contacts, "contact", wanted.contacts, stored.contacts, tally)
    _save_links(tx, wanted, stored, tally, prune=prune)
    _save_meetings(tx, wanted, stored, tally)
    _drop(tx, tables.areas, "area", wanted.areas, stored.areas, tally, prune=prune)
    _drop(tx, tables.contacts, "contact", wanted.contacts, stored.contacts, tally, prune=prune)
    _drop(tx, tables.departments, "department", wanted.departments, stored.departments, tally, prune=prune)
    return tally.result()


def _save_organisation(tx: Tx, wanted: Row, stored: Row | None, now: dt.datetime, tally: _Tally) -> None:
    table, name = tables.organisations, f"organisation {wanted['id']}"
    if stored is None:
        tx.connection.execute(insert(table).values(**wanted, created=now, updated=now))
        tally.added[name] = None
    elif stored != wanted:
        tx.connection.execute(update(table).where(table.c.id == wanted["id"]).values(**wanted, updated=now))
        tally.changed[name] = None


def _save(tx: Tx, table: Table, kind: str, wanted: Mapping[str, Row], stored: Mapping[str, Row], tally: _Tally) -> None:
    for row_id, row in wanted.items():
        if row_id not in stored:
            tx.connection.execute(insert(table).values(row))
            tally.added[f"{kind} {row_id}"] = None
        elif stored[row_id] != row:
            tx.connection.execute(update(table).where(*_is(table, row)).values(row))
            if _content(stored[row_id]) != _content(row):
                tally.changed[f"{kind} {row_id}"] = None


def _content(row: Row) -> Row:
    """Without the place in the file: one department put first would make every other look changed."""
    return {name: value for name, value in row.items() if name != "position"}


def _save_links(tx: Tx, wanted: Rows, stored: Rows, tally: _Tally, *, prune: bool) -> None:
    """A contact's departments count as a part of the contact: a new or lost one is reported as a change of it."""
    table = tables.department_contacts
    for key, row in wanted.links.items():
        if key not in stored.links:
            tx.connection.execute(insert(table).values(row))
            tally.changed[f"contact {key[1]}"] = None
        elif stored.links[key] != row:
            tx.connection.execute(update(table).where(*_is(table, row)).values(row))
    for key, row in _surplus(wanted.links, stored.links):
        if prune:
            tx.connection.execute(delete(table).where(*_is(table, row)))
        (tally.changed if prune else tally.kept)[f"contact {key[1]}"] = None


def _save_meetings(tx: Tx, wanted: Rows, stored: Rows, tally: _Tally) -> None:
    """A department's calendar is replaced as a whole where it differs: the year's new file is the calendar.

    It counts as a part of the department, whose other facts are not in question.
    """
    table = tables.meetings
    for department in wanted.departments:
        new, old = ({k: r for k, r in rows.meetings.items() if k[0] == department} for rows in (wanted, stored))
        if new == old:
            continue
        tx.connection.execute(
            delete(table).where(
                table.c.organisation_id == wanted.departments[department]["organisation_id"],
                table.c.department_id == department,
            )
        )
        if new:
            tx.connection.execute(insert(table), list(new.values()))
        tally.changed[f"department {department}"] = None


def _drop(
    tx: Tx, table: Table, kind: str, wanted: Mapping[str, Row], stored: Mapping[str, Row], tally: _Tally, *, prune: bool
) -> None:
    for row_id, row in _surplus(wanted, stored):
        if prune:
            tx.connection.execute(delete(table).where(*_is(table, row)))
        (tally.removed if prune else tally.kept)[f"{kind} {row_id}"] = None


def _surplus(wanted: Mapping[Any, Row], stored: Mapping[Any, Row]) -> Iterable[tuple[Any, Row]]:
    return sorted((key, row) for key, row in stored.items() if key not in wanted)


def _is(table: Table, row: Row) -> list[Any]:
    """The condition that picks this row by its primary key."""
    return [column == row[column.name] for column in table.primary_key.columns]
