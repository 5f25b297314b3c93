"""A mail server on loopback that keeps what it got and fails where it is told to; for the demo and the tests.

A fault is named ``phase:behaviour``. Phases: connect, ehlo, mail, rcpt, data, body, dot, quit. Behaviours: a code of
three digits is answered instead of the usual one; ``drop`` closes; ``reset`` closes hard; ``stall`` says nothing;
``half`` answers two digits and closes; ``garbage`` answers no SMTP at all. A message whose final dot came is stored,
whatever is answered, but for 4xx and 5xx: that is what real servers do.
"""

from __future__ import annotations

import socketserver
import struct
import threading
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it was stored."""

    mail_from: str
    recipient: str
    message: bytes


@dataclass
class DemoSmtp:
    """Start with ``with DemoSmtp() as server``; its own ledger is ``stored``. ``times`` faults happen, then none."""

    fault: str = ""
    times: int = 1_000_000
    stored: list[Received] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Every command that came, upper case, without arguments."""

    def __enter__(self) -> DemoSmtp:
        self._released = threading.Event()
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"demo": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}?timeout=0.5"

    def stall(self) -> None:
        """Say nothing until the server ends."""
        self._released.wait(20)

    def behaviour(self, phase: str) -> str:
        """What to do wrong in this phase now; empty for nothing."""
        name, _, how = self.fault.partition(":")
        if name != phase or self.times <= 0:
            return ""
        self.times -= 1
        return how


class _Gone(Exception):
    pass


class _Handler(socketserver.StreamRequestHandler):
    demo: DemoSmtp

    def handle(self) -> None:
        self._from, self._to = "", ""
        try:
            self._answer("connect", "220 demo ESMTP")
            while line := self.rfile.readline(2000):
                self._command(line.decode("latin-1").strip())
        except (_Gone, OSError):
            return

    def _command(self, line: str) -> None:
        verb = line.split(" ")[0].split(":")[0].upper()
        self.demo.said.append(verb)
        if verb in ("EHLO", "HELO"):
            self._answer("ehlo", "250 demo")
        elif verb == "MAIL":
            self._from = line
            self._answer("mail", "250 ok")
        elif verb == "RCPT":
            self._to = line.partition("<")[2].partition(">")[0]
            self._answer("rcpt", "250 ok")
        elif verb == "DATA":
            if self._answer("data", "354 go on").startswith("354"):
                self._body()
        elif verb == "QUIT":
            self._answer("quit", "221 bye")
            raise _Gone
        else:
            self._say("250 ok")

    def _body(self) -> None:
        if how := self.demo.behaviour("body"):
            self.rfile.readline(2000)
            self._misbehave(how)
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line[1:] if line.startswith(b".") else line)
        how = self.demo.behaviour("dot")
        if not how.isdigit():
            self.demo.stored.append(Received(self._from, self._to, b"".join(lines)))
        self._do(how, "250 stored")

    def _answer(self, phase: str, usual: str) -> str:
        return self._do(self.demo.behaviour(phase), usual)

    def _do(self, how: str, usual: str) -> str:
        if not how:
            return self._say(usual)
        if how.isdigit():
            reply = self._say(f"{how} no <somebody@example.org>")
            if how == "421":
                raise _Gone
            return reply
        return self._misbehave(how)

    def _misbehave(self, how: str) -> str:
        if how == "stall":
            self.demo.stall()
        elif how == "half":
            self.wfile.write(b"25")
        elif how == "garbage":
            self.wfile.write(b"\xff\xfe<html>no mail here</html>\r\n")
        elif how == "reset":
            self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        raise _Gone

    def _say(self, text: str) -> str:
        self.wfile.write(text.encode() + b"\r\n")
        return text
