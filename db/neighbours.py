"""Stored near-duplicates of calls. They are the same for every organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select

from db.tables.neighbours import call_neighbours
from db.transaction import Tx


def replace(tx: Tx, compared: Mapping[int, str], near: Mapping[int, Sequence[int]]) -> None:
    """Puts this in the place of all that is stored: ``compared`` gives each compared call's content hash."""
    tx.connection.execute(delete(call_neighbours))
    rows = [
        {"call_id": call_id, "content_hash": content_hash, "others": list(near.get(call_id, ()))}
        for call_id, content_hash in compared.items()
    ]
    if rows:
        tx.connection.execute(insert(call_neighbours), rows)


def compared(tx: Tx) -> dict[int, str]:
    """The content hash of each call as it was when it was compared with the others."""
    rows = tx.connection.execute(select(call_neighbours.c.call_id, call_neighbours.c.content_hash))
    return {row.call_id: row.content_hash for row in rows}


def listing(tx: Tx) -> dict[int, tuple[int, ...]]:
    """The near-duplicates of each call that has any, nearest first."""
    rows = tx.connection.execute(select(call_neighbours.c.call_id, call_neighbours.c.others))
    return {row.call_id: tuple(row.others) for row in rows if row.others}
