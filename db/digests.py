"""The ledger of digests: mails on their way, and what each contact has already been told.

The runs they belong to are in ``db.digest_runs``, offered here too: a period is one run and a mail for each contact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, insert, or_, select, update

from db.digest_rows import announcement_values, mail_values, read_mail
from db.digest_runs import finish_run, open_run, run_keys, runs
from db.errors import Conflict, ForbiddenMove, NotStored
from db.mailstates import UNTOLD, may_begin, may_move
from db.records import Announcement, Mail, MailState
from db.tables.digests import announcements as announcement_table
from db.tables.digests import mail_bodies as body_table
from db.tables.digests import mails as mail_table
from db.tables.holds import holds
from db.transaction import Tx, chunks, insert_into

__all__ = [
    "add_note", "announced", "claim", "due", "finish_run", "get", "mails", "mark", "open_run", "outcomes", "queue",
    "run_keys", "runs", "told_by",
]  # fmt: skip

_MISSING = "Det finns inget brev med nummer {}."
_TOLD_KEY = ("organisation_id", "contact_id", "kind", "call_id", "ref")


def queue(tx: Tx, mail: Mail, announcements: Sequence[Announcement], now: dt.datetime) -> int | None:
    """Stores the mail, queued or skipped, with what it announces; the id in ``mail`` is not used.

    None, and nothing is stored, when (organisation, contact, kind, key) exists. Raises Conflict when the contact was
    told one of these things in the meantime: the mail would say it twice, so it has to be put together again.
    """
    if not may_begin(mail.state):
        raise ForbiddenMove(f"Ett brev kan inte börja som {mail.state.value}.")
    statement = insert_into(tx, mail_table).values(mail_values(mail, now))
    keys = ["organisation_id", "contact_id", "kind", "key"]
    mail_id: int | None = tx.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=keys).returning(mail_table.c.id)
    )
    if mail_id is not None:
        body = insert(body_table).values(mail_id=mail_id, message=mail.message, html=mail.html)
        tx.connection.execute(body)
        for some in chunks(announcements):
            _announce(tx, mail.organisation_id, mail_id, some, now)
    return mail_id


def announced(tx: Tx, organisation_id: str, contact_id: str) -> list[Announcement]:
    """Everything the contact has been told, or will be by a mail on its way, oldest first."""
    query = select(announcement_table).where(
        announcement_table.c.organisation_id == organisation_id,
        announcement_table.c.contact_id == contact_id,
        announcement_table.c.void.is_(False),
    )
    return _announcements(tx, query)


def told_by(tx: Tx, mail_id: int) -> list[Announcement]:
    """What the mail tells, but for what a later mail told instead of it."""
    return _announcements(tx, select(announcement_table).where(announcement_table.c.mail_id == mail_id))


def outcomes(tx: Tx, organisation_id: str, contact_id: str, kind: str) -> list[tuple[str, MailState]]:
    """The contact's mails of the kind as (key, state), oldest first."""
    query = select(mail_table.c.key, mail_table.c.state).where(
        mail_table.c.organisation_id == organisation_id,
        mail_table.c.contact_id == contact_id,
        mail_table.c.kind == kind,
    )
    rows = tx.connection.execute(query.order_by(mail_table.c.created, mail_table.c.id))
    return [(row.key, MailState(row.state)) for row in rows]


def due(tx: Tx, now: dt.datetime, *, limit: int | None = None, bodies: bool = True) -> list[Mail]:
    """Mails to hand over, oldest first: queued ones, and claimed ones whose claim has ended."""
    query = _mails(bodies).where(_claimable(now)).order_by(mail_table.c.id).limit(limit)
    return [read_mail(row) for row in tx.connection.execute(query).mappings()]


def claim(tx: Tx, mail_id: int, owner: str, until: dt.datetime, now: dt.datetime | None = None) -> bool:
    """Whether the mail is now the owner's to send until then; never during a hold. Commit before sending.

    Give ``now`` to take over claims that have ended as well; without it only a queued mail can be claimed.
    """
    claimable = mail_table.c.state == MailState.QUEUED.value if now is None else _claimable(now)
    held = exists().where(holds.c.released.is_(None))
    statement = update(mail_table).where(mail_table.c.id == mail_id, claimable, ~held)
    values = {"state": MailState.CLAIMED.value, "owner": owner, "claimed_until": until}
    return tx.connection.execute(statement.values(values)).rowcount == 1


def owned(tx: Tx, mail_id: int, owner: str) -> bool:
    """Whether the mail is claimed by this owner."""
    state, holder = mail_table.c.state, mail_table.c.owner
    query = select(mail_table.c.id).where(mail_table.c.id == mail_id, state == MailState.CLAIMED.value, holder == owner)
    return tx.connection.scalar(query) is not None


def mark(
    tx: Tx,
    mail_id: int,
    state: MailState,
    now: dt.datetime,
    reason: str | None = None,
    *,
    owner: str | None = None,
    told: bool | None = None,
) -> bool:
    """Moves the mail to the state and ends any claim; SENT also stores the moment.

    What a failed or skipped mail was to tell counts as not told, unless ``told`` says otherwise. With ``owner``
    nothing is done, and False returned, when somebody else has the claim. Raises ForbiddenMove, NotStored.
    """
    before, holder = _state_and_owner(tx, mail_id)
    if owner is not None and holder != owner:
        return False
    if not may_move(before, state):
        raise ForbiddenMove(f"Brev {mail_id} är {before.value} och kan inte bli {state.value}.")
    values: dict[str, Any] = {"state": state.value, "reason": reason, "owner": None, "claimed_until": None}
    if state is MailState.SENT:
        values["sent"] = now
    tx.connection.execute(update(mail_table).where(mail_table.c.id == mail_id).values(values))
    void = state in UNTOLD if told is None else not told
    if void or before in UNTOLD:
        of_mail = update(announcement_table).where(announcement_table.c.mail_id == mail_id)
        tx.connection.execute(of_mail.where(announcement_table.c.void != void).values(void=void))
    return True


def add_note(tx: Tx, mail_id: int, note: str) -> None:
    """Says one more thing of the mail that stays true of it."""
    before = get(tx, mail_id, bodies=False).note
    values = {"note": f"{before}; {note}" if before else note}
    tx.connection.execute(update(mail_table).where(mail_table.c.id == mail_id).values(values))


def get(tx: Tx, mail_id: int, *, bodies: bool = True) -> Mail:
    """One mail. Raises NotStored."""
    row = tx.connection.execute(_mails(bodies).where(mail_table.c.id == mail_id)).mappings().first()
    if row is None:
        raise NotStored(_MISSING.format(mail_id))
    return read_mail(row)


def mails(
    tx: Tx,
    organisation_id: str | None = None,
    key: str | None = None,
    *,
    states: Collection[MailState] | None = None,
    bodies: bool = False,
) -> list[Mail]:
    """Stored mails, oldest first; without ``bodies`` their message and html are empty."""
    query = _mails(bodies)
    if organisation_id is not None:
        query = query.where(mail_table.c.organisation_id == organisation_id)
    if key is not None:
        query = query.where(mail_table.c.key == key)
    if states is not None:
        query = query.where(mail_table.c.state.in_([state.value for state in states]))
    return [read_mail(row) for row in tx.connection.execute(query.order_by(mail_table.c.id)).mappings()]


def _mails(bodies: bool) -> Select[Any]:
    if not bodies:
        return select(mail_table)
    whole = mail_table.join(body_table, body_table.c.mail_id == mail_table.c.id)
    return select(mail_table, body_table.c.message, body_table.c.html).select_from(whole)


def _claimable(now: dt.datetime) -> ColumnElement[bool]:
    ended = and_(mail_table.c.state == MailState.CLAIMED.value, mail_table.c.claimed_until <= now)
    return or_(mail_table.c.state == MailState.QUEUED.value, ended)


def _state_and_owner(tx: Tx, mail_id: int) -> tuple[MailState, str | None]:
    query = select(mail_table.c.state, mail_table.c.owner).where(mail_table.c.id == mail_id)
    row = tx.connection.execute(query).first()
    if row is None:
        raise NotStored(_MISSING.format(mail_id))
    return MailState(row.state), row.owner


def _announce(
    tx: Tx, organisation_id: str, mail_id: int, announcements: Sequence[Announcement], now: dt.datetime
) -> None:
    """Stores what the mail tells. What an earlier mail was to tell and did not is taken over; the rest conflicts."""
    rows = [announcement_values(organisation_id, item, mail_id, now) for item in announcements]
    statement = insert_into(tx, announcement_table).values(rows)
    statement = statement.on_conflict_do_update(
        index_elements=_TOLD_KEY,
        set_={"mail_id": mail_id, "at": statement.excluded.at, "void": False},
        where=announcement_table.c.void.is_(True),
    )
    stored = tx.connection.execute(statement.returning(announcement_table.c.call_id)).all()
    if len(stored) != len(rows):
        raise Conflict("Kontakten har redan fått veta något av det som brevet säger.")


def _announcements(tx: Tx, query: Any) -> list[Announcement]:
    table = announcement_table.c
    rows = tx.connection.execute(query.order_by(table.at, table.mail_id, table.call_id))
    return [Announcement(row.contact_id, row.kind, row.call_id, row.ref, row.at) for row in rows]
