"""Stored vectors of texts, as bytes: what they mean is the matcher's business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from db.tables.vectors import vectors
from db.transaction import Tx, chunks, insert_into


def read(tx: Tx, model: str, keys: Sequence[str]) -> dict[str, bytes]:
    """The vectors that are stored, of these keys."""
    found: dict[str, bytes] = {}
    for chunk in chunks(dict.fromkeys(keys)):
        query = select(vectors.c.key, vectors.c.vector).where(vectors.c.model == model, vectors.c.key.in_(chunk))
        found |= {row.key: row.vector for row in tx.connection.execute(query)}
    return found


def add(tx: Tx, model: str, found: Mapping[str, bytes]) -> None:
    """Stores these; one that is there already is kept, it is the same."""
    if found:
        rows = [{"model": model, "key": key, "vector": vector} for key, vector in found.items()]
        tx.connection.execute(insert_into(tx, vectors).on_conflict_do_nothing(), rows)


def drop_others(tx: Tx, model: str) -> int:
    """Takes away what other models made, and says how many there were: nobody compares with them any more."""
    return tx.connection.execute(delete(vectors).where(vectors.c.model != model)).rowcount
