"""Build the digests: one mail a contact and period, put in the ledger with what it tells in one transaction.

Can be killed and run again: contacts that have their row for the period are left alone, the others get theirs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import db.digests
import db.organisations
from db.errors import Conflict
from db.records import Contact, Mail, Organisation
from watcher.errors import MailError, NotFound
from watcher.jobs import schedule
from watcher.jobs.background import Background, background
from watcher.jobs.deps import Deps
from watcher.jobs.digest_draft import QUIET, Draft, draft, memory, rows
from watcher.jobs.digest_preview import Preview, preview
from watcher.jobs.opening import open_shown
from watcher.log import log
from watcher.mail import headers
from watcher.rules import periods
from watcher.rules.announce import Addressee, Silence
from watcher.rules.periods import WEEKLY, Calendar, Period

__all__ = [
    "ALREADY", "FAILED", "QUEUED", "QUIET", "SILENT", "WEEKLY", "ContactDigest", "DigestReport", "Preview", "preview",
    "run",
]  # fmt: skip

QUEUED, SILENT, ALREADY, FAILED = "queued", "silent", "already", "failed"


@dataclass(frozen=True, slots=True)
class ContactDigest:
    """What became of one contact: ``queued``, ``quiet``, ``silent``, ``already`` or ``failed``; counts are calls.

    ``mail`` is the state of a mail that was there already.
    """

    organisation_id: str
    contact_id: str
    state: str
    subject: str = ""
    reason: str = ""
    new: int = 0
    changed: int = 0
    gone: int = 0
    coming: int = 0
    kind: str = WEEKLY
    key: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class DigestReport:
    """The week's key and every contact, in the order of the organisations."""

    key: str
    contacts: tuple[ContactDigest, ...]

    def count(self, state: str) -> int:
        return sum(c.state == state for c in self.contacts)


@dataclass(frozen=True)
class _Work:
    """One period of an organisation and what its digests are made from."""

    known: Background
    period: Period
    stored: Sequence[Mail]
    folded: Sequence[str]


def run(
    deps: Deps, now: dt.datetime, *, record: bool = True, only_contact: str | None = None, only_due: bool = False
) -> DigestReport:
    """Build the digests of the periods we are in, or with ``only_due`` those whose slot has come and that nobody built.

    ``only_contact`` is an id or an address; NotFound when there is none such. Without ``record`` nothing is stored.
    Raises MailError when the sender in the settings cannot be used.
    """
    headers.mailbox(deps.settings.mail_from)
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    done: list[ContactDigest] = []
    for organisation in organisations:
        with deps.database.read() as tx:
            plan = schedule.plan(tx, organisation, now)
        for kind in schedule.kinds(plan):
            people = [
                a for a in schedule.readers(plan, kind) if only_contact is None or is_contact(a.contact, only_contact)
            ]
            period = _period(deps, organisation, kind, now, only_due=only_due)
            if not people or period is None:
                continue
            built = _build(deps, organisation, people, period, now, record=record)
            if record and only_contact is None:
                _close_run(deps, organisation.id, period, now, built)
            done += built
    if only_contact is not None and not done:
        raise NotFound(f"kontakten {only_contact} finns inte, kan inte nås, eller har ingen förvaltning i drift")
    log.info("digest", contacts=len(done), queued=sum(c.state == QUEUED for c in done))
    return DigestReport(periods.current(WEEKLY, now, Calendar.of(deps.settings)).key, tuple(done))


def is_contact(contact: Contact, wanted: str) -> bool:
    """Whether the contact is meant, by id or address."""
    return wanted.casefold() in (contact.id.casefold(), contact.email.casefold())


def _period(deps: Deps, organisation: Organisation, kind: str, now: dt.datetime, *, only_due: bool) -> Period | None:
    calendar = Calendar.of(deps.settings)
    if not only_due:
        return periods.current(kind, now, calendar)
    with deps.database.read() as tx:
        return schedule.pending(tx, organisation, kind, now, calendar).build


def _build(
    deps: Deps, organisation: Organisation, people: list[Addressee], period: Period, now: dt.datetime, *, record: bool
) -> list[ContactDigest]:
    with deps.database.read() as tx:
        work = _Work(
            background(tx, deps.sources, organisation, now),
            period,
            db.digests.mails(tx, organisation.id, period.key),
            schedule.folded(tx, organisation.id, period.kind, period.key),
        )
    done = []
    for number, addressee in enumerate(people, 1):
        done.append(_contact(deps, work, addressee, now, record=record))
        deps.progress("digest", number, len(people))
    return done


def _close_run(deps: Deps, organisation_id: str, period: Period, now: dt.datetime, done: list[ContactDigest]) -> None:
    """Record the run once every contact has been looked at: a build that was killed half-way is due again."""
    counts = {state: sum(c.state == state for c in done) for state in (QUEUED, QUIET, SILENT, ALREADY, FAILED)}
    with deps.database.write() as tx:
        if db.digests.open_run(tx, organisation_id, period.kind, period.key, now) is not None:
            db.digests.finish_run(tx, organisation_id, period.kind, period.key, now, counts)


def _contact(deps: Deps, work: _Work, addressee: Addressee, now: dt.datetime, *, record: bool) -> ContactDigest:
    contact, organisation = addressee.contact, work.known.organisation
    blank = ContactDigest(organisation.id, contact.id, FAILED, kind=work.period.kind, key=work.period.key)
    there = [m for m in work.stored if m.contact_id == contact.id and m.kind in (work.period.kind, QUIET)]
    if any(m.kind == work.period.kind for m in there):
        return _already(there)
    with deps.database.read() as tx:
        told = memory(tx, organisation.id, contact, now)
    try:
        outcome = draft(deps, work.known, addressee, told, now)
        mails = rows(deps, organisation, contact, work.period, outcome, work.folded, now)
    except MailError as error:
        return replace(blank, reason=str(error))
    if record and not _store(deps, mails, outcome, now):
        return replace(blank, state=ALREADY)
    return _report(mails, outcome)


def _store(deps: Deps, mails: Sequence[Mail], outcome: Draft | Silence, now: dt.datetime) -> bool:
    """Queue the mails with what they tell; False when another process was first."""
    content = outcome.content if isinstance(outcome, Draft) else None
    try:
        with deps.database.write() as tx:
            if db.digests.queue(tx, mails[0], content.announcements if content else (), now) is None:
                return False
            if content:
                open_shown(tx, mails[0].organisation_id, content, now)
            for beside in mails[1:]:
                db.digests.queue(tx, beside, (), now)
    except Conflict:
        return False
    return True


def _already(there: Sequence[Mail]) -> ContactDigest:
    """What the ledger has: the quiet mail where there is one, else the period's own row."""
    own = next(m for m in there if m.kind != QUIET)
    shown = next((m for m in there if m.kind == QUIET), own)
    return _told(own, shown, ALREADY, shown.state.value)


def _report(mails: Sequence[Mail], outcome: Draft | Silence) -> ContactDigest:
    state = SILENT if isinstance(outcome, Silence) else QUEUED if outcome.content else QUIET
    return _told(mails[0], mails[-1], state)


def _told(own: Mail, shown: Mail, state: str, mail: str = "") -> ContactDigest:
    return ContactDigest(
        organisation_id=own.organisation_id,
        contact_id=own.contact_id,
        state=state,
        subject=shown.subject,
        reason=own.reason or "",
        new=own.counts.get("new", 0),
        changed=own.counts.get("changed", 0),
        gone=own.counts.get("gone", 0),
        coming=own.counts.get("coming", 0),
        kind=own.kind,
        key=own.key,
        mail=mail,
    )
