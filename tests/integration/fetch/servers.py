"""Servers on loopback for the fetching tests: a portal with faults, and one that speaks bytes rather than HTTP."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.unit.parse.test_feed import RSS
from watcher.demo.portal import DemoPortal
from watcher.fetch.client import Fetcher, FetchPolicy

FAST = 1000.0
"""Requests a second: no pace in these tests."""
RESET = b"\0reset"
"""As a piece: the connection is reset here."""
_LINGER_NONE = struct.pack("ii", 1, 0)


@contextmanager
def portal_and_fetcher(**policy: Any) -> Iterator[tuple[DemoPortal, Fetcher]]:
    with DemoPortal(rows=[], feed=RSS) as portal:
        allow = (("127.0.0.1", portal.port),)
        fetcher = Fetcher(FetchPolicy(**{"allow": allow, "timeout": 5.0, "first_wait": 0.01, **policy}))
        try:
            yield portal, fetcher
        finally:
            fetcher.close()


def answering(status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Any:
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return lambda _path, _number: (status, kind, body, named)


def head(status: str = "200 OK", **headers: object) -> bytes:
    """The start of an answer; ``Content_Length`` stands for ``Content-Length``. The connection is not kept."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


class RawServer:
    """Answers every connection with the pieces that ``pieces`` makes of the port, a pause after each."""

    def __init__(
        self, pieces: Callable[[int], Iterable[bytes]], pause: float = 0.0, tls: ssl.SSLContext | None = None
    ) -> None:
        self._pieces, self._pause, self._tls = pieces, pause, tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.port: int = self._listener.getsockname()[1]
        self.asked = 0
        """Requests that have come; a TLS handshake that fails is none."""

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._done.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self._answer(connection)
                except OSError:
                    continue  # the client has gone, as it should

    def _answer(self, plain: socket.socket) -> None:
        plain.settimeout(5)
        connection = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
        with connection:
            if not connection.recv(65536):
                return
            self.asked += 1
            for piece in self._pieces(self.port):
                if piece == RESET:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
                    return
                connection.sendall(piece)
                if self._done.wait(self._pause):
                    return
