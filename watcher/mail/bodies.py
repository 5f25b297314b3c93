"""The text parts of a message in quoted-printable.

``EmailMessage`` would encode and write a text line by line in Python, most of the work of a digest.
"""

from __future__ import annotations

from binascii import a2b_qp, b2a_qp
from collections.abc import Callable

from watcher.errors import MailError

_ENCODED = b"Content-Transfer-Encoding: quoted-printable"


def quoted(text: str) -> bytes:
    """A text with lines of CRLF, none longer than 76 characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return b2a_qp(lines.replace("\n", "\r\n").encode())


def alternatives(text: str, html: str, boundary: str) -> bytes:
    """One text in two forms, the plain one first, with the header fields that tell so: what follows other fields."""
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    parts = [(_head(boundary, subtype), quoted(told)) for told, subtype in ((text, "plain"), (html, "html"))]
    return b"".join([head.encode(), *(piece for part in parts for piece in part), f"\r\n--{boundary}--\r\n".encode()])


def rewritten(raw: bytes, boundary: str, change: Callable[[str], str]) -> bytes:
    """A whole message that ``alternatives`` made, with its texts changed. Raises MailError for any other."""
    first, *parts, last = raw.split(f"\r\n--{boundary}".encode())
    if not parts:
        raise MailError("brevet har inte de två texter som det ska ha")
    return f"\r\n--{boundary}".encode().join([first, *(_changed(part, change) for part in parts), last])


def _changed(part: bytes, change: Callable[[str], str]) -> bytes:
    head, end, content = part.partition(b"\r\n\r\n")
    if _ENCODED not in head:
        raise MailError("en av brevets texter är inte kodad som den ska")
    return head + end + quoted(change(a2b_qp(content).decode()))


def _head(boundary: str, subtype: str) -> bytes:
    kind = f'Content-Type: text/{subtype}; charset="utf-8"'
    return f"\r\n--{boundary}\r\n{kind}\r\n".encode() + _ENCODED + b"\r\n\r\n"
