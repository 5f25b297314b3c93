"""The application: addresses to pages. Errors are pages, too, the same for every link that does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from db.errors import DbError
from watcher import clock
from watcher.config.sourcefile import EVENTS
from watcher.desk import feeds
from watcher.desk.pulse import pulse
from watcher.errors import TokenError, WatcherError
from watcher.jobs.deps import Deps
from watcher.web.actions import Actions
from watcher.web.form import fields
from watcher.web.guard import Guard
from watcher.web.render import html
from watcher.web.view import BUSY, NEUTRAL, Page

LOOK = ["GET", "HEAD"]
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def application(deps: Deps, keys: Sequence[str]) -> Guard:
    """The whole application. It answers for this machine's own names and the host of ``public_url``."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    _links(app, Actions(deps, tuple(keys)))
    _feeds(app, deps)
    _signs(app, deps)
    app.add_exception_handler(HTTPException, _neutral)
    app.add_exception_handler(WatcherError, _neutral)
    app.add_exception_handler(DbError, _busy)
    host = urlsplit(deps.settings.public_url or "").hostname
    return Guard(app, (*_LOOPBACK, *((host,) if host else ())))


def _links(app: FastAPI, actions: Actions) -> None:
    @app.api_route("/l/{purpose}/{token}", methods=LOOK)
    def look(purpose: str, token: str) -> Response:
        return _page(actions.look(purpose, token, clock.now()))

    @app.post("/l/{purpose}/{token}")
    async def press(purpose: str, token: str, request: Request) -> Response:
        sent = await fields(request)
        return _page(await run_in_threadpool(actions.press, purpose, token, sent, clock.now()))


def _feeds(app: FastAPI, deps: Deps) -> None:
    events = [s.id for s in deps.sources.sources if s.about == EVENTS]

    @app.api_route("/f/{token}/{kind}", methods=LOOK)
    def feed(token: str, kind: str) -> Response:
        content = feeds.read(deps.database, token, kind, clock.now(), events)
        return Response(content, media_type=f"{feeds.KINDS[kind]}; charset=utf-8")


def _signs(app: FastAPI, deps: Deps) -> None:
    @app.api_route("/healthz", methods=LOOK)
    def healthz() -> Response:
        found = pulse(deps.database, clock.now())
        seen = found.seen.isoformat() if found.seen else None
        body = {"ok": found.well, "database": found.database, "serving": seen is not None, "last_sign": seen}
        return JSONResponse(body, 200 if found.well else 503)

    @app.api_route("/robots.txt", methods=LOOK)
    def robots() -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _page(page: Page, status: int = 200) -> Response:
    return HTMLResponse(html(page), status)


def _neutral(_request: Request, error: Exception) -> Response:
    """404 for a wrong link or address, the method's or form's own status otherwise: one text for all."""
    if isinstance(error, HTTPException):
        return _page(NEUTRAL, error.status_code)
    return _page(NEUTRAL, 404 if isinstance(error, TokenError) else 400)


def _busy(_request: Request, _error: Exception) -> Response:
    return _page(BUSY, 503)
