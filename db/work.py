"""Applications, projects and other international work: one way to store, read and change all three."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table, insert, select, update

from db.errors import NotStored
from db.tables.projects import activities, applications, projects, work_changes
from db.transaction import Tx
from db.workrecords import (
    Activity,
    ActivityKind,
    Application,
    ApplicationState,
    Money,
    Part,
    Partner,
    PartnerKind,
    Project,
    ProjectKind,
    WorkChange,
)

Work = TypeVar("Work", Application, Project, Activity)

_TABLES: dict[type, Table] = {Application: applications, Project: projects, Activity: activities}
_ENUMS: dict[tuple[type, str], type[StrEnum]] = {
    (Application, "state"): ApplicationState,
    (Application, "kind"): ProjectKind,
    (Project, "kind"): ProjectKind,
    (Project, "part"): Part,
    (Activity, "kind"): ActivityKind,
}


def add(tx: Tx, item: Work, by: str, now: dt.datetime) -> Work:
    """Stores what is new; the record with its id. Raises Conflict when its consideration or application has one."""
    values = _values(item) | {"registered": now, "registered_by": by, "removed": False}
    table = _TABLES[type(item)]
    new_id = tx.connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    return dataclasses.replace(item, id=new_id)


def get(tx: Tx, kind: type[Work], work_id: int) -> Work:
    """The application, project or activity with this id. Raises NotStored, also for one that was removed."""
    table = _TABLES[kind]
    query = select(table).where(table.c.id == work_id, ~table.c.removed)
    row = tx.connection.execute(query).mappings().first()
    if row is None:
        raise NotStored(f"nummer {work_id} finns inte")
    return _record(kind, row)


def listing(
    tx: Tx, kind: type[Work], organisation_id: str, *, departments: Collection[str] | None = None
) -> list[Work]:
    """All of a kind, oldest first; of these departments only where they are given."""
    table = _TABLES[kind]
    query = select(table).where(table.c.organisation_id == organisation_id, ~table.c.removed).order_by(table.c.id)
    if departments is not None:
        query = query.where(table.c.department_id.in_(list(departments)))
    return [_record(kind, row) for row in tx.connection.execute(query).mappings()]


def change(tx: Tx, item: Work, by: str, now: dt.datetime) -> tuple[WorkChange, ...]:
    """Stores the record in the place of the one with its id; what was changed, each field a line. Raises NotStored."""
    table = _TABLES[type(item)]
    before, after = _values(get(tx, type(item), item.id)), _values(item)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        return ()
    tx.connection.execute(update(table).where(table.c.id == item.id).values(changed))
    lines = [WorkChange(table.name, item.id, now, by, n, _plain(before[n]), _plain(v)) for n, v in changed.items()]
    tx.connection.execute(insert(work_changes), [{f: getattr(x, f) for f in WorkChange.__slots__} for x in lines])
    return tuple(lines)


def remove(tx: Tx, kind: type[Work], work_id: int, by: str, now: dt.datetime) -> None:
    """Hides what was registered by mistake. Raises NotStored."""
    get(tx, kind, work_id)
    table = _TABLES[kind]
    tx.connection.execute(update(table).where(table.c.id == work_id).values(removed=True))
    line = {"table": table.name, "row_id": work_id, "at": now, "by": by, "field": "removed", "old": False, "new": True}
    tx.connection.execute(insert(work_changes).values(line))


def changes(tx: Tx, kind: type[Work], work_id: int) -> list[WorkChange]:
    """What was changed in one of them, oldest first."""
    mine = work_changes.c.table == _TABLES[kind].name, work_changes.c.row_id == work_id
    rows = tx.connection.execute(select(work_changes).where(*mine).order_by(work_changes.c.id)).mappings()
    return [WorkChange(**{name: row[name] for name in WorkChange.__slots__}) for row in rows]


def _values(item: Application | Project | Activity) -> dict[str, Any]:
    """The record's columns, without its id."""
    values = {f.name: getattr(item, f.name) for f in dataclasses.fields(item) if f.name not in ("id", "money")}
    for name, value in values.items():
        if isinstance(value, StrEnum):
            values[name] = value.value
    if "partners" in values:
        values["partners"] = [{"name": p.name, "kind": p.kind.value, "country": p.country} for p in item.partners]  # type: ignore[union-attr]
    if "links" in values:
        values["links"] = list(values["links"])
    if not isinstance(item, Activity):
        values |= dataclasses.asdict(item.money)
    return values


def _record(kind: type[Work], row: RowMapping) -> Work:
    values: dict[str, Any] = {f.name: row[f.name] for f in dataclasses.fields(kind) if f.name != "money"}
    for (owner, name), enum in _ENUMS.items():
        if owner is kind and values[name] is not None:
            values[name] = enum(values[name])
    if "partners" in values:
        values["partners"] = tuple(Partner(p["name"], PartnerKind(p["kind"]), p["country"]) for p in values["partners"])
    if "links" in values:
        values["links"] = tuple(values["links"])
    if kind is not Activity:
        values["money"] = Money(**{f.name: row[f.name] for f in dataclasses.fields(Money)})
    return kind(**values)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
