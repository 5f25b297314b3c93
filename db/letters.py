"""What the ledger knows of mails of one kind: who has had one, and which calls they announced."""

from __future__ import annotations

from sqlalchemy import select

from db.tables.digests import announcements, mails
from db.transaction import Tx


def keys(tx: Tx, organisation_id: str, kind: str) -> set[tuple[str, str]]:
    """The mails of the kind as (contact, key), whatever became of them."""
    query = select(mails.c.contact_id, mails.c.key).where(
        mails.c.organisation_id == organisation_id, mails.c.kind == kind
    )
    return {(row.contact_id, row.key) for row in tx.connection.execute(query)}


def written_to(tx: Tx, organisation_id: str) -> set[str]:
    """The contacts that any mail with a body was ever written to."""
    query = select(mails.c.contact_id).where(mails.c.organisation_id == organisation_id, mails.c.subject != "")
    return set(tx.connection.scalars(query.distinct()))


def announced_by(tx: Tx, organisation_id: str, contact_id: str, mail_kind: str) -> list[int]:
    """Ids of the calls that mails of the kind have announced to the contact as new, the earliest first."""
    query = (
        select(announcements.c.call_id)
        .join(mails, mails.c.id == announcements.c.mail_id)
        .where(
            announcements.c.organisation_id == organisation_id,
            announcements.c.contact_id == contact_id,
            announcements.c.kind == "new",
            announcements.c.void.is_(False),
            mails.c.kind == mail_kind,
        )
    )
    return list(tx.connection.scalars(query.order_by(announcements.c.at, announcements.c.call_id)))
