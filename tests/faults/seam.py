"""Crash points: the sending process counts its commits and every word of its talk with the relay, and can die there.

The product knows nothing of this; the process is patched after it is forked. A trace file tells where it was last,
and whether it stood between the final dot and the commit that records what came of it: only there may a mail double.
"""

from __future__ import annotations

import os
import signal
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from db.engine import Database
from db.transaction import Tx

DOT = b".\r\n"


class Seam:
    """``die_at`` is the number of the point to die at, ``stop_at`` of the one to fall asleep at; 0 is none."""

    def __init__(self, trace: str, die_at: int, stop_at: int) -> None:
        self._trace = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._signals = {die_at: signal.SIGKILL, stop_at: signal.SIGSTOP}
        self._count = 0
        self._verb = "connect"
        self.window = False

    def point(self, name: str) -> None:
        self._count += 1
        self._write(name)
        if self._count in self._signals:
            os.kill(os.getpid(), self._signals[self._count])

    def _write(self, name: str) -> None:
        os.pwrite(self._trace, f"{self._count} {int(self.window)} {name}".ljust(60).encode(), 0)

    def install(self) -> None:
        """Patch this process."""
        self._commits()
        self._talk()

    def _commits(self) -> None:
        write = Database.write

        @event.listens_for(Engine, "commit")
        def _before(connection: Connection) -> None:
            if connection.get_execution_options().get("db_writes"):
                self.point("commit:before")

        @contextmanager
        def _write(database: Database) -> Iterator[Tx]:
            with write(database) as tx:
                yield tx
            self.window = False
            self.point("commit:after")

        Database.write = _write  # type: ignore[method-assign, assignment]

    def _talk(self) -> None:
        smtp: Any = smtplib.SMTP
        send, putcmd, getreply = smtp.send, smtp.putcmd, smtp.getreply

        def _send(this: Any, data: Any) -> None:
            if data == DOT:
                self.point("dot:before")
                self.window, self._verb = True, "dot"
                self._write("dot:saying")
            send(this, data)
            if isinstance(data, bytes):
                self.point("dot:said" if data == DOT else "body:said")

        def _putcmd(this: Any, command: str, arguments: str = "") -> None:
            self._verb = command.split(" ")[0].lower()
            putcmd(this, command, arguments)
            self.point(f"{self._verb}:said")

        def _getreply(this: Any) -> Any:
            answer = getreply(this)
            self.point(f"{self._verb}:answered")
            return answer

        smtp.send, smtp.putcmd, smtp.getreply = _send, _putcmd, _getreply
