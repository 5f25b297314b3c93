"""What a contact's digest says: the stored mail where there is one, else what would be built now. Stores nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser

import db.digests
import db.organisations
from db.records import Mail, Organisation
from watcher.errors import NotFound
from watcher.jobs import schedule
from watcher.jobs.background import background
from watcher.jobs.deps import Deps
from watcher.jobs.digest_draft import QUIET, draft, memory
from watcher.rules import periods
from watcher.rules.announce import Addressee, Silence
from watcher.rules.periods import KINDS, Calendar


@dataclass(frozen=True, slots=True)
class Preview:
    """A digest that is shown. ``state``: ``already`` for a stored one, else ``queued``, ``quiet`` or ``silent``.

    For a silent period the three texts are empty and ``reason`` says why.
    """

    state: str
    subject: str = ""
    text: str = ""
    html: str = ""
    reason: str = ""


def preview(deps: Deps, now: dt.datetime, contact: str, key: str | None = None) -> Preview:
    """What the contact gets in the period with the key; without one, in the one we are in.

    ``contact`` is an id or an address. Raises NotFound, and MailError for a sender that cannot be used.
    """
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    stored = _stored(deps, contact, key) if key else None
    if stored:
        return stored
    for organisation in organisations:
        with deps.database.read() as tx:
            plan = schedule.plan(tx, organisation, now)
        for addressee in plan.addressees:
            if contact.casefold() in (addressee.contact.id.casefold(), addressee.contact.email.casefold()):
                return _of(deps, organisation, addressee, key, now)
    raise NotFound(f"kontakten {contact} finns inte, kan inte nås, eller har ingen förvaltning i drift")


def text_of(message: bytes) -> str:
    """The text part of a stored message."""
    part = BytesParser(policy=policy.default).parsebytes(message).get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _of(deps: Deps, organisation: Organisation, addressee: Addressee, key: str | None, now: dt.datetime) -> Preview:
    contact = addressee.contact
    current = periods.current(contact.frequency, now, Calendar.of(deps.settings)).key
    if stored := _stored(deps, contact.id, key or current):
        return stored
    if key not in (None, current):
        raise NotFound(f"det finns inget brev för {key} till den kontakten, och bara {current} kan byggas nu")
    with deps.database.read() as tx:
        known = background(tx, deps.sources, organisation, now)
        told = memory(tx, organisation.id, contact, now)
    outcome = draft(deps, known, addressee, told, now)
    if isinstance(outcome, Silence):
        return Preview("silent", reason=outcome.reason)
    parts = outcome.rendered
    return Preview("queued" if outcome.content else QUIET, parts.subject, parts.text, parts.html)


def _stored(deps: Deps, contact: str, key: str) -> Preview | None:
    with deps.database.read() as tx:
        found = [m for m in db.digests.mails(tx, key=key, bodies=True) if _is(m, contact) and m.message]
    if not found:
        return None
    return Preview("already", found[-1].subject, text_of(found[-1].message), found[-1].html)


def _is(mail: Mail, contact: str) -> bool:
    asked = contact.casefold()
    return mail.kind in (*KINDS, QUIET) and asked in (mail.contact_id.casefold(), mail.address.casefold())
