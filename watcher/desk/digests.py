"""Looking into the ledger of mails, and sending one of them again."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import db.digests
from db.engine import Database
from db.records import Announcement, Mail, MailState
from db.transaction import Tx
from watcher.errors import NotFound, UsageError
from watcher.jobs.digest_preview import text_of
from watcher.mail.outbox import write_whole
from watcher.mail.resend import as_new

AGAIN = (MailState.FAILED, MailState.IN_DOUBT, MailState.SKIPPED)
"""States in which the very same mail goes once more, with the same Message-ID."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail, its text part, and what it tells that no later mail told instead."""

    mail: Mail
    text: str
    told: Sequence[Announcement]


def listing(database: Database, *, contact: str | None = None, key: str | None = None) -> list[Mail]:
    """Mails without bodies, oldest first. ``contact`` is an id or an address; ``key`` also finds those sent again."""
    with database.read() as tx:
        found = db.digests.mails(tx)
    if contact is not None:
        asked = contact.casefold()
        found = [m for m in found if asked in (m.contact_id.casefold(), m.address.casefold())]
    return [m for m in found if key is None or _first_key(m.key) == key]


def show(database: Database, mail_id: int) -> Shown:
    """One mail whole. Raises NotStored."""
    with database.read() as tx:
        mail = db.digests.get(tx, mail_id)
        return Shown(mail, text_of(mail.message) if mail.message else "", db.digests.told_by(tx, mail_id))


def replay(database: Database, mail_id: int) -> bytes:
    """The mail as it was frozen when it was queued. Raises NotStored, and NotFound for one that has no body."""
    with database.read() as tx:
        mail = db.digests.get(tx, mail_id)
    if not mail.message:
        raise NotFound(f"brev {mail_id} skrevs aldrig: {mail.reason or 'inget att berätta'}")
    return mail.message


def resend(database: Database, mail_id: int, *, by: str, reason: str, now: dt.datetime) -> Mail:
    """Queue a mail again and say who wanted it and why; the mail that is queued now.

    One that did not get through goes as it is. One that was sent becomes a new mail with a key and Message-ID of its
    own: a double, on purpose. Raises NotStored, NotFound for one without a body, UsageError for one on its way.
    """
    replay(database, mail_id)
    note = f"skickas igen på begäran av {by}: {reason}"
    with database.write() as tx:
        mail = db.digests.get(tx, mail_id)
        if mail.state in AGAIN:
            db.digests.mark(tx, mail.id, MailState.QUEUED, now, mail.reason)
            db.digests.add_note(tx, mail.id, note)
            return db.digests.get(tx, mail.id, bodies=False)
        if mail.state is not MailState.SENT:
            raise UsageError(f"brev {mail_id} är redan på väg")
        return _double(tx, mail, note, now)


def _double(tx: Tx, mail: Mail, note: str, now: dt.datetime) -> Mail:
    first = _first_key(mail.key)
    same = [m for m in db.digests.mails(tx, mail.organisation_id) if m.contact_id == mail.contact_id]
    number = 1 + sum(m.kind == mail.kind and _first_key(m.key) == first for m in same)
    key = f"{first}.{number}"
    again = replace(
        mail, key=key, state=MailState.QUEUED, message=as_new(mail.message, str(number), now), reason=None, sent=None,
        note=note,
    )  # fmt: skip
    mail_id = db.digests.queue(tx, again, (), now)
    assert mail_id is not None, "the number is the next free one"
    return db.digests.get(tx, mail_id, bodies=False)


def _first_key(key: str) -> str:
    """Of a mail sent again: ``2026-W48.2`` is the second of ``2026-W48``. Other keys may have dots of their own."""
    return re.sub(r"^(\d{4}-[W\d][\d-]+)\.\d+$", r"\1", key)


def private_file(html: str) -> Path:
    """The page in a file of its own that only its owner can read; it is left there to be looked at."""
    path = Path(tempfile.mkdtemp(prefix="bidragsvakt-")) / "brev.html"
    write_private(path, html.encode())
    return path


def write_private(path: Path, content: bytes) -> None:
    """Raises UsageError when the file cannot be written."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise UsageError(f"{path}: filen går inte att skriva ({error.strerror})") from error
