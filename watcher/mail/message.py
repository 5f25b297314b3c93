"""A rendered mail as the bytes that are stored and sent. The same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from db.records import Contact, Organisation
from watcher.clock import STOCKHOLM
from watcher.mail import headers
from watcher.mail.bodies import alternatives

_MIME = ("MIME-Version", "Content-Type", "Content-Language")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The three parts that templates make."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who mails come from, and who gets the answers; both as in a header, ``Name <address>``."""

    mail_from: str
    reply_to: str | None = None

    def reply_address(self, organisation: Organisation) -> Address:
        """The setting, else the organisation's coordinator, else the sender. Raises MailError."""
        if self.reply_to:
            return headers.mailbox(self.reply_to)
        if organisation.coordinator:
            return headers.address(organisation.coordinator.name, organisation.coordinator.email)
        return headers.mailbox(self.mail_from)


def build(
    rendered: Rendered,
    *,
    organisation: Organisation,
    contact: Contact,
    sender: Sender,
    kind: str,
    key: str,
    now: dt.datetime,
) -> bytes:
    """The whole message with CRLF line ends. Raises MailError when an address cannot be used."""
    from_address = headers.mailbox(sender.mail_from)
    reply_address = sender.reply_address(organisation)
    identity = hashlib.sha256("\0".join((organisation.id, contact.id, kind, key)).encode()).hexdigest()[:32]
    fields: dict[str, str | Address] = {
        "From": from_address,
        "Reply-To": reply_address,
        "To": headers.address(contact.name, contact.email),
        "Subject": rendered.subject,
        "Date": format_datetime(now.astimezone(STOCKHOLM).replace(microsecond=0)),
        "Message-ID": f"<{kind}.{key}.{identity}@{from_address.domain}>",
        "List-Id": f"<{_label(organisation.id)}.bidragsvakt.{from_address.domain}>",
        "List-Unsubscribe": f"<mailto:{reply_address.addr_spec}?subject={quote('Avsluta veckobrevet')}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(policy=policy.SMTP)
    for name, value in fields.items():
        headers.put(message, name, value)
    headers.put(message, "Content-Language", contact.locale)
    return headers.finished(message, alternatives(rendered.text, rendered.html, f"=_{identity}"), (*fields, *_MIME))


def _label(text: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", text.casefold()).strip("-") or "kommun"
