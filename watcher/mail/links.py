"""Links are signed when a mail leaves: the ledger holds ``[[link:…]]`` marks and no token.

Templates write ``[[link:unsubscribe]]``, ``[[link:take:123:soker]]`` (purpose, call, detail) where an address goes.
Values from outside cannot make one: the renderer breaks ``[[`` in them. Without ``public_url`` there is no page to
link to, and a mark becomes a mail to whoever answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import quote

from db.records import Mail
from watcher.clock import now
from watcher.errors import MailError
from watcher.mail import headers
from watcher.mail.bodies import rewritten
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
            filled = self._filler(mail)
            raw, html = rewritten(raw, headers.boundary_of(raw), filled), filled(html)
        if self.public_url is not None:
            page = self.address(mail, Grant(Purpose.UNSUBSCRIBE, mail.organisation_id, mail.contact_id))
            raw = _with_one_click(raw, page)
            names.append("List-Unsubscribe-Post")
        return replace(mail, message=headers.checked(raw, names), html=html)

    def _filler(self, mail: Mail) -> Callable[[str], str]:
        """Puts addresses in the places of marks; each is signed once, though a mail has it in three texts."""
        reply = headers.reply_address(mail.message) if self.public_url is None else ""
        one = cache(lambda purpose, call, detail: self._one(mail, reply, purpose, call or "", detail or ""))
        return lambda text: _MARK.sub(lambda mark: one(*mark.groups()), text)

    def _one(self, mail: Mail, reply: str, purpose: str, call: str, detail: str) -> str:
        if purpose not in list(Purpose):
            return ""
        wanted = Purpose(purpose)
        if self.public_url is None:
            return f"mailto:{reply}?subject={quote(f'{_ASK[wanted]} {call}'.strip())}"
        return self.address(mail, Grant(wanted, mail.organisation_id, mail.contact_id, int(call or 0), detail))


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


def _with_one_click(raw: bytes, page: str) -> bytes:
    """RFC 8058's two headers, written as they are: ``EmailMessage`` would break a long address into encoded words."""
    head, end, body = raw.partition(b"\r\n\r\n")
    post = b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Unsubscribe: <" + page.encode() + b">,\r\n "
    return head.replace(b"\r\nList-Unsubscribe: ", post, 1) + end + body
