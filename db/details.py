"""What is remembered of each topic's own file between looks at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from db.tables.calls import topic_details
from db.transaction import Tx, chunks, insert_into


@dataclass(frozen=True, slots=True)
class DetailLook:
    """When a call's file was last looked at, how it was dated, and whether it filled anything in."""

    checked: dt.datetime
    last_modified: str | None
    filled: bool


def looks(tx: Tx, call_ids: Collection[int]) -> dict[int, DetailLook]:
    """The latest look at each of these calls' files."""
    found: dict[int, DetailLook] = {}
    for chunk in chunks(sorted(call_ids)):
        for row in tx.connection.execute(select(topic_details).where(topic_details.c.call_id.in_(chunk))):
            found[row.call_id] = DetailLook(row.checked, row.last_modified, row.filled)
    return found


def remember(tx: Tx, call_id: int, look: DetailLook) -> None:
    """Keeps the latest look at a call's file."""
    values = {"checked": look.checked, "last_modified": look.last_modified, "filled": look.filled}
    statement = insert_into(tx, topic_details).values(call_id=call_id, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["call_id"], set_=values))
