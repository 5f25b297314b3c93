"""Pauses: which relay or recipient is not tried again yet. One that works again is forgotten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Table, delete, select

from db.records import Pause
from db.tables.pauses import recipient_pauses, relay_pauses
from db.transaction import Tx, insert_into


def of_relay(tx: Tx, relay: str) -> Pause | None:
    """The relay's pause, over or not."""
    row = tx.connection.execute(select(relay_pauses).where(relay_pauses.c.relay == relay)).first()
    return _pause(row) if row else None


def relays(tx: Tx) -> list[Pause]:
    """Every relay's pause, over or not."""
    return [_pause(row) for row in tx.connection.execute(select(relay_pauses).order_by(relay_pauses.c.relay))]


def of_recipients(tx: Tx) -> dict[tuple[str, str], Pause]:
    """Every recipient's pause, over or not, by (organisation, folded address)."""
    rows = tx.connection.execute(select(recipient_pauses))
    return {(row.organisation_id, row.address): _pause(row) for row in rows}


def set_relay(tx: Tx, relay: str, pause: Pause | None) -> None:
    """Stores the pause; None forgets it."""
    _set(tx, relay_pauses, {"relay": relay}, pause)


def set_recipient(tx: Tx, organisation_id: str, address: str, pause: Pause | None) -> None:
    """Stores the pause; None forgets it."""
    _set(tx, recipient_pauses, {"organisation_id": organisation_id, "address": address.casefold()}, pause)


def _set(tx: Tx, table: Table, key: dict[str, str], pause: Pause | None) -> None:
    if pause is None:
        tx.connection.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))
        return
    values = {"failures": pause.failures, "since": pause.since, "until": pause.until, "reason": pause.reason}
    statement = insert_into(tx, table).values(key | values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def _pause(row: Row[Any]) -> Pause:
    return Pause(row.failures, row.since, row.until, row.reason)
