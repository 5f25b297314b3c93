"""Holds: as long as one is open, no mail can be claimed (``db.digests.claim``), whoever asks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select, update

from db.records import Hold
from db.tables.holds import holds
from db.transaction import Tx


def begin(tx: Tx, reason: str, now: dt.datetime) -> None:
    """Nothing is handed over from now on. A second hold beside an open one is not needed and not made."""
    if current(tx) is None:
        tx.connection.execute(insert(holds).values(since=now, reason=reason))


def current(tx: Tx) -> Hold | None:
    """The open hold, if there is one."""
    row = tx.connection.execute(select(holds).where(holds.c.released.is_(None)).order_by(holds.c.id)).first()
    return None if row is None else Hold(row.since, row.reason)


def release(tx: Tx, by: str, choice: str, now: dt.datetime) -> None:
    """Mail may be handed over again. ``choice`` is Swedish: what was done with mails that may have been sent."""
    values = {"released": now, "released_by": by, "choice": choice}
    tx.connection.execute(update(holds).where(holds.c.released.is_(None)).values(values))
