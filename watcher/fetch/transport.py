"""httpx over the guarded connections, and every transport error as one of ours."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx

from watcher.errors import FetchError, Refused, Unreachable
from watcher.fetch.guard import Resolve, resolve
from watcher.fetch.network import GuardedBackend


class GuardedTransport(httpx.BaseTransport):
    """The only way out. Connections are kept for reuse; call ``close`` when done."""

    def __init__(
        self,
        *,
        allow: tuple[tuple[str, int], ...] = (),
        proxy: str | None = None,
        ca_file: Path | None = None,
        lookup: Resolve = resolve,
    ) -> None:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        backend = GuardedBackend(allow, lookup, guarded=proxy is None)
        if proxy:
            self._pool: httpcore.ConnectionPool = _through(proxy, context, backend)
        else:
            self._pool = httpcore.ConnectionPool(
                ssl_context=context, network_backend=backend, max_connections=32, keepalive_expiry=30.0
            )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _our_errors(request.url.host):
            answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer, request.url.host), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


def _through(proxy: str, context: ssl.SSLContext, backend: GuardedBackend) -> httpcore.HTTPProxy:
    url = httpx.URL(proxy)
    auth = (url.username, url.password) if url.username else None
    return httpcore.HTTPProxy(
        proxy_url=str(url.copy_with(username=None, password=None)),
        proxy_auth=auth,
        ssl_context=context,
        network_backend=backend,
    )


class _Body(httpx.SyncByteStream):
    """The raw bytes of an answer as they come."""

    def __init__(self, answer: httpcore.Response, host: str) -> None:
        self._answer, self._host = answer, host

    def __iter__(self) -> Iterator[bytes]:
        with _our_errors(self._host):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _our_errors:  # noqa: N801 - reads as a word in a with statement
    """httpcore's errors as ours, with words for people."""

    def __init__(self, host: str) -> None:
        self._host = host

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, FetchError) or error is None:
            return
        if isinstance(error, httpcore.TimeoutException):
            raise Unreachable(f"{self._host} svarade inte i tid") from error
        if isinstance(error, httpcore.UnsupportedProtocol):
            raise Refused("adressen har ett schema som inte hämtas") from error
        if isinstance(error, httpcore.NetworkError | httpcore.ProtocolError | httpcore.ProxyError):
            words = (
                "certifikatet godtas inte"
                if "certificate" in str(error).lower()
                else "förbindelsen bröts eller vägrades"
            )
            raise Unreachable(f"{self._host}: {words}") from error
