"""Connections for the guarded client: to checked addresses only, and never past the deadline of the exchange.

httpcore asks for a connection to a name; here the name is looked up once, its addresses are checked, and the
connection goes to a checked address. TLS is still verified against the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from typing import Any

import httpcore

from watcher.fetch.guard import Resolve, allowed_addresses, resolve


class Deadline:
    """The monotonic moment at which an exchange is given up, whatever still trickles in."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises httpcore.ReadTimeout when none are left."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole exchange took too long")
        return left if timeout is None else min(left, timeout)


current_deadline: ContextVar[Deadline] = ContextVar("current_deadline")
"""The deadline of the exchange that this thread is in. Connections outlive exchanges, so they look it up each time."""


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses and to those that ``allow`` names.

    ``guarded`` is off only for the way to the operator's own proxy, which may stand on a private address.
    """

    def __init__(self, allow: Sequence[tuple[str, int]], lookup: Resolve = resolve, *, guarded: bool = True) -> None:
        self._allow, self._lookup, self._guarded = allow, lookup, guarded
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = current_deadline.get().left
        addresses = allowed_addresses(host, port, self._allow, self._lookup) if self._guarded else [host]
        problem: Exception | None = None
        for address in addresses:
            try:
                stream = self._real.connect_tcp(address, port, left(timeout), local_address, socket_options)
                return _TimedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(self, *_args: Any, **_kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("unix sockets are not for fetching")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step counts against the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, current_deadline.get().left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, current_deadline.get().left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, current_deadline.get().left(timeout))
        return _TimedStream(stream)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
