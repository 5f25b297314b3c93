"""Whom not to write to. Rows are only added; the newest that concerns a person is in force (rules/standing.py)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, insert, or_, select

from db.records import Standing, StandingState
from db.tables.standings import contact_standings as table
from db.transaction import Tx


def add(tx: Tx, organisation_id: str, standing: Standing) -> None:
    """Stores what was said; the id in ``standing`` is not used."""
    tx.connection.execute(
        insert(table).values(
            organisation_id=organisation_id,
            contact_id=standing.contact_id,
            address=standing.address,
            state=standing.state.value,
            at=standing.at,
            until=standing.until,
            reason=standing.reason,
            by=standing.by,
        )
    )


def all_standings(tx: Tx, organisation_id: str) -> list[Standing]:
    """Everything that was said of the organisation's people, oldest first."""
    return _read(tx, table.c.organisation_id == organisation_id)


def standings_of(tx: Tx, organisation_id: str, contact_id: str, address: str) -> list[Standing]:
    """What was said of a person by id or by address (in lower case), oldest first."""
    person = or_(table.c.contact_id == contact_id, table.c.address == address)
    return _read(tx, and_(table.c.organisation_id == organisation_id, person))


def _read(tx: Tx, condition: ColumnElement[bool]) -> list[Standing]:
    query = select(table).where(condition).order_by(table.c.at, table.c.id)
    return [
        Standing(row.contact_id, row.address, StandingState(row.state), row.at, row.until, row.reason, row.by, row.id)
        for row in tx.connection.execute(query)
    ]
