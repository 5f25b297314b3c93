"""The one writer of mail headers. No value that came from outside can add a header or break a line.

``EmailMessage`` decodes encoded words when a header is set and may write what was hidden in them as lines of their own
(CVE-2024-6923), so values are decoded first, cleaned after, and the finished message is read back and compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr

import idna

from watcher.errors import MailError
from watcher.parse.text import one_line

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST = 300


def clean_value(text: str) -> str:
    """One line without control characters, in clear: encoded words are decoded, nested ones broken."""
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):  # unreadable: the text stands as it is
        text = str(make_header(decode_header(text)))
    return one_line(text, _LONGEST).replace("=?", "= ?")


def address(name: str, email: str) -> Address:
    """A person as a header address; a Swedish domain in its wire form. Raises MailError when it is no address."""
    local, at, domain = email.strip().rpartition("@")
    try:
        plain = local + at + (domain if domain.isascii() else idna.encode(domain, uts46=True).decode())
        if not _ADDRESS.fullmatch(plain):
            raise ValueError("not an address")
        return Address(display_name=clean_value(name), addr_spec=plain)
    except (ValueError, IndexError, HeaderParseError, idna.IDNAError):
        raise MailError("kontaktens e-postadress går inte att använda") from None


def mailbox(text: str) -> Address:
    """An address with or without a name in front, as in the settings. Raises MailError."""
    name, email = parseaddr(text)
    return address(name, email)


def put(message: EmailMessage, name: str, value: str | Address) -> None:
    """Set a header, once."""
    del message[name]
    message[name] = value if isinstance(value, Address) else clean_value(value)


def finished(message: EmailMessage, body: bytes, names: Sequence[str]) -> bytes:
    """The message as bytes for the wire; ``body`` begins with the fields that tell what it is.

    Raises MailError when reading it back shows other headers than intended.
    """
    return checked(message.as_bytes(policy=policy.SMTP).removesuffix(b"\r\n") + body, names)


def checked(raw: bytes, names: Sequence[str]) -> bytes:
    """The bytes themselves. Raises MailError when reading them shows other headers than these, or one twice."""
    found = [name.casefold() for name in names_of(raw)]
    if sorted(found) != sorted({name.casefold() for name in names}):
        raise MailError("brevets huvud blev ett annat än det avsedda; brevet skickas inte")
    return raw


def names_of(raw: bytes) -> list[str]:
    """The names of the headers as a receiver finds them, in order; their values are left alone."""
    return list(BytesParser(policy=policy.compat32).parsebytes(_head(raw), headersonly=True).keys())


def boundary_of(raw: bytes) -> str:
    """What stands between the parts of a message; empty for a message of one part."""
    return BytesParser(policy=policy.compat32).parsebytes(_head(raw), headersonly=True).get_boundary("")


def reply_address(raw: bytes) -> str:
    """Where answers go, as ``local@domain``."""
    return str(next(iter(getattr(parsed_head(raw)["Reply-To"], "addresses", ()))).addr_spec)


def parsed_head(raw: bytes) -> Message:
    """The headers alone, read back as a receiver reads them; what is after the first empty line is not looked at."""
    return BytesParser(policy=policy.default).parsebytes(_head(raw), headersonly=True)


def _head(raw: bytes) -> bytes:
    return _HEAD_END.split(raw, 1)[0] + b"\r\n\r\n"
