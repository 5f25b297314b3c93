"""Events (information days, partner searches, webinars): matched like calls, told in a section of their own. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from db.records import Call
from watcher.rules.deadlines import is_past

SHOWN = 5
"""Events that a digest names; the rest are counted."""


def is_event(call: Call, sources: Collection[str]) -> bool:
    """Whether only sources about events show it; ``sources`` are their ids."""
    return bool(call.sources) and all(s in sources for s in call.sources)


def coming(events: Mapping[int, Call], now: dt.datetime) -> dict[int, Call]:
    """Those that are not over. One whose day is not known counts until it has gone from its source."""
    return {i: e for i, e in events.items() if not is_past(e.facts.deadlines, now) and e.gone_since is None}
