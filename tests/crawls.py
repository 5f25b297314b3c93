"""Crawls by hand: what sources show is taken in as a crawl would, without any portal."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from db.engine import Database
from db.records import CallFacts, CallKey, Deadline, SourceState
from watcher.config.trust import Trust
from watcher.jobs.takein import Counts, take_in
from watcher.sources.base import Candidate, SourceAnswer

TRUST = Trust(sources={"eu": ("sedia", False), "agency": ("listing", False), "access": ("listing", True)})
"""A portal, an agency's list and somebody's private collection, the most trusted first."""


def shown(source: str, number: object = 1, title: str = "Water in small towns", **more: Any) -> CallFacts:
    """What a source says of a call; the portal's identifier is in the key, others have numbers of their own."""
    key = CallKey("ft", f"LIFE-2026-{number}") if source == "eu" else CallKey(source, str(number))
    values: dict[str, Any] = {
        "url": f"https://{source}.example/{number}",
        "language": "en",
        "deadlines": (Deadline(dt.date(2027, 3, 4)),),
    }
    return CallFacts(key=key, title=title, **(values | more))


def crawl(database: Database, source: str, *facts: CallFacts, now: dt.datetime, trust: Trust = TRUST) -> Counts:
    """A complete crawl of a source that shows just these calls."""
    candidates = [
        Candidate(f.key, hashlib.sha256(repr(f).encode()).hexdigest(), f.deadlines, f.title, f.url, 0, lambda f=f: f)  # type: ignore[misc]
        for f in facts
    ]
    return take_in(database, source, SourceAnswer(SourceState.OK, candidates, complete=True), now, trust)
