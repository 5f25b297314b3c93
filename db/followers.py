"""What hangs on a call follows it when it is merged, and goes back when it comes apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, and_, delete, insert, select, update

from db.tables.calls import call_moves, revisions
from db.tables.considerations import considerations
from db.tables.digests import announcements
from db.tables.marks import marks
from db.tables.matches import matches
from db.tables.projects import applications, projects
from db.transaction import Tx, chunks, insert_into

Known = Mapping[tuple[str, str], int]
"""Who has been told of a call (organisation, contact), and by which mail."""
NEW, CHANGE = "new", "change"

_BY_ID: tuple[Table, ...] = (marks, applications, projects)
_BY_KEY: tuple[tuple[Table, tuple[str, ...], tuple[str, ...]], ...] = (
    (announcements, ("organisation_id", "contact_id", "kind", "ref"), ("mail_id", "kind", "ref")),
    (matches, ("organisation_id", "area_id"), ("organisation_id", "area_id")),
)
"""Tables where a call may have one row of a kind: what the other call has already stays where it is. The last names
are what a move is written down by: a mail is of one contact, and names nobody."""
_TABLES: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    **{table.name: (table, ("id",)) for table in (*_BY_ID, considerations)},
    **{table.name: (table, key) for table, _, key in _BY_KEY},
}


def who_know(tx: Tx, call_id: int) -> Known:
    """Who has been told of the call, and by which mail."""
    query = select(announcements).where(announcements.c.call_id == call_id, announcements.c.kind == NEW)
    rows = tx.connection.execute(query.where(~announcements.c.void))
    return {(row.organisation_id, row.contact_id): row.mail_id for row in rows}


def tell(tx: Tx, call_id: int, revision_ids: Iterable[int], known: Known) -> None:
    """These revisions are no news to those who know: they have been told of the call as it was after them."""
    ids = list(revision_ids)
    rows = [
        {"organisation_id": organisation, "contact_id": contact, "kind": CHANGE, "call_id": call_id, "ref": str(i),
         "mail_id": mail, "at": at}
        for (organisation, contact), mail in known.items()
        for i, at in _moments(tx, ids)
    ]  # fmt: skip
    if rows:
        tx.connection.execute(insert_into(tx, announcements).on_conflict_do_nothing(), rows)


def bring_along(tx: Tx, call_id: int, into: int) -> None:
    """All that can follow the call follows, and is written down."""
    for table in _BY_ID:
        rows = tx.connection.execute(select(table.c.id).where(table.c.call_id == call_id)).mappings()
        for row in rows.all():
            _move(tx, table.name, dict(row), call_id, into)
    for table, names, key in _BY_KEY:
        taken = {_values(row, names) for row in _rows(tx, table, into)}
        for row in _rows(tx, table, call_id):
            is_change = table is announcements and row["kind"] == CHANGE
            if not is_change and _values(row, names) not in taken:
                _move(tx, table.name, {name: row[name] for name in key}, call_id, into)
    _considerations(tx, call_id, into)


def send_back(tx: Tx, call_id: int, out_of: int) -> None:
    """What had followed the call goes back to it."""
    mine = call_moves.c.call_id == call_id
    for row in tx.connection.execute(select(call_moves).where(mine).order_by(call_moves.c.id.desc())).all():
        key = dict(row.key)
        instead = key.pop("instead", None)
        if instead is not None:
            _exchange(tx, key["id"], instead)
            continue
        table, names = _TABLES[row.table]
        same = [table.c[name] == key[name] for name in names]
        here = [table.c.call_id == out_of] if "id" not in names else []
        tx.connection.execute(update(table).where(*same, *here).values(call_id=call_id))
    tx.connection.execute(delete(call_moves).where(mine))


def _considerations(tx: Tx, call_id: int, into: int) -> None:
    """Where a department has considered both, the later stand is the one that shows, and the other waits beneath."""
    names = ("organisation_id", "department_id", "cutoff")
    there = {_values(row, names): row for row in _rows(tx, considerations, into)}
    for row in _rows(tx, considerations, call_id):
        rival = there.get(_values(row, names))
        if rival is None:
            _move(tx, considerations.name, {"id": row["id"]}, call_id, into)
        elif row["taken"] and (rival["taken"] is None or rival["taken"] < row["taken"]):
            _exchange(tx, row["id"], rival["id"])
            _note(tx, call_id, considerations.name, {"id": row["id"], "instead": rival["id"]})


def _exchange(tx: Tx, one: int, other: int) -> None:
    """Two considerations change calls; one steps aside meanwhile, since a call has one for each cut-off."""
    table = considerations
    rows = {r["id"]: r for r in tx.connection.execute(select(table).where(table.c.id.in_([one, other]))).mappings()}
    if len(rows) < 2:
        return
    aside = {"cutoff": f"{rows[one]['cutoff']} "}
    tx.connection.execute(update(table).where(table.c.id == one).values(**aside))
    tx.connection.execute(update(table).where(table.c.id == other).values(call_id=rows[one]["call_id"]))
    home = {"call_id": rows[other]["call_id"], "cutoff": rows[one]["cutoff"]}
    tx.connection.execute(update(table).where(table.c.id == one).values(**home))


def _move(tx: Tx, name: str, key: dict[str, Any], call_id: int, into: int) -> None:
    table, names = _TABLES[name]
    mine = and_(table.c.call_id == call_id, *(table.c[n] == key[n] for n in names))
    tx.connection.execute(update(table).where(mine).values(call_id=into))
    _note(tx, call_id, name, key)


def _note(tx: Tx, call_id: int, name: str, key: dict[str, Any]) -> None:
    tx.connection.execute(insert(call_moves).values(call_id=call_id, table=name, key=key))


def _rows(tx: Tx, table: Table, call_id: int) -> list[RowMapping]:
    return list(tx.connection.execute(select(table).where(table.c.call_id == call_id)).mappings())


def _values(row: RowMapping, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def _moments(tx: Tx, ids: list[int]) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    for chunk in chunks(ids):
        query = select(revisions.c.id, revisions.c.at).where(revisions.c.id.in_(chunk))
        found += [(row.id, row.at) for row in tx.connection.execute(query)]
    return found
