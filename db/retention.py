"""Decisions on weeding out, and the weeding: what is left is a record without the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from db.privacyrecords import GONE, DataKind, Decision, Weeding
from db.records import MailState
from db.sqlite import overwrite_deleted
from db.tables.calls import sighting_decisions
from db.tables.considerations import considerations, stands_taken
from db.tables.digests import announcements, mail_bodies, mails
from db.tables.feeds import feed_tokens, link_revocations
from db.tables.holds import holds
from db.tables.marks import marks
from db.tables.pauses import recipient_pauses
from db.tables.projects import activities, applications, projects, work_changes
from db.tables.retention import retention_decisions, weedings
from db.tables.standings import contact_standings
from db.transaction import Tx

BATCH = 500
"""Mails weeded out in one transaction: nobody else can write meanwhile."""
DONE = (MailState.SENT.value, MailState.FAILED.value, MailState.SKIPPED.value)


@dataclass(frozen=True)
class Weeds:
    """What to weed out: rows of an organisation older than ``before``.

    ``people`` are the ids and addresses, in lower case, of those who have a part in the organisation now; ``clean``
    takes people out of a free text.
    """

    organisation_id: str
    before: dt.datetime
    people: frozenset[str]
    clean: Callable[[str], str]


def decide(
    tx: Tx, organisation_id: str, kind: DataKind, months: int | None, reference: str, by: str, now: dt.datetime
) -> None:
    """Stores a decision; without ``months`` the one before it is taken back."""
    values = {"organisation_id": organisation_id, "kind": kind.value, "months": months, "reference": reference}
    tx.connection.execute(insert(retention_decisions).values(values | {"at": now, "by": by}))


def decisions(tx: Tx, organisation_id: str) -> dict[DataKind, Decision]:
    """The decisions in force."""
    table = retention_decisions
    query = select(table).where(table.c.organisation_id == organisation_id).order_by(table.c.id)
    newest = {row.kind: row for row in tx.connection.execute(query)}
    return {
        DataKind(r.kind): Decision(DataKind(r.kind), r.months, r.reference, r.at, r.by)
        for r in newest.values()
        if r.months is not None
    }


def record(tx: Tx, organisation_id: str, done: Weeding) -> None:
    """Stores that it was done."""
    values = {"organisation_id": organisation_id, "kind": done.kind.value, "reference": done.reference}
    values |= {"before": done.before, "rows": done.rows, "at": done.at}  # type: ignore[dict-item]
    tx.connection.execute(insert(weedings).values(values))


def done(tx: Tx, organisation_id: str) -> list[Weeding]:
    """All that was ever weeded out, oldest first."""
    query = select(weedings).where(weedings.c.organisation_id == organisation_id).order_by(weedings.c.id)
    return [
        Weeding(DataKind(r.kind), r.reference, r.before, r.rows, r.at) for r in tx.connection.execute(query)
    ]  # fmt: skip


def weed(tx: Tx, kind: DataKind, weeds: Weeds) -> int:
    """Weed out a kind, or a batch of it; how many rows. To be done again until there are none.

    Raises KeyError for a kind that is not weeded.
    """
    overwrite_deleted(tx.connection)
    return _WEEDERS[kind](tx, weeds)


def _stands(tx: Tx, weeds: Weeds) -> int:
    mine = select(considerations.c.id).where(considerations.c.organisation_id == weeds.organisation_id)
    old_lines = and_(stands_taken.c.consideration_id.in_(mine), stands_taken.c.at < weeds.before)
    settled = func.coalesce(considerations.c.taken, considerations.c.opened)
    old = and_(considerations.c.organisation_id == weeds.organisation_id, settled < weeds.before)
    lines = _each(tx, stands_taken, old_lines, {"by": GONE, "owner": None}, "note", weeds.clean)
    return lines + _each(tx, considerations, old, {"owner": None}, "note", weeds.clean)


def _each(
    tx: Tx,
    table: Any,
    which: ColumnElement[bool],
    nobody: Mapping[str, str | None],
    text: str,
    clean: Callable[[str], str],
) -> int:
    """Rows whose person, or whose text, is not gone yet."""
    changed = 0
    for row in tx.connection.execute(select(table).where(which)).mappings().all():
        wanted = {**nobody, text: clean(row[text])}
        if any(row[name] != value for name, value in wanted.items()):
            tx.connection.execute(update(table).where(table.c.id == row["id"]).values(wanted))
            changed += 1
    return changed


def _mails(tx: Tx, weeds: Weeds) -> int:
    """The bodies go, and the name of whoever has no part any more; that a mail went, of what kind and when, stays."""
    old = and_(
        mails.c.organisation_id == weeds.organisation_id, mails.c.created < weeds.before, mails.c.state.in_(DONE)
    )
    gone = _gone(mails.c.contact_id, weeds)
    named = and_(gone, ~mails.c.contact_id.like(f"{GONE}-%"))
    waiting = select(mails.c.id, mails.c.kind, named).where(old, or_(mails.c.address != "", named))
    rows = tx.connection.execute(waiting.order_by(mails.c.id).limit(BATCH)).all()
    for mail_id, kind, left in rows:
        values: dict[str, Any] = {"address": "", "reason": None, "note": None}
        if left:
            told = update(announcements).where(announcements.c.mail_id == mail_id)
            tx.connection.execute(told.values(contact_id=f"{GONE}-{mail_id}"))
            values["contact_id"] = f"{GONE}-{mail_id}"
            values |= {"key": GONE} if kind == "confirm" else {}
        tx.connection.execute(update(mails).where(mails.c.id == mail_id).values(values))
        body = update(mail_bodies).where(mail_bodies.c.mail_id == mail_id)
        tx.connection.execute(body.values(message=b"", html=""))
    return len(rows)


def _standings(tx: Tx, weeds: Weeds) -> int:
    table = contact_standings
    theirs = _gone(table.c.contact_id, weeds), _gone(table.c.address, weeds)
    old = table.c.organisation_id == weeds.organisation_id, table.c.at < weeds.before
    return _count(tx, delete(table).where(*old, *theirs))


def _links(tx: Tx, weeds: Weeds) -> int:
    total = 0
    for table, moment in ((feed_tokens, feed_tokens.c.made), (link_revocations, link_revocations.c.at)):
        old = table.c.organisation_id == weeds.organisation_id, moment < weeds.before
        total += _count(tx, delete(table).where(*old, _gone(table.c.contact_id, weeds)))
    return total


def _work(tx: Tx, weeds: Weeds) -> int:
    total = 0
    for table in (applications, projects, activities):
        mine = table.c.organisation_id == weeds.organisation_id
        old = table.c.registered < weeds.before, table.c.registered_by != GONE
        total += _count(tx, update(table).where(mine, *old).values(registered_by=GONE))
        of_table = and_(work_changes.c.table == table.name, work_changes.c.row_id.in_(select(table.c.id).where(mine)))
        old_changes = work_changes.c.at < weeds.before, work_changes.c.by != GONE
        total += _count(tx, update(work_changes).where(of_table, *old_changes).values(by=GONE))
    return total


def _marks(tx: Tx, weeds: Weeds) -> int:
    mine = marks.c.organisation_id == weeds.organisation_id
    total = 0
    for column, moment in ((marks.c.marked_by, marks.c.at), (marks.c.undone_by, marks.c.undone)):
        old = update(marks).where(mine, moment < weeds.before, column != GONE)
        total += _count(tx, old.values({column.name: GONE}))
    return total


def _operation(tx: Tx, weeds: Weeds) -> int:
    paused = delete(recipient_pauses).where(
        recipient_pauses.c.organisation_id == weeds.organisation_id, recipient_pauses.c.until < weeds.before
    )
    held = update(holds).where(holds.c.released < weeds.before, holds.c.released_by != GONE).values(released_by=GONE)
    by = sighting_decisions.c.by
    merged = update(sighting_decisions).where(sighting_decisions.c.at < weeds.before, by != GONE).values(by=GONE)
    table = retention_decisions
    decided = update(table).where(
        table.c.organisation_id == weeds.organisation_id, table.c.at < weeds.before, table.c.by != GONE
    )
    return sum(_count(tx, s) for s in (paused, held, merged, decided.values(by=GONE)))


def _gone(column: Any, weeds: Weeds) -> ColumnElement[bool]:
    """Whether the person has no part in the organisation any more."""
    return func.lower(column).not_in(sorted(weeds.people))


def _count(tx: Tx, statement: Any) -> int:
    return int(tx.connection.execute(statement).rowcount)


_WEEDERS: Mapping[DataKind, Callable[[Tx, Weeds], int]] = {
    DataKind.STANDS: _stands,
    DataKind.MAILS: _mails,
    DataKind.STANDINGS: _standings,
    DataKind.LINKS: _links,
    DataKind.WORK: _work,
    DataKind.MARKS: _marks,
    DataKind.OPERATION: _operation,
}
WEEDED: Collection[DataKind] = tuple(_WEEDERS)
"""Kinds that a decision can be set for; contacts go with the organisation file, calls name nobody here."""
