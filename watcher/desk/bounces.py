"""Taking in a bounce: the address is not written to any more, and the mail that came back has not been read."""

from __future__ import annotations

import datetime as dt
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

import db.digests
from db.engine import Database
from db.records import MailState, StandingState
from watcher.desk.contacts import BOUNCED_MAIL, Changed, change
from watcher.errors import NotFound, UsageError
from watcher.mail import dsn

_RECENT = dt.timedelta(days=60)


def take_in(database: Database, path: Path, now: dt.datetime) -> list[Changed]:
    """Read a bounce from a file. Only what the server calls permanent (5.x) counts; others change nothing.

    Raises UsageError when the file is no bounce or has no permanent one, NotFound when nobody has the address.
    """
    report = dsn.read(_content(path))
    if report is None:
        raise UsageError(f"{path} är inget studsat brev (RFC 3464)")
    if not report.bounces:
        raise UsageError(f"{path} säger inget om ett bestående fel (5.x): adressen kan fungera en annan gång")
    changed: list[Changed] = []
    for bounce in report.bounces:
        reason = f"studs {bounce.status}"
        changed += change(database, bounce.address, StandingState.BOUNCED, now, reason=reason, by=BOUNCED_MAIL)
        if report.message_id:
            _not_read(database, bounce.address, report.message_id, reason, now)
    return changed


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(dsn.LARGEST + 1)
    except OSError as error:
        raise NotFound(f"{path}: filen går inte att läsa ({error.strerror})") from error
    if len(content) > dsn.LARGEST:
        raise UsageError(f"{path} är större än ett studsat brev kan vara")
    return content


def _not_read(database: Database, address: str, message_id: str, reason: str, now: dt.datetime) -> None:
    """What the mail told has been told to nobody."""
    with database.write() as tx:
        for mail in db.digests.mails(tx, states=[MailState.SENT]):
            recent = mail.created is not None and now - mail.created <= _RECENT
            if (
                recent
                and mail.address.casefold() == address
                and _id_of(db.digests.get(tx, mail.id).message) == message_id
            ):
                db.digests.mark(tx, mail.id, MailState.FAILED, now, reason)


def _id_of(message: bytes) -> str:
    return str(BytesHeaderParser(policy=policy.compat32).parsebytes(message)["Message-ID"]).strip()
