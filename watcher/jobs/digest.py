"""Build the weekly digests: one mail a contact and week, put in the ledger with what it tells in one transaction.

Can be killed and run again: contacts that have their row for the week are left alone, the others get theirs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser

import db.digests
import db.organisations
from db.errors import Conflict
from db.records import Contact, Mail, MailState, Organisation
from db.transaction import Tx
from watcher.errors import MailError, NotFound
from watcher.jobs.background import Background, addressees, background
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.mail import headers, render, view
from watcher.mail.message import Rendered, Sender, build
from watcher.rules.announce import Addressee, DigestContent, Memory, Quiet, Silence, choose, week_key
from watcher.rules.swedish import plural

WEEKLY, QUIET = "weekly", "quiet"
QUEUED, SILENT, ALREADY, FAILED = "queued", "silent", "already", "failed"


@dataclass(frozen=True, slots=True)
class ContactDigest:
    """What became of one contact: ``queued``, ``quiet``, ``silent``, ``already`` or ``failed``; counts are calls."""

    organisation_id: str
    contact_id: str
    state: str
    subject: str = ""
    reason: str = ""
    new: int = 0
    changed: int = 0
    gone: int = 0
    coming: int = 0


@dataclass(frozen=True, slots=True)
class DigestReport:
    """The week's key and every contact, in the order of the organisations."""

    key: str
    contacts: tuple[ContactDigest, ...]

    def count(self, state: str) -> int:
        return sum(c.state == state for c in self.contacts)


@dataclass(frozen=True, slots=True)
class Preview:
    """A digest that is shown and not recorded. For a silent week the three texts are empty and ``reason`` says why."""

    state: str
    subject: str = ""
    text: str = ""
    html: str = ""
    reason: str = ""


@dataclass(frozen=True)
class _Draft:
    """A contact's digest before it is recorded."""

    kind: str
    rendered: Rendered
    content: DigestContent | None


def run(deps: Deps, now: dt.datetime, *, record: bool = True, only_contact: str | None = None) -> DigestReport:
    """Build this ISO week's digests. ``only_contact`` is an id or an address; NotFound when there is none such.

    Without ``record`` nothing is stored. Raises MailError when the sender in the settings cannot be used.
    """
    headers.mailbox(deps.settings.mail_from)
    key = week_key(now)
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    done: list[ContactDigest] = []
    for organisation in organisations:
        people = [a for a in addressees(organisation, now) if only_contact is None or _is(a.contact, only_contact)]
        built = _organisation(deps, organisation, people, key, now, record=record) if people else []
        if record and only_contact is None:
            _close_run(deps, organisation.id, key, now, built)
        done += built
    if only_contact is not None and not done:
        raise NotFound(f"kontakten {only_contact} finns inte, eller har ingen förvaltning i drift")
    log.info("digest", key=key, contacts=len(done), queued=sum(c.state == QUEUED for c in done))
    return DigestReport(key, tuple(done))


def preview(deps: Deps, now: dt.datetime, contact: str) -> Preview:
    """What the contact gets this week: the stored mail where there is one, else what would be built now.

    ``contact`` is an id or an address. Raises NotFound, and MailError for a sender that cannot be used.
    """
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    for organisation in organisations:
        for addressee in addressees(organisation, now):
            if _is(addressee.contact, contact):
                return _preview(deps, organisation, addressee, now)
    raise NotFound(f"kontakten {contact} finns inte, eller har ingen förvaltning i drift")


def _organisation(
    deps: Deps, organisation: Organisation, people: list[Addressee], key: str, now: dt.datetime, *, record: bool
) -> list[ContactDigest]:
    with deps.database.read() as tx:
        known = background(tx, deps.sources, organisation, now)
    done = []
    for number, addressee in enumerate(people, 1):
        done.append(_contact(deps, known, addressee, key, now, record=record))
        deps.progress("digest", number, len(people))
    return done


def _close_run(deps: Deps, organisation_id: str, key: str, now: dt.datetime, done: list[ContactDigest]) -> None:
    """Record the week's run once every contact has been looked at: a build that was killed half-way is due again."""
    counts = {state: sum(c.state == state for c in done) for state in (QUEUED, QUIET, SILENT, ALREADY, FAILED)}
    with deps.database.write() as tx:
        if db.digests.open_run(tx, organisation_id, WEEKLY, key, now) is not None:
            db.digests.finish_run(tx, organisation_id, WEEKLY, key, now, counts)


def _contact(
    deps: Deps, known: Background, addressee: Addressee, key: str, now: dt.datetime, *, record: bool
) -> ContactDigest:
    contact, organisation = addressee.contact, known.organisation
    with deps.database.read() as tx:
        memory = _memory(tx, organisation.id, contact.id)
    if any(week == key for week, _ in memory.weekly):
        return ContactDigest(organisation.id, contact.id, ALREADY)
    try:
        outcome = _draft(deps, known, addressee, memory, now)
        mail = _mail(deps, organisation, contact, key, outcome, now)
    except MailError as error:
        return ContactDigest(organisation.id, contact.id, FAILED, reason=str(error))
    if record and not _store(deps, mail, outcome, now):
        return ContactDigest(organisation.id, contact.id, ALREADY)
    return _report(mail, outcome)


def _draft(deps: Deps, known: Background, addressee: Addressee, memory: Memory, now: dt.datetime) -> _Draft | Silence:
    choice = choose(addressee, known.material, memory, now)
    if isinstance(choice, Silence):
        return choice
    reply = _sender(deps).reply_address(known.organisation)
    answers = (reply.display_name, reply.addr_spec)
    head = view.letterhead(known.organisation, addressee, known.sources, answers, now)
    if isinstance(choice, Quiet):
        return _Draft(QUIET, render.quiet(view.QuietView(head, plural(choice.weeks, "vecka", "veckor"))), None)
    return _Draft(WEEKLY, render.weekly(view.weekly(choice, head, now)), choice)


def _mail(
    deps: Deps, organisation: Organisation, contact: Contact, key: str, outcome: _Draft | Silence, now: dt.datetime
) -> Mail:
    """The row for the ledger; a silent week has one too, so that it is known to have been looked at."""
    if isinstance(outcome, Silence):
        return Mail(
            0, organisation.id, contact.id, WEEKLY, key, MailState.SKIPPED, contact.email, reason=outcome.reason
        )
    sender = _sender(deps)
    message = build(
        outcome.rendered, organisation=organisation, contact=contact, sender=sender, kind=outcome.kind, key=key, now=now
    )
    return Mail(
        id=0,
        organisation_id=organisation.id,
        contact_id=contact.id,
        kind=outcome.kind,
        key=key,
        state=MailState.QUEUED,
        address=contact.email,
        subject=outcome.rendered.subject,
        message=message,
        html=outcome.rendered.html,
    )


def _store(deps: Deps, mail: Mail, outcome: _Draft | Silence, now: dt.datetime) -> bool:
    """Queue the mail with what it tells; False when another process was first.

    The weekly row is what makes the week unique: a quiet mail is queued beside a weekly row that says so.
    """
    content = outcome.content if isinstance(outcome, _Draft) else None
    row = mail
    if mail.kind == QUIET:
        reason = "inget nytt; kort brev skickas"
        row = Mail(0, mail.organisation_id, mail.contact_id, WEEKLY, mail.key, MailState.SKIPPED, reason=reason)
    try:
        with deps.database.write() as tx:
            if db.digests.queue(tx, row, content.announcements if content else (), now) is None:
                return False
            if mail.kind == QUIET:
                db.digests.queue(tx, mail, (), now)
    except Conflict:
        return False
    return True


def _report(mail: Mail, outcome: _Draft | Silence) -> ContactDigest:
    if isinstance(outcome, Silence):
        return ContactDigest(mail.organisation_id, mail.contact_id, SILENT, reason=outcome.reason)
    content = outcome.content
    return ContactDigest(
        organisation_id=mail.organisation_id,
        contact_id=mail.contact_id,
        state=QUEUED if content else QUIET,
        subject=mail.subject,
        new=content.new_calls if content else 0,
        changed=len(content.changed) if content else 0,
        gone=len(content.gone) if content else 0,
        coming=len(content.coming) if content else 0,
    )


def _preview(deps: Deps, organisation: Organisation, addressee: Addressee, now: dt.datetime) -> Preview:
    with deps.database.read() as tx:
        stored = db.digests.mails(tx, organisation.id, week_key(now), bodies=True)
        known = background(tx, deps.sources, organisation, now)
        memory = _memory(tx, organisation.id, addressee.contact.id)
    for mail in stored:
        if mail.contact_id == addressee.contact.id and mail.kind in (WEEKLY, QUIET) and mail.message:
            return Preview(ALREADY, mail.subject, _text_of(mail.message), mail.html)
    outcome = _draft(deps, known, addressee, memory, now)
    if isinstance(outcome, Silence):
        return Preview(SILENT, reason=outcome.reason)
    parts = outcome.rendered
    return Preview(QUEUED if outcome.content else QUIET, parts.subject, parts.text, parts.html)


def _text_of(message: bytes) -> str:
    part = BytesParser(policy=policy.default).parsebytes(message).get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _memory(tx: Tx, organisation_id: str, contact_id: str) -> Memory:
    return Memory(
        db.digests.announced(tx, organisation_id, contact_id),
        db.digests.outcomes(tx, organisation_id, contact_id, WEEKLY),
        db.digests.outcomes(tx, organisation_id, contact_id, QUIET),
    )


def _sender(deps: Deps) -> Sender:
    return Sender(deps.settings.mail_from, deps.settings.reply_to)


def _is(contact: Contact, wanted: str) -> bool:
    return wanted.casefold() in (contact.id.casefold(), contact.email.casefold())
