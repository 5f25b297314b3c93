"""Links are signed when a mail leaves: the ledger holds ``[[link:…]]`` marks and no token.

Templates write ``[[link:unsubscribe]]``, ``[[link:take:123:soker]]`` (purpose, call, detail) where an address goes.
Values from outside cannot make one: the renderer breaks ``[[`` in them. Without ``public_url`` there is no page to
link to, and a mark becomes a mail to whoever answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from urllib.parse import quote

from db.records import Mail
from watcher.clock import now
from watcher.errors import MailError
from watcher.mail import headers
from watcher.mail.bodies import written
from watcher.mail.transport import Outcome, Still, Transport, Verdict, always
from watcher.rules.tokens import Grant, Purpose, sign

_MARK = re.compile(r"\[\[link:([a-z]{1,20})(?::(\d{1,18}))?(?::([a-z]{1,20}))?\]\]")
MARK = b"[[link:"
_ASK = {
    Purpose.UNSUBSCRIBE: "Avsluta veckobrevet",
    Purpose.PREFERENCES: "Ändra mina inställningar",
    Purpose.TAKE: "Vårt ställningstagande",
    Purpose.RELEVANCE: "Om träffen",
    Purpose.UNDO: "Ångra",
}


@dataclass(frozen=True)
class Links:
    """``keys``: the first signs. ``public_url`` is where the pages are; None until there are any."""

    keys: Sequence[str]
    public_url: str | None

    def address(self, mail: Mail, grant: Grant) -> str:
        """The page for the grant. Raises ValueError without a ``public_url``."""
        if self.public_url is None:
            raise ValueError("no public address")
        return f"{self.public_url}/l/{grant.purpose.value}/{sign(self.keys, grant, mail.created or now())}"

    def put_in(self, mail: Mail) -> Mail:
        """The mail as it leaves. The same mail gives the same bytes however often it is sent. Raises MailError."""
        marked = MARK in mail.message.replace(b"=\r\n", b"")
        if self.public_url is None and not marked:
            return mail
        raw, html = mail.message, mail.html
        names = headers.names_of(raw)
        if marked:
            parsed = _parsed(raw)
            reply = parsed["Reply-To"].addresses[0]
            for part in parsed.walk():
                if part.get_content_maintype() == "text":
                    _rewrite(part, self._filled(part.get_content(), mail, reply))
            raw, html = parsed.as_bytes(policy=policy.SMTP), self._filled(html, mail, reply)
        if self.public_url is not None:
            page = self.address(mail, Grant(Purpose.UNSUBSCRIBE, mail.organisation_id, mail.contact_id))
            raw = _with_one_click(raw, page)
            names.append("List-Unsubscribe-Post")
        return replace(mail, message=headers.checked(raw, names), html=html)

    def _filled(self, text: str, mail: Mail, reply: Address) -> str:
        return _MARK.sub(lambda mark: self._one(mark, mail, reply), text)

    def _one(self, mark: re.Match[str], mail: Mail, reply: Address) -> str:
        if mark[1] not in list(Purpose):
            return ""
        purpose = Purpose(mark[1])
        if self.public_url is None:
            return f"mailto:{reply.addr_spec}?subject={quote(_ASK[purpose] + (f' {mark[2]}' if mark[2] else ''))}"
        grant = Grant(purpose, mail.organisation_id, mail.contact_id, int(mark[2] or 0), mark[3] or "")
        return self.address(mail, grant)


@dataclass(frozen=True)
class LinkedTransport:
    """Puts the links in and hands over to the transport it has."""

    inner: Transport
    links: Links

    def send(self, mail: Mail, still: Still = always) -> Outcome:
        try:
            finished = self.links.put_in(mail)
        except MailError as error:
            return Outcome(Verdict.REFUSED, str(error))
        return self.inner.send(finished, still)

    def close(self) -> None:
        self.inner.close()


def _parsed(raw: bytes) -> EmailMessage:
    parsed = BytesParser(policy=policy.SMTP).parsebytes(raw)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _with_one_click(raw: bytes, page: str) -> bytes:
    """RFC 8058's two headers, written as they are: ``EmailMessage`` would break a long address into encoded words."""
    head, end, body = raw.partition(b"\r\n\r\n")
    post = b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Unsubscribe: <" + page.encode() + b">,\r\n "
    return head.replace(b"\r\nList-Unsubscribe: ", post, 1) + end + body


def _rewrite(part: EmailMessage, text: str) -> None:
    """The part with another text; nothing else about it changes."""
    if text == part.get_content():
        return
    subtype = part.get_content_subtype()
    others = [(k, v) for k, v in part.items() if not k.casefold().startswith(("content-t", "mime-version"))]
    part.clear()
    written(part, text, subtype)
    for name, value in others:
        part[name] = value
