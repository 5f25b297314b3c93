"""A stored message as a new one: its own Message-ID and date, everything else byte for byte as it was."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import format_datetime

from watcher.clock import STOCKHOLM
from watcher.errors import MailError

_ID = re.compile(rb"(?im)^(Message-ID:\s*<[^@>\r\n]+)(@[^>\r\n]+>)")
_DATE = re.compile(rb"(?im)^Date:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*")


def as_new(message: bytes, suffix: str, now: dt.datetime) -> bytes:
    """The message with the suffix in its Message-ID, dated now. Raises MailError when its headers are not ours."""
    head, gap, body = message.partition(b"\r\n\r\n")
    date = f"Date: {format_datetime(now.astimezone(STOCKHOLM).replace(microsecond=0))}".encode()
    head, ids = _ID.subn(rb"\g<1>." + suffix.encode() + rb"\g<2>", head)
    head, dates = _DATE.subn(lambda _: date, head)
    if (ids, dates) != (1, 1) or not gap:
        raise MailError("brevets huvud är inte som det ska vara; det kan inte skickas om")
    return head + gap + body
