"""Personal feeds by hashed tokens, and the revocation of signed links. No token is stored, only its SHA-256."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from db.tables.feeds import feed_tokens, link_revocations
from db.transaction import Tx, insert_into


@dataclass(frozen=True, slots=True)
class FeedToken:
    """One personal feed address; ``revoked`` is None while it works."""

    id: int
    organisation_id: str
    contact_id: str
    made: dt.datetime
    revoked: dt.datetime | None = None


_COLUMNS = [feed_tokens.c[name] for name in FeedToken.__slots__]


def add(tx: Tx, organisation_id: str, contact_id: str, sha256: str, now: dt.datetime) -> FeedToken:
    """Stores a new feed of a contact."""
    values = {"organisation_id": organisation_id, "contact_id": contact_id, "sha256": sha256, "made": now}
    return FeedToken(*tx.connection.execute(insert(feed_tokens).values(values).returning(*_COLUMNS)).one())


def by_hash(tx: Tx, sha256: str) -> FeedToken | None:
    """The feed in force with this hash."""
    query = select(*_COLUMNS).where(feed_tokens.c.sha256 == sha256, feed_tokens.c.revoked.is_(None))
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else FeedToken(*row)


def listing(tx: Tx, organisation_id: str) -> list[FeedToken]:
    """Every feed that was ever made, oldest first."""
    query = select(*_COLUMNS).where(feed_tokens.c.organisation_id == organisation_id).order_by(feed_tokens.c.id)
    return [FeedToken(*row) for row in tx.connection.execute(query)]


def revoke(tx: Tx, feed_id: int, now: dt.datetime) -> bool:
    """Ends a feed. False when there is none such in force."""
    mine = update(feed_tokens).where(feed_tokens.c.id == feed_id, feed_tokens.c.revoked.is_(None))
    return bool(tx.connection.execute(mine.values(revoked=now)).rowcount)


def revoke_links(tx: Tx, organisation_id: str, contact_id: str, now: dt.datetime) -> None:
    """Signed links of the contact made until now are good for nothing any more."""
    statement = insert_into(tx, link_revocations).values(organisation_id=organisation_id, contact_id=contact_id, at=now)
    keys = ["organisation_id", "contact_id"]
    tx.connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={"at": now}))


def links_revoked(tx: Tx, organisation_id: str, contact_id: str) -> dt.datetime | None:
    """When the contact's links were last revoked; None when they never were."""
    table = link_revocations
    mine = (table.c.organisation_id == organisation_id, table.c.contact_id == contact_id)
    found: dt.datetime | None = tx.connection.scalar(select(table.c.at).where(*mine))
    return found
