"""robots.txt as RFC 9309 says. The only home of protego.

It binds what walks pages: the kind ``listing`` and ``sources add``. Feeds and documented APIs are made for programs
and are not bound (docs/sources.md).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from watcher.errors import BadStatus, FetchError, Refused
from watcher.fetch.answer import Answer

PRODUCT = "bidragsvakt"
"""The product token a robots.txt can name."""
KEPT = 24 * 3600.0
"""Seconds for which a host's rules hold: one fetch a day."""
CLOSED_FOR = 3600.0
"""Seconds for which a host is left alone whose robots.txt could not be had."""
MAX_SIZE = 512 * 1024
SLOWEST = 1 / 30
"""A Crawl-delay longer than this is taken as this: requests a second."""

_AGENT = re.compile(r"\s*user[- ]?agent\s*[: ]\s*(?P<name>[^#\n]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of a host until ``until`` (monotonic seconds). ``parsed`` is None when all is allowed."""

    until: float
    parsed: Protego | None = None
    closed: str = ""
    """Why nothing may be fetched at all, in Swedish."""


class Robots:
    """The rules of the hosts asked so far, in memory. Thread-safe; one host is asked by one thread at a time."""

    def __init__(self, get: Callable[[str, float], Answer], clock: Callable[[], float] = time.monotonic) -> None:
        """``get`` fetches an address at a pace, redirects followed, and raises FetchError."""
        self._get, self._clock = get, clock
        self._rules: dict[str, _Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def permit(self, url: str, pace: float) -> float:
        """The pace at which an address may be fetched. Raises Refused when its host does not want that."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._of(origin, pace)
        if rules.closed:
            raise Refused(rules.closed)
        if rules.parsed is None:
            return pace
        if not rules.parsed.can_fetch(url, PRODUCT):
            raise Refused(f"{parts.hostname}: robots.txt tillåter inte att {parts.path or '/'} hämtas")
        delay = rules.parsed.crawl_delay(PRODUCT)
        return min(pace, max(SLOWEST, 1 / delay)) if delay and delay > 0 else pace

    def _of(self, origin: str, pace: float) -> _Rules:
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._rules.get(origin)
            if known is None or known.until <= self._clock():
                self._rules[origin] = known = self._ask(origin, pace, known)
            return known

    def _ask(self, origin: str, pace: float, before: _Rules | None) -> _Rules:
        """4xx allows all; 5xx or no answer closes the host for a time, or leaves the rules known before in force."""
        try:
            answer = self._get(origin + "/robots.txt", pace)
        except BadStatus as error:
            if error.status < 500:
                return _Rules(self._clock() + KEPT)
            return self._without(before, f"robots.txt gav felkod {error.status}: värden lämnas i fred en timme")
        except FetchError as error:
            return self._without(before, f"robots.txt gick inte att hämta ({error}): värden lämnas i fred en timme")
        return _Rules(self._clock() + KEPT, rules_of(answer.content))

    def _without(self, before: _Rules | None, why: str) -> _Rules:
        until = self._clock() + CLOSED_FOR
        if before is not None and not before.closed:
            return _Rules(until, before.parsed)
        return _Rules(until, closed=why)


def rules_of(content: bytes) -> Protego:
    """Parse a file of any bytes; what is beyond the cap is cut at a line.

    All agents but ``*`` and ours become one: protego copies each rule to each agent of its group, and a hostile file
    with ten thousand of both would take all memory. It also makes a token match as a whole, not as a part of ours.
    """
    if len(content) > MAX_SIZE:
        content = content[:MAX_SIZE].rpartition(b"\n")[0]
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(_with_few_agents(line) for line in lines))


def _with_few_agents(line: str) -> str:
    mark = _AGENT.match(line)
    if mark is None:
        return line
    name = mark["name"].strip().lower().split("/")[0].strip()
    return f"User-agent: {name if name in ('*', PRODUCT) else 'x-other'}"
