"""Marks of relevance, with their whole history, and the limits of the bands that an organisation has chosen."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Row, delete, insert, select, update

from db.records import BandLimits, Mark
from db.tables.marks import band_limits
from db.tables.marks import marks as mark_table
from db.transaction import Tx, insert_into


def add(tx: Tx, organisation_id: str, area_id: str, call_id: int, *, relevant: bool, by: str, now: dt.datetime) -> Mark:
    """Stores a mark; earlier ones of the same call and area stay beneath it. Raises Conflict for an unknown area."""
    values = {"organisation_id": organisation_id, "area_id": area_id, "call_id": call_id, "relevant": relevant}
    statement = insert(mark_table).values(**values, marked_by=by, at=now).returning(*mark_table.c)
    return _mark(tx.connection.execute(statement).one())


def undo(tx: Tx, organisation_id: str, area_id: str, call_id: int, *, by: str, now: dt.datetime) -> Mark | None:
    """Takes back the latest mark that counts: the one before it counts again. None where there is none to undo."""
    mine = (mark_table.c.organisation_id == organisation_id, mark_table.c.area_id == area_id)
    latest = (
        select(mark_table.c.id)
        .where(*mine, mark_table.c.call_id == call_id, mark_table.c.undone.is_(None))
        .order_by(mark_table.c.id.desc())
        .limit(1)
    )
    statement = update(mark_table).where(mark_table.c.id == latest.scalar_subquery())
    row = tx.connection.execute(statement.values(undone=now, undone_by=by).returning(*mark_table.c)).one_or_none()
    return _mark(row) if row is not None else None


def history(tx: Tx, organisation_id: str) -> list[Mark]:
    """Every mark that was ever made, undone ones too, oldest first."""
    query = select(mark_table).where(mark_table.c.organisation_id == organisation_id)
    return [_mark(row) for row in tx.connection.execute(query.order_by(mark_table.c.id))]


def counting(tx: Tx, organisation_id: str) -> list[Mark]:
    """The mark that counts for each area and call, by area and call: so that the same marks always read alike."""
    latest = {(m.area_id, m.call_id): m for m in history(tx, organisation_id) if m.undone is None}
    return [latest[key] for key in sorted(latest)]


def limits(tx: Tx, organisation_id: str) -> BandLimits | None:
    """The organisation's own limits; None where it goes by the shipped ones."""
    query = select(band_limits.c.strong, band_limits.c.possible).where(band_limits.c.organisation_id == organisation_id)
    row = tx.connection.execute(query).one_or_none()
    return BandLimits(row.strong, row.possible) if row is not None else None


def set_limits(tx: Tx, organisation_id: str, chosen: BandLimits | None, now: dt.datetime) -> None:
    """Stores the organisation's limits; None goes back to the shipped ones."""
    if chosen is None:
        tx.connection.execute(delete(band_limits).where(band_limits.c.organisation_id == organisation_id))
        return
    values = {"strong": chosen.strong, "possible": chosen.possible, "at": now}
    statement = insert_into(tx, band_limits).values(organisation_id=organisation_id, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["organisation_id"], set_=values))


def _mark(row: Row[tuple[object, ...]]) -> Mark:
    found = row._mapping
    return Mark(
        id=found["id"],
        organisation_id=found["organisation_id"],
        area_id=found["area_id"],
        call_id=found["call_id"],
        relevant=found["relevant"],
        by=found["marked_by"],
        at=found["at"],
        undone=found["undone"],
        undone_by=found["undone_by"],
    )
