"""The one client that speaks to the outside: guarded, polite and bounded."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from db.records import Validators
from watcher.errors import BadStatus, Refused, Unreachable
from watcher.fetch.answer import Answer
from watcher.fetch.bounded import read_body
from watcher.fetch.guard import Resolve, check_literal, check_url, resolve
from watcher.fetch.network import Deadline, current_deadline
from watcher.fetch.pace import Pace
from watcher.fetch.retryafter import seconds_to_wait
from watcher.fetch.robots import Robots
from watcher.fetch.transport import GuardedTransport

stamina.instrumentation.set_on_retry_hooks([])  # the crawl's own report tells; a line a retry is noise
_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
MiB = 1024 * 1024
_LONGEST_HEADER = 4_000


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What the client may do. Times in seconds, sizes in bytes; ``timeout`` is for one whole exchange."""

    user_agent: str = "Bidragsvakt"
    allow: tuple[tuple[str, int], ...] = ()
    proxy: str | None = None
    ca_file: Path | None = None
    timeout: float = 60.0
    connect: float = 10.0
    max_raw: int = 64 * MiB
    max_decoded: int = 128 * MiB
    max_redirects: int = 5
    attempts: int = 4
    first_wait: float = 1.0
    """How long the first retry waits; each further one about twice as long."""
    lookup: Resolve = resolve


class Fetcher:
    """Thread-safe. Close it when done."""

    def __init__(self, policy: FetchPolicy, pace: Pace | None = None) -> None:
        self._policy = policy
        self._pace = pace or Pace()
        transport = GuardedTransport(
            allow=policy.allow, proxy=policy.proxy, ca_file=policy.ca_file, lookup=policy.lookup
        )
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(policy.timeout, connect=policy.connect),
            headers={"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"},
        )
        self._count = 0
        self._lock = threading.Lock()
        self._robots = Robots(lambda url, rate: self.get(url, pace=rate, accept="text/plain, */*;q=0.1"))

    @property
    def requests(self) -> int:
        """All requests sent so far, redirects and retries included."""
        return self._count

    def close(self) -> None:
        self._client.close()

    def permit(self, url: str, *, pace: float = 1.0) -> float:
        """The pace at which the host's robots.txt lets a page be fetched. Raises Refused when it does not."""
        return self._robots.permit(url, pace)

    def get(
        self,
        url: str,
        *,
        pace: float = 1.0,
        accept: str = "*/*",
        validators: Validators | None = None,
        secrets: Mapping[str, str] | None = None,
        patience: float = 0.0,
    ) -> Answer:
        """Fetch an address; with validators the answer may be *not modified*. Raises FetchError.

        ``patience`` are the seconds that one exchange may take where a host is known to be slower than most.
        ``secrets`` are headers that only the address's own origin gets to see, whatever redirects it sends.
        """
        headers = {"Accept": accept, **_conditions(validators)}

        def build(at: str) -> httpx.Request:
            kept = secrets if secrets and _origin(at) == _origin(url) else {}
            return self._client.build_request("GET", at, headers={**headers, **kept}, extensions=self._times(patience))

        return self._answer(build, url, pace)

    def _times(self, patience: float) -> dict[str, object]:
        """The request's own time limits: httpx reads them from its extensions, we the whole exchange's."""
        whole = max(self._policy.timeout, patience)
        return {"timeout": httpx.Timeout(whole, connect=self._policy.connect).as_dict(), "whole": whole}

    def post_json_parts(
        self, url: str, *, params: Mapping[str, str], parts: Mapping[str, object], pace: float = 1.0
    ) -> Answer:
        """Post multipart/form-data whose parts are JSON. Raises FetchError. Redirects are refused for a post."""
        files = {name: ("blob", json.dumps(part).encode(), "application/json") for name, part in parts.items()}
        build = lambda at: self._client.build_request("POST", at, params=dict(params), files=files)  # noqa: E731
        return self._answer(build, url, pace)

    # --- one answer: retries around redirects around one exchange ---------------------------------------

    def _answer(self, build: Callable[[str], httpx.Request], url: str, pace: float) -> Answer:
        sent: list[str] = []
        for attempt in stamina.retry_context(
            on=_worth_another_try,
            attempts=self._policy.attempts,
            timeout=self._policy.timeout,
            wait_initial=self._policy.first_wait,
            wait_jitter=self._policy.first_wait,
        ):
            with attempt:
                return replace(self._follow(build, url, pace, sent), requests=len(sent))
        raise AssertionError("stamina ends with an answer or an error")

    def _follow(self, build: Callable[[str], httpx.Request], url: str, pace: float, sent: list[str]) -> Answer:
        for _ in range(self._policy.max_redirects + 1):
            check_url(url)
            request = build(url)
            sent.append(request.url.host)
            answer, location = self._exchange(request, pace)
            if location is None:
                return answer
            if request.method != "GET":
                raise Refused("en sökning omdirigeras inte")
            url = urljoin(str(request.url), location)
        raise Refused(f"fler än {self._policy.max_redirects} omdirigeringar")

    def _exchange(self, request: httpx.Request, pace: float) -> tuple[Answer, str | None]:
        """Send one request; the answer, or where it redirects to."""
        check_url(str(request.url))  # once more: httpx has rewritten it
        host = request.url.host
        if self._policy.proxy:
            check_literal(host)
        self._pace.wait(host, pace)
        with self._lock:
            self._count += 1
        current_deadline.set(Deadline(request.extensions.get("whole", self._policy.timeout)))
        response = self._client.send(request, stream=True)
        try:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return Answer(str(request.url), response.status_code), response.headers["location"]
            self._refuse_errors(response, host)
            if response.status_code == 304 and not _conditional(request):
                raise BadStatus(f"{host} svarade 304 (oförändrat) utan att ha frågats om det", 304)
            return self._read(request, response), None
        finally:
            response.close()

    def _refuse_errors(self, response: httpx.Response, host: str) -> None:
        status = response.status_code
        if status < 400:
            return
        wait = seconds_to_wait(response.headers.get("retry-after"))
        if wait is not None:
            self._pace.hold(host, wait)
        raise BadStatus(f"{host} svarade med felkod {status}", status, wait)

    def _read(self, request: httpx.Request, response: httpx.Response) -> Answer:
        policy = self._policy
        kind = Message()
        kind["content-type"] = response.headers.get("content-type", "")
        not_modified = response.status_code == 304
        body = (
            b""
            if not_modified
            else read_body(
                response.stream if isinstance(response.stream, httpx.SyncByteStream) else (),
                response.headers.get("content-encoding", ""),
                max_raw=policy.max_raw,
                max_decoded=policy.max_decoded,
            )
        )
        return Answer(
            url=str(request.url),
            status=response.status_code,
            content=body,
            content_type=kind.get_content_type() if response.headers.get("content-type") else "",
            charset=kind.get_content_charset(),
            validators=Validators(response.headers.get("etag"), response.headers.get("last-modified")),
            extra={k.lower(): v[:_LONGEST_HEADER] for k, v in response.headers.items() if _pages(k.lower())},
            not_modified=not_modified,
        )


def _pages(name: str) -> bool:
    """Whether a header is one that APIs tell the next page or the number of rows in."""
    return name.startswith("x-") or name == "link"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value}


def _conditional(request: httpx.Request) -> bool:
    return "if-none-match" in request.headers or "if-modified-since" in request.headers


def _worth_another_try(error: Exception) -> bool:
    return isinstance(error, Unreachable) or (isinstance(error, BadStatus) and error.status in _AGAIN)
