"""SMTP, phase by phase: smtplib raises the same exception whether a message was stored or not, so we keep the phase.

Up to the final dot nothing is stored, whatever happens. After it only a whole answer decides: 2xx sent, 4xx and 5xx
not; anything else (no answer, half an answer) leaves the mail in doubt. QUIT's answer is never read.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from urllib.parse import parse_qs, unquote, urlsplit

from db.records import Mail
from watcher.errors import MailError
from watcher.fetch.pace import Pace
from watcher.mail import headers
from watcher.mail.transport import Outcome, Still, Verdict, always, taken_over
from watcher.parse.text import one_line

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_BROKEN = (OSError, smtplib.SMTPException)
_SOMEBODY = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


@dataclass(frozen=True)
class Relay:
    """Where mails are handed over. ``timeout`` is in seconds, for each answer; 0 ``per_minute`` means no limit."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    timeout: float = 60.0
    per_minute: int = 0
    per_connection: int = 100

    @classmethod
    def from_url(cls, url: str, *, per_minute: int = 0, per_connection: int = 100) -> Relay:
        """``smtp://user:password@host:port``; ``?timeout=SECONDS`` is optional."""
        parts = urlsplit(url)
        seconds = parse_qs(parts.query).get("timeout", ["60"])[0]
        return cls(
            parts.scheme,
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            float(seconds) if re.fullmatch(r"\d+(\.\d+)?", seconds) else 60.0,
            per_minute,
            per_connection,
        )


class Fault(Exception):
    """An attempt ended before the message was stored."""

    def __init__(self, verdict: Verdict, what: str, answer: object = "") -> None:
        super().__init__(what)
        self.outcome = Outcome(verdict, told(what, answer))


class SmtpTransport:
    """One connection, kept between mails and renewed when it breaks. Not for use from several threads."""

    def __init__(
        self,
        relay: Relay,
        mail_from: str,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        pace: Pace | None = None,
        watch: Callable[[str], None] = lambda _step: None,
    ):
        """``watch`` is told each step that went well, in Swedish."""
        self._relay = relay
        self._pace = pace or Pace()
        self._carried = 0
        self._watch = watch
        self._sender: Address = headers.mailbox(mail_from)
        self._tls = tls
        self._smtp: smtplib.SMTP | None = None

    def send(self, mail: Mail, still: Still = always) -> Outcome:
        """Hand over one mail to its one recipient."""
        try:
            recipient = recipient_of(mail)
        except MailError as error:
            return Outcome(Verdict.REFUSED, str(error))
        if self._relay.per_minute:
            self._pace.wait(self._relay.host, self._relay.per_minute / 60)
        if self._carried >= self._relay.per_connection:
            self.close()
        try:
            self._envelope(recipient)
            return self._content(mail.message, still)
        except Fault as fault:
            self._reset(fault.outcome.verdict)
            return fault.outcome

    def close(self) -> None:
        """Say QUIT and leave without waiting for the answer."""
        if self._smtp is not None:
            with suppress(*_BROKEN):
                self._smtp.putcmd("quit")
            self._drop()

    def _envelope(self, recipient: str) -> None:
        """MAIL and RCPT. A kept connection may have died since the last mail: then once more on a new one."""
        kept = self._smtp is not None
        smtp = self._smtp or self._connect()
        self._carried += 1
        try:
            code, answer = smtp.mail(self._sender.addr_spec)
        except _BROKEN as error:
            self._drop()
            if kept:
                return self._envelope(recipient)
            raise Fault(Verdict.RELAY_DOWN, "servern bröt vid MAIL", error) from None
        if code == 421 and kept:
            self._drop()
            return self._envelope(recipient)
        if not 200 <= code < 300:
            lasting = 500 <= code < 600
            raise Fault(Verdict.OUR_FAULT if lasting else Verdict.RELAY_DOWN, f"avsändaren avvisades ({code})", answer)
        self._watch(f"Avsändaren {self._sender.addr_spec} är godtagen (MAIL).")
        try:
            code, answer = smtp.rcpt(recipient)
        except _BROKEN as error:
            self._drop()
            raise Fault(Verdict.LATER, "servern bröt vid RCPT", error) from None
        if not 200 <= code < 300:
            raise Fault(_by_code(code), f"mottagaren avvisades ({code})", answer)
        self._watch("Mottagaren är godtagen (RCPT).")
        return None

    def _content(self, message: bytes, still: Still) -> Outcome:
        """DATA, the body, the final dot and its answer."""
        smtp = self._smtp
        assert smtp is not None, "the envelope opens the connection"
        try:
            code, answer = smtp.docmd("data")
            if code != 354:
                raise Fault(_by_code(code), f"servern tog inte emot brevet ({code})", answer)
            self._watch("Servern tar emot brevet (DATA).")
            smtp.send(wire_form(message))
            if not still():
                self._drop()  # without its dot the receiver throws the message away
                return taken_over()
            smtp.send(b".\r\n")  # when this raises, the dot never left: a torn connection refuses it whole
        except _BROKEN as error:
            self._drop()
            raise Fault(Verdict.LATER, "servern bröt innan brevet var över", error) from None
        try:
            code, answer = smtp.getreply()
        except _BROKEN as error:
            self._drop()
            return Outcome(Verdict.IN_DOUBT, told("inget svar efter att hela brevet gått i väg", error))
        if 200 <= code < 300:
            return Outcome(Verdict.SENT, told("mottaget", answer))
        if 400 <= code < 600:
            return Outcome(_by_code(code), told(f"brevet avvisades ({code})", answer))
        self._drop()
        return Outcome(Verdict.IN_DOUBT, told("ofullständigt svar efter att hela brevet gått i väg", answer))

    def _connect(self) -> smtplib.SMTP:
        relay = self._relay
        try:
            self._smtp = smtp = self._open()
            _hurry(smtp)
            smtp.ehlo_or_helo_if_needed()
        except ssl.SSLError as error:
            self._drop()
            raise Fault(Verdict.OUR_FAULT, "krypteringen mot e-postservern misslyckades", error.reason or "") from None
        except _BROKEN as error:
            self._drop()
            raise Fault(Verdict.RELAY_DOWN, "e-postservern svarar inte som den ska", error) from None
        self._watch(f"Ansluten till {relay.host}:{relay.port}, som svarar som en e-postserver (EHLO).")
        if relay.scheme == "smtp":
            self._encrypt(smtp)
        self._watch("Obs: okrypterat." if relay.scheme == "smtp+plain" else "Krypterat, och certifikatet stämmer.")
        if relay.user:
            self._log_in(smtp)
            self._watch("Inloggad (AUTH).")
        return smtp

    def _open(self) -> smtplib.SMTP:
        relay, name = self._relay, self._sender.domain
        if relay.scheme == "smtps":
            return smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=relay.timeout, context=self._tls())
        return smtplib.SMTP(relay.host, relay.port, name, timeout=relay.timeout)

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            self._drop()
            raise Fault(Verdict.OUR_FAULT, "e-postservern erbjuder ingen kryptering (STARTTLS), som krävs")
        try:
            smtp.starttls(context=self._tls())
            smtp.ehlo_or_helo_if_needed()
        except ssl.SSLError as error:
            self._drop()
            raise Fault(Verdict.OUR_FAULT, "krypteringen mot e-postservern misslyckades", error.reason or "") from None
        except _BROKEN as error:
            self._drop()
            raise Fault(Verdict.RELAY_DOWN, "e-postservern bröt vid STARTTLS", error) from None

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.login(self._relay.user, self._relay.password)
        except smtplib.SMTPAuthenticationError as error:
            self._drop()
            lasting = error.smtp_code >= 500
            verdict = Verdict.OUR_FAULT if lasting else Verdict.RELAY_DOWN
            raise Fault(verdict, f"inloggningen på e-postservern avvisades ({error.smtp_code})") from None
        except smtplib.SMTPNotSupportedError:
            self._drop()
            raise Fault(Verdict.OUR_FAULT, "e-postservern erbjuder ingen inloggning") from None
        except _BROKEN as error:
            self._drop()
            raise Fault(Verdict.RELAY_DOWN, "e-postservern bröt vid inloggningen", type(error).__name__) from None

    def _reset(self, verdict: Verdict) -> None:
        """Make the connection ready for the next mail, or give it up."""
        if self._smtp is None:
            return
        if verdict in (Verdict.RELAY_DOWN, Verdict.OUR_FAULT):
            self._drop()
            return
        try:
            code, _ = self._smtp.rset()
        except _BROKEN:
            code = 0
        if code != 250:
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
            self._carried = 0


def _hurry(smtp: smtplib.SMTP) -> None:
    """Small packets go at once: else the final dot waits 40 ms for the receiver to confirm the body (Nagle)."""
    if smtp.sock is not None:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def wire_form(message: bytes) -> bytes:
    """The message with CRLF line ends, leading dots doubled, ending in a line end; the final dot is not part of it."""
    lines = b"\r\n" + b"\r\n".join(message.splitlines()) + b"\r\n"
    return lines.replace(b"\r\n.", b"\r\n..").removeprefix(b"\r\n")


def recipient_of(mail: Mail) -> str:
    """The envelope address, in wire form, from the frozen message itself. Raises MailError."""
    to = headers.parsed_head(mail.message)["To"]
    found = list(getattr(to, "addresses", ()))
    if len(found) != 1:
        raise MailError("brevet har inte precis en mottagare")
    return headers.address("", found[0].addr_spec).addr_spec


def told(what: str, answer: object = "") -> str:
    """What happened, with the relay's words; addresses are taken out, they are somebody's."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    words = _SOMEBODY.sub("‹adress›", one_line(text, 160))
    return f"{what}: {words}" if words else what


def _by_code(code: int) -> Verdict:
    return Verdict.REFUSED if 500 <= code < 600 else Verdict.LATER
