"""The receiving side: a mail server in a process of its own. Orders come as JSON lines on stdin, each is answered.

Every stored message is a line in the ledger file, on the disk before the final dot is answered.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from watcher.demo.smtp import DemoSmtp, Received


class Ledger(list[Received]):
    """What was stored, in memory and in a file."""

    path: Path | None = None

    def append(self, received: Received) -> None:
        super().append(received)
        if self.path is None:
            return
        line = {
            "to": received.recipient,
            "id": str(BytesHeaderParser().parsebytes(received.message)["Message-ID"]),
            "body": hashlib.sha256(received.message).hexdigest(),
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


class Receiver(DemoSmtp):
    """``skip`` so many chances of the fault before it happens; ``linger`` seconds is how long a stall lasts."""

    skip = 0
    linger = 1.5

    def behaviour(self, phase: str) -> str:
        if self.fault.partition(":")[0] == phase and self.skip > 0:
            self.skip -= 1
            return ""
        return super().behaviour(phase)

    def stall(self) -> None:
        self._released.wait(self.linger)


def main() -> None:
    """Serve until stdin ends."""
    receiver = Receiver(stored=Ledger())
    with receiver:
        print(json.dumps({"port": receiver.port}), flush=True)
        for line in sys.stdin:
            print(json.dumps(_obey(receiver, json.loads(line))), flush=True)


def _obey(receiver: Receiver, order: dict[str, Any]) -> dict[str, Any]:
    stored = receiver.stored
    assert isinstance(stored, Ledger)
    if "ledger" in order:
        stored.path = Path(order["ledger"])
        stored.clear()
        receiver.said.clear()
    for name in ("fault", "times", "skip"):
        if name in order:
            setattr(receiver, name, order[name])
    if "patience" in order:
        receiver._server.RequestHandlerClass.timeout = order["patience"]  # type: ignore[attr-defined]
    if order.get("idle"):
        here = threading.current_thread()
        for thread in threading.enumerate():
            if thread.daemon and thread is not here and thread is not receiver._thread:
                thread.join()
    return {"stored": len(stored), "connections": receiver.said.count("EHLO")}


if __name__ == "__main__":
    main()
