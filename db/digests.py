"""The ledger of digests: runs, mails on their way, and what each contact has already been told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, insert, or_, select, update

from db.records import Announcement, Mail, MailState
from db.tables.digests import announcements as announcement_table
from db.tables.digests import digest_runs
from db.tables.digests import mails as mail_table
from db.transaction import Tx, insert_into

_WITHOUT_BODY = [column for column in mail_table.c if column.name not in ("message", "html")]
_RUN_KEY = ("organisation_id", "kind", "key")


def open_run(tx: Tx, organisation_id: str, kind: str, key: str, now: dt.datetime) -> int | None:
    """Records that the run was begun. None when it exists already: then somebody else does or did it."""
    statement = insert_into(tx, digest_runs).values(
        organisation_id=organisation_id, kind=kind, key=key, opened=now, counts={}
    )
    opened: int | None = tx.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=_RUN_KEY).returning(digest_runs.c.id)
    )
    return opened


def run_keys(tx: Tx, organisation_id: str, kind: str) -> dict[str, dt.datetime]:
    """Every run of the kind that was opened, with the moment, oldest first."""
    query = select(digest_runs.c.key, digest_runs.c.opened).where(
        digest_runs.c.organisation_id == organisation_id, digest_runs.c.kind == kind
    )
    return {
        row.key: row.opened for row in tx.connection.execute(query.order_by(digest_runs.c.opened, digest_runs.c.id))
    }


def finish_run(
    tx: Tx, organisation_id: str, kind: str, key: str, now: dt.datetime, counts: Mapping[str, object]
) -> None:
    """Records how the run ended; ``counts`` is JSON-ready."""
    tx.connection.execute(
        update(digest_runs)
        .where(digest_runs.c.organisation_id == organisation_id, digest_runs.c.kind == kind, digest_runs.c.key == key)
        .values(finished=now, counts=dict(counts))
    )


def queue(tx: Tx, mail: Mail, announcements: Sequence[Announcement], now: dt.datetime) -> int | None:
    """Stores the mail, in the state it has, with what it announces; the id in ``mail`` is not used.

    None, and nothing is stored, when (organisation, contact, kind, key) exists. Raises Conflict when the contact was
    told one of these things in the meantime: the mail would say it twice, so it has to be put together again.
    """
    statement = insert_into(tx, mail_table).values(_mail_values(mail, now))
    keys = ["organisation_id", "contact_id", "kind", "key"]
    mail_id: int | None = tx.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=keys).returning(mail_table.c.id)
    )
    if mail_id is not None and announcements:
        rows = [_announcement_values(mail.organisation_id, item, mail_id, now) for item in announcements]
        tx.connection.execute(insert(announcement_table), rows)
    return mail_id


def announced(tx: Tx, organisation_id: str, contact_id: str) -> list[Announcement]:
    """Everything the contact has been told, oldest first."""
    query = select(announcement_table).where(
        announcement_table.c.organisation_id == organisation_id, announcement_table.c.contact_id == contact_id
    )
    rows = tx.connection.execute(
        query.order_by(announcement_table.c.at, announcement_table.c.mail_id, announcement_table.c.call_id)
    )
    return [Announcement(row.contact_id, row.kind, row.call_id, row.ref, row.at) for row in rows]


def outcomes(tx: Tx, organisation_id: str, contact_id: str, kind: str) -> list[tuple[str, MailState]]:
    """The contact's mails of the kind as (key, state), oldest first."""
    query = select(mail_table.c.key, mail_table.c.state).where(
        mail_table.c.organisation_id == organisation_id,
        mail_table.c.contact_id == contact_id,
        mail_table.c.kind == kind,
    )
    rows = tx.connection.execute(query.order_by(mail_table.c.created, mail_table.c.id))
    return [(row.key, MailState(row.state)) for row in rows]


def due(tx: Tx, now: dt.datetime, *, limit: int | None = None) -> list[Mail]:
    """Mails to hand over, with bodies, oldest first: queued ones, and claimed ones whose claim has ended."""
    query = select(mail_table).where(_claimable(now)).order_by(mail_table.c.id).limit(limit)
    return [_mail(row) for row in tx.connection.execute(query).mappings()]


def claim(tx: Tx, mail_id: int, owner: str, until: dt.datetime, now: dt.datetime | None = None) -> bool:
    """Whether the mail is now the owner's to send until then. Commit before sending.

    Give ``now`` to take over claims that have ended as well; without it only a queued mail can be claimed.
    """
    claimable = mail_table.c.state == MailState.QUEUED.value if now is None else _claimable(now)
    statement = update(mail_table).where(mail_table.c.id == mail_id, claimable)
    values = {"state": MailState.CLAIMED.value, "owner": owner, "claimed_until": until}
    return tx.connection.execute(statement.values(values)).rowcount == 1


def mark(tx: Tx, mail_id: int, state: MailState, now: dt.datetime, reason: str | None = None) -> None:
    """Moves the mail to the state and ends any claim; SENT also stores the moment."""
    values: dict[str, Any] = {"state": state.value, "reason": reason, "owner": None, "claimed_until": None}
    if state is MailState.SENT:
        values["sent"] = now
    tx.connection.execute(update(mail_table).where(mail_table.c.id == mail_id).values(values))


def mails(tx: Tx, organisation_id: str | None = None, key: str | None = None, *, bodies: bool = False) -> list[Mail]:
    """Stored mails, oldest first; without ``bodies`` their message and html are empty."""
    query = select(mail_table) if bodies else select(*_WITHOUT_BODY)
    if organisation_id is not None:
        query = query.where(mail_table.c.organisation_id == organisation_id)
    if key is not None:
        query = query.where(mail_table.c.key == key)
    return [_mail(row) for row in tx.connection.execute(query.order_by(mail_table.c.id)).mappings()]


def _claimable(now: dt.datetime) -> ColumnElement[bool]:
    ended = and_(mail_table.c.state == MailState.CLAIMED.value, mail_table.c.claimed_until <= now)
    return or_(mail_table.c.state == MailState.QUEUED.value, ended)


def _mail_values(mail: Mail, now: dt.datetime) -> dict[str, Any]:
    return {
        "organisation_id": mail.organisation_id,
        "contact_id": mail.contact_id,
        "kind": mail.kind,
        "key": mail.key,
        "state": mail.state.value,
        "address": mail.address,
        "subject": mail.subject,
        "message": mail.message,
        "html": mail.html,
        "reason": mail.reason,
        "created": now,
        "sent": mail.sent,
    }


def _announcement_values(organisation_id: str, item: Announcement, mail_id: int, now: dt.datetime) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "contact_id": item.contact_id,
        "kind": item.kind,
        "call_id": item.call_id,
        "ref": item.ref,
        "at": item.at or now,
        "mail_id": mail_id,
    }


def _mail(row: RowMapping) -> Mail:
    return Mail(
        id=row["id"],
        organisation_id=row["organisation_id"],
        contact_id=row["contact_id"],
        kind=row["kind"],
        key=row["key"],
        state=MailState(row["state"]),
        address=row["address"],
        subject=row["subject"],
        message=bytes(row.get("message", b"")),
        html=row.get("html", ""),
        reason=row["reason"],
        created=row["created"],
        sent=row["sent"],
    )
