"""What the jobs that write single mails have in common: whom they may write to, and the row in the ledger.

A mail is unique by (contact, kind, key), and what it announces is unique as well: run again, a job queues nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import db.digests
import db.organisations
from db.errors import Conflict
from db.records import Announcement, Contact, Mail, MailState, Organisation
from watcher.clock import STOCKHOLM
from watcher.errors import MailError
from watcher.jobs import schedule
from watcher.jobs.background import Background, background
from watcher.jobs.deps import Deps
from watcher.jobs.digest_draft import memory, pen, sender
from watcher.log import log
from watcher.mail.letterhead import Letterhead, letterhead
from watcher.mail.message import Rendered, build
from watcher.mail.writing import Writing
from watcher.rules.announce import Addressee, Memory


@dataclass(frozen=True, slots=True)
class LaneReport:
    """Mails queued, and how many could not be written."""

    queued: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Letter:
    """A mail before it is recorded."""

    kind: str
    key: str
    rendered: Rendered
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A person who may be written to, what they have been told, and what the organisation's mails are made from."""

    known: Background
    addressee: Addressee
    memory: Memory

    @property
    def organisation(self) -> Organisation:
        return self.known.organisation

    @property
    def contact(self) -> Contact:
        return self.addressee.contact


def readers(deps: Deps, now: dt.datetime, organisation: Organisation) -> list[Reader]:
    """Everybody who gets the organisation's mail now."""
    with deps.database.read() as tx:
        people = schedule.plan(tx, organisation, now).addressees
        known = background(tx, deps.sources, organisation, now)
        return [Reader(known, a, memory(tx, organisation.id, a.contact, now)) for a in people]


def writing(deps: Deps, reader: Reader, now: dt.datetime, call_ids: Sequence[int] = ()) -> Writing:
    """For a mail to this person about these calls."""
    return pen(deps, reader.known, reader.contact, call_ids, now)


def head(deps: Deps, reader: Reader, using: Writing) -> Letterhead:
    """The letterhead of a mail to this person. Raises MailError for an address that cannot be used."""
    reply = sender(deps).reply_address(reader.organisation)
    answers = (reply.display_name, reply.addr_spec)
    return letterhead(reader.organisation, reader.addressee, reader.known.sources, answers, using)


def queue(deps: Deps, organisation: Organisation, contact: Contact, letter: Letter, now: dt.datetime) -> LaneReport:
    """Store the mail with what it announces. Nothing happens when it, or some of it, stands in the ledger already."""
    row = Mail(0, organisation.id, contact.id, letter.kind, letter.key, MailState.QUEUED, contact.email)
    try:
        message = build(
            letter.rendered, organisation=organisation, contact=contact, sender=sender(deps), kind=letter.kind,
            key=letter.key, now=now,
        )  # fmt: skip
        row = replace(row, subject=letter.rendered.subject, message=message, html=letter.rendered.html)
        with deps.database.write() as tx:
            return LaneReport(int(db.digests.queue(tx, row, letter.announcements, now) is not None))
    except Conflict:
        return LaneReport()
    except MailError as error:
        log.error("a mail could not be written", kind=letter.kind, reason=str(error))
        return LaneReport(failed=1)


def organisations(deps: Deps) -> list[Organisation]:
    """All of them."""
    with deps.database.read() as tx:
        return db.organisations.all_organisations(tx)


def each(
    deps: Deps, now: dt.datetime, lane: str, draft: Callable[[Deps, Reader, dt.datetime], Letter | None]
) -> LaneReport:
    """Queue what ``draft`` makes for everybody who gets mail."""
    return total(
        [
            queue(deps, organisation, reader.contact, letter, now)
            for organisation in organisations(deps)
            for reader in readers(deps, now, organisation)
            if (letter := draft(deps, reader, now))
        ],
        lane,
    )


def total(reports: Sequence[LaneReport], lane: str) -> LaneReport:
    """The sum, which is logged when there is any."""
    report = LaneReport(sum(r.queued for r in reports), sum(r.failed for r in reports))
    if report != LaneReport():
        log.info("lane", lane=lane, queued=report.queued, failed=report.failed)
    return report


def day_key(now: dt.datetime, first: int, sign: str) -> str:
    """``2026-11-23.c17``: a day and the first thing the mail tells, since a day may bring several mails."""
    return f"{now.astimezone(STOCKHOLM).date().isoformat()}.{sign}{first}"
