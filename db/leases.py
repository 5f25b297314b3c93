"""Leases: one process at a time, and never for longer than it said it would need."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, or_, select

from db.tables.leases import leases
from db.transaction import Tx, insert_into


def take(tx: Tx, name: str, owner: str, now: dt.datetime, until: dt.datetime) -> bool:
    """Whether the owner holds the lease from now. Its own may be prolonged; another's taken once ended."""
    insert = insert_into(tx, leases).values(name=name, owner=owner, taken=now, until=until)
    statement = insert.on_conflict_do_update(
        index_elements=["name"],
        set_={"owner": owner, "taken": now, "until": until},
        where=or_(leases.c.owner == owner, leases.c.until <= now),
    ).returning(leases.c.owner)
    return tx.connection.execute(statement).first() is not None


def is_held(tx: Tx, name: str, now: dt.datetime) -> bool:
    """Whether somebody holds the lease now."""
    query = select(leases.c.name).where(leases.c.name == name, leases.c.until > now)
    return tx.connection.execute(query).first() is not None


def taken(tx: Tx, name: str, now: dt.datetime) -> dt.datetime | None:
    """When the lease that is held now was last taken or prolonged; None when nobody holds it."""
    found: dt.datetime | None = tx.connection.scalar(
        select(leases.c.taken).where(leases.c.name == name, leases.c.until > now)
    )
    return found


def release(tx: Tx, name: str, owner: str) -> None:
    """Gives the lease back. One that has passed to somebody else is left alone."""
    tx.connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))
