"""Considerations and their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from db.errors import NotStored
from db.tables.calls import calls as calls_table
from db.tables.considerations import considerations as table
from db.tables.considerations import stands_taken
from db.transaction import Tx, chunks, insert_into
from db.workrecords import Consideration, Grounds, Stand, StandTaken

_KEY = ("organisation_id", "department_id", "call_id", "cutoff")


def open_new(tx: Tx, item: Consideration) -> int | None:
    """Stores a consideration; its ``id`` is not used. None when the department has one for this call and cut-off."""
    statement = insert_into(tx, table).values(
        organisation_id=item.organisation_id,
        department_id=item.department_id,
        call_id=item.call_id,
        cutoff=item.cutoff,
        opened=item.opened,
        due=item.due,
        **_state(item.stand, item.grounds, item.note, item.owner, item.taken),
    )
    opened: int | None = tx.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=_KEY).returning(table.c.id)
    )
    return opened


def get(tx: Tx, consideration_id: int) -> Consideration | None:
    """The consideration with this id."""
    row = tx.connection.execute(select(table).where(table.c.id == consideration_id)).mappings().first()
    return None if row is None else _consideration(row)


def listing(
    tx: Tx,
    organisation_id: str,
    *,
    departments: Collection[str] | None = None,
    calls: Iterable[int] | None = None,
    stands: Collection[Stand] | None = None,
    beneath: bool = False,
) -> list[Consideration]:
    """Considerations, narrowed where asked, in the order they were opened.

    Where a department has considered two calls that turned out to be one, the later stand is the one that shows; the
    other waits for the calls to come apart, and is told only with ``beneath``.
    """
    query = select(table).where(table.c.organisation_id == organisation_id).order_by(table.c.opened, table.c.id)
    if not beneath:
        query = query.where(
            table.c.call_id.not_in(select(calls_table.c.id).where(calls_table.c.merged_into.is_not(None)))
        )
    if departments is not None:
        query = query.where(table.c.department_id.in_(list(departments)))
    if stands is not None:
        query = query.where(table.c.stand.in_([s.value for s in stands]))
    if calls is None:
        return [_consideration(row) for row in tx.connection.execute(query).mappings()]
    found = [
        _consideration(row)
        for chunk in chunks(sorted(set(calls)))
        for row in tx.connection.execute(query.where(table.c.call_id.in_(chunk))).mappings()
    ]
    return sorted(found, key=lambda c: (c.opened, c.id))


def take(tx: Tx, line: StandTaken) -> StandTaken:
    """Adds a line to the history and makes it the consideration's state; the line with its id.

    Raises NotStored when there is no such consideration.
    """
    taken = None if line.stand is Stand.NEW else line.at
    changed = tx.connection.execute(
        update(table)
        .where(table.c.id == line.consideration_id)
        .values(**_state(line.stand, line.grounds, line.note, line.owner, taken))
    )
    if not changed.rowcount:
        raise NotStored(f"övervägande {line.consideration_id} finns inte")
    values = {name: getattr(line, name) for name in StandTaken.__slots__ if name != "id"}
    values |= {"stand": line.stand.value, "grounds": line.grounds.value if line.grounds else None}
    new_id: int = tx.connection.execute(insert(stands_taken).values(values).returning(stands_taken.c.id)).scalar_one()
    return replace(line, id=new_id)


def set_due(tx: Tx, consideration_id: int, due: dt.date) -> None:
    """Moves the day by which a stand is expected."""
    tx.connection.execute(update(table).where(table.c.id == consideration_id).values(due=due))


def history(tx: Tx, consideration_ids: Collection[int]) -> list[StandTaken]:
    """Every stand taken in these considerations, oldest first."""
    return [
        _line(row)
        for chunk in chunks(sorted(consideration_ids))
        for row in tx.connection.execute(
            select(stands_taken).where(stands_taken.c.consideration_id.in_(chunk)).order_by(stands_taken.c.id)
        ).mappings()
    ]


def _state(
    stand: Stand, grounds: Grounds | None, note: str, owner: str | None, taken: dt.datetime | None
) -> dict[str, Any]:
    return {
        "stand": stand.value,
        "grounds": grounds.value if grounds else None,
        "note": note,
        "owner": owner,
        "taken": taken,
    }


def _consideration(row: RowMapping) -> Consideration:
    fields: dict[str, Any] = {name: row[name] for name in Consideration.__slots__}
    grounds = Grounds(row["grounds"]) if row["grounds"] else None
    return Consideration(**(fields | {"stand": Stand(row["stand"]), "grounds": grounds}))


def _line(row: RowMapping) -> StandTaken:
    fields: dict[str, Any] = {name: row[name] for name in StandTaken.__slots__}
    grounds = Grounds(row["grounds"]) if row["grounds"] else None
    return StandTaken(**(fields | {"stand": Stand(row["stand"]), "grounds": grounds}))
