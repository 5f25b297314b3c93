"""Reads a bounce: what a mail server says of a mail that it could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser

from watcher.parse.text import one_line

LARGEST = 20_000_000
"""Bytes of a bounce file; servers send back the whole mail at most."""
_PERMANENT = re.compile(r"5\.\d{1,3}\.\d{1,3}")
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that will never work, by the server's word. ``status`` is ``5.1.1``; never logged."""

    address: str
    status: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a bounce says. ``temporary`` counts recipients that the server has not given up, or may take later."""

    bounces: tuple[Bounce, ...]
    temporary: int = 0
    message_id: str = ""
    """Of the mail that came back; empty when the bounce does not have it."""


def read(raw: bytes) -> Report | None:
    """The bounce in a mail; None when the mail is no delivery report."""
    message = BytesParser(policy=policy.default).parsebytes(raw)
    parts = [p for p in message.walk() if p.get_content_type().endswith("delivery-status")]
    if not parts:
        return None
    recipients = [block for part in parts for block in _blocks(part) if _address(block)]
    lasting = [b for b in recipients if _field(b, "Action") == "failed" and _PERMANENT.match(_field(b, "Status"))]
    bounces = dict.fromkeys(Bounce(_address(b), _PERMANENT.findall(_field(b, "Status"))[0]) for b in lasting)
    return Report(tuple(bounces), len(recipients) - len(lasting), _message_id(message))


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields of a report: the first is about the mail, each other one about a recipient."""
    _, _, body = part.as_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    for block in re.split(rb"\n[ \t]*\n", body.strip()):
        yield BytesHeaderParser(policy=policy.compat32).parsebytes(block)


def _field(block: Message, name: str) -> str:
    return one_line(str(block.get(name, "")), 500).casefold()


def _address(block: Message) -> str:
    """Whom it was for: ``rfc822; anna@example.org``. The address as we wrote it, where the server knows it."""
    for name in ("Original-Recipient", "Final-Recipient"):
        kind, _, address = _field(block, name).partition(";")
        if kind.strip() in ("rfc822", "utf-8") and "@" in address:
            return address.strip().strip("<>")
    return ""


def _message_id(message: EmailMessage) -> str:
    """Of the mail that was sent back, whole or only its headers."""
    for part in message.walk():
        if part.get_content_type() in _RETURNED:
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) else None
            text = part.get_payload(decode=True)
            if isinstance(inner, Message):
                return one_line(str(inner.get("Message-ID", "")))
            if isinstance(text, bytes):
                found = BytesHeaderParser(policy=policy.compat32).parsebytes(text)
                return one_line(str(found.get("Message-ID", "")))
    return ""
