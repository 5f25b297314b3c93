"""A transaction as the rest of ``db`` sees it, and the two helpers that every table family needs.

``Tx`` is opaque outside ``db``: callers pass it on and never look inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

T = TypeVar("T")

CHUNK = 1_000
"""Values in one ``IN (…)``: well under SQLite's 32,766 and PostgreSQL's 65,535 parameters a statement."""


@dataclass(frozen=True, slots=True)
class Tx:
    """One open transaction; it ends with the ``with`` block that gave it."""

    connection: Connection


def insert_into(tx: Tx, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ``ON CONFLICT``: both engines write it alike, but SQLAlchemy keeps one class for each."""
    if tx.connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in lists of at most ``size``, in order."""
    remaining = iter(values)
    while chunk := list(islice(remaining, size)):
        yield chunk
