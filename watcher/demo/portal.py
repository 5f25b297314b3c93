"""A stand-in for the EU portal on loopback that serves recorded answers over real HTTP; the demo and the tests use it.

It behaves as the portal has been seen to: the filter is obeyed only when it comes as multipart parts with JSON
content type, 100 rows a page at most, nothing beyond row 10,000. ``/feed.xml``
and topics' own files answer conditional requests.
"""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

SEARCH = "/search-api/prod/rest/search"
DETAILS = "/data/topicDetails/"
IGNORED_TOTAL = 372_564
"""What the portal counts when it has ignored the query."""
Rows = list[dict[str, Any]]
Reply = tuple[int, str, bytes, dict[str, str]]


def recorded(week: str) -> Rows:
    """The shipped rows of a week (``48``, ``49``)."""
    text = (files("watcher.demo") / "answers" / f"sedia-week{week}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@dataclass
class DemoPortal:
    """Start with ``with DemoPortal() as portal``; ``portal.url`` is its address.

    ``fault`` may be set to a function of path and request number that answers in the portal's place, or None.
    """

    rows: Rows = field(default_factory=lambda: recorded("48"))
    feed: bytes = field(default_factory=lambda: (files("watcher.demo") / "answers" / "feed.xml").read_bytes())
    fault: Callable[[str, int], Reply | None] = lambda _path, _number: None
    asked: int = 0
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Topics' own files by identifier in lower case; ``dated`` is the Last-Modified of them all."""
    dated: str = "Mon, 02 Nov 2026 08:00:00 GMT"

    def __enter__(self) -> DemoPortal:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"portal": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def search_url(self) -> str:
        return self.url + SEARCH

    def show(self, week: str) -> None:
        """From now on answer with another week's rows."""
        self.rows = recorded(week)

    def reply(self, method: str, target: str, headers: Any, body: bytes) -> Reply:
        """The whole answer to a request."""
        self.asked += 1
        path = urlsplit(target).path
        fault = self.fault(path, self.asked)
        if fault:
            return fault
        if path == SEARCH:
            return self._search(parse_qs(urlsplit(target).query), headers, body) if method == "POST" else _json(405, {})
        if path == "/feed.xml":
            return self._feed(headers)
        if path.startswith(DETAILS):
            return self._details(path.removeprefix(DETAILS).removesuffix(".json"), headers)
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nAllow: /\n", {}
        return _json(404, {"message": "not found"})

    def _feed(self, headers: Any) -> Reply:
        tag = f'"{hashlib.sha256(self.feed).hexdigest()[:16]}"'
        if headers.get("If-None-Match") == tag:
            return 304, "", b"", {"ETag": tag}
        return 200, "application/rss+xml", self.feed, {"ETag": tag}

    def _details(self, identifier: str, headers: Any) -> Reply:
        if identifier not in self.details:
            return _json(404, {"message": "not found"})
        if headers.get("If-Modified-Since") == self.dated:
            return 304, "", b"", {"Last-Modified": self.dated}
        status, kind, content, _ = _json(200, {"TopicDetails": self.details[identifier]})
        return status, kind, content, {"Last-Modified": self.dated}

    def _search(self, asked: dict[str, list[str]], headers: Any, body: bytes) -> Reply:
        parts = _parts(headers.get("Content-Type", ""), body)
        if parts is None:
            return _json(500, {"type": "throwable", "message": "An internal error occurred"})
        rows = self.rows
        if "query" in parts:
            try:
                rows = [r for r in rows if _holds(parts["query"], r["metadata"])]
            except (KeyError, ValueError, TypeError, AttributeError):
                return _json(400, {"type": "businessError", "message": "Invalid Query format"})
        if parts.get("languages"):
            rows = [r for r in rows if r.get("language") in parts["languages"]]
        size = max(1, min(100, int(asked.get("pageSize", ["50"])[0])))
        start = (max(1, int(asked.get("pageNumber", ["1"])[0])) - 1) * size
        total = len(rows) if "query" in parts else IGNORED_TOTAL
        return _json(
            200, {"apiVersion": "2.151", "totalResults": total, "results": rows[:10_000][start : start + size]}
        )


def _json(status: int, value: object) -> Reply:
    return status, "application/json", json.dumps(value, ensure_ascii=False).encode(), {}


def _parts(kind: str, body: bytes) -> dict[str, Any] | None:
    """The JSON parts; empty when the body is of another kind (ignored), None when a part is no JSON (an error)."""
    if not kind.startswith("multipart/form-data"):
        return {}
    head = b"Content-Type: " + kind.encode() + b"\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        if part.get_content_type() != "application/json":
            return None
        content = part.get_payload(decode=True)
        found[str(part.get_param("name", header="content-disposition"))] = json.loads(bytes(content or b"null"))
    return found


def _holds(clause: dict[str, Any], metadata: dict[str, Sequence[Any]]) -> bool:
    """Whether a row meets a clause; raises for clauses the portal does not know."""
    ((kind, body),) = clause.items()
    if kind == "bool":
        if set(body) != {"must"}:
            raise ValueError(kind)
        return all(_holds(c, metadata) for c in body["must"])
    ((name, wanted),) = body.items()
    values = {str(v) for v in metadata.get(name, ())}
    if kind == "terms":
        return bool(values & {str(w) for w in wanted})
    if kind == "term":
        return str(wanted) in values
    raise ValueError(kind)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    portal: DemoPortal

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the demo's own words are for people."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, kind, content, headers = self.portal.reply(self.command, self.path, self.headers, body)
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            if value and not (status == 304 and name.startswith("Content-")):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _answer  # noqa: N815 - the names http.server calls
