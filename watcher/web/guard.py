"""What stands before every page: the hosts we answer for, the headers, and a log line without path or address."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watcher import clock
from watcher.log import log
from watcher.web.render import headers, html
from watcher.web.view import BUSY, NEUTRAL


class Guard:
    """``hosts`` are names without port; what nobody foresaw is answered and logged by its kind alone: a message may
    hold what somebody typed, and a traceback the path."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun, status = clock.monotonic(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *headers()]
            await send(message)

        try:
            if Request(scope).url.hostname in self._hosts:
                await self._app(scope, receive, sending)
            else:
                await HTMLResponse(html(NEUTRAL), 404)(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - a page must answer, and the server's own log would tell the path
            log.error("a page failed", kind=type(error).__name__)
            if not status:
                await HTMLResponse(html(BUSY), 500)(scope, receive, sending)
        log.info("page", method=_method(scope), status=status, ms=round((clock.monotonic() - begun) * 1000))


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in ("GET", "HEAD", "POST") else "other"
