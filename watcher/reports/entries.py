"""What a person's calendar and feed hold: their matches and the deadlines in them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.records import Area, Band, Call, Deadline, Match, Precision
from watcher.parse.text import absolute_url, first_sentence, one_line
from watcher.rules.deadlines import ends_at
from watcher.rules.swedish import deadline_text, joined

MOST = 100
"""Entries of a feed, the newest first; readers keep what they have seen."""
BANDS = {Band.STRONG: "stark träff", Band.POSSIBLE: "möjlig träff"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A match as a feed tells it. ``key`` is the same as long as the call is the same; times are in UTC."""

    key: str
    title: str
    url: str
    language: str
    summary: str
    seen: dt.datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """A deadline as a calendar shows it. ``at`` is the moment (UTC), None for a whole day; ``sure`` is False for a
    preliminary day and for one of which only the month or the like is known."""

    key: str
    title: str
    url: str
    day: dt.date
    at: dt.datetime | None
    sure: bool
    words: str


def entries(areas: Sequence[Area], matches: Iterable[Match], calls: Mapping[int, Call]) -> list[Entry]:
    """The calls that match one of the areas, each once under all that it matches, the newest first."""
    by_call: dict[int, list[Match]] = {}
    for m in matches:
        if m.call_id in calls and m.band in BANDS:
            by_call.setdefault(m.call_id, []).append(m)
    names = {a.id: a.title for a in areas}
    found = [_entry(calls[i], sorted(own, key=lambda m: -m.score), names) for i, own in by_call.items()]
    return sorted(found, key=lambda e: (e.seen, e.key), reverse=True)[:MOST]


def appointments(calls: Iterable[Call], now: dt.datetime) -> list[Appointment]:
    """The coming deadlines of these calls, soonest first."""
    found = [_appointment(c, d) for c in calls for d in c.facts.deadlines if ends_at(d) > now]
    return sorted(found, key=lambda a: (a.day, a.key))


def _entry(call: Call, matches: Sequence[Match], names: Mapping[str, str]) -> Entry:
    facts = call.facts
    fits = joined([one_line(names[m.area_id]) for m in matches if m.area_id in names])
    days = "; ".join(map(deadline_text, facts.deadlines)) or "okänd"
    lines = [f"{BANDS[matches[0].band].capitalize()}: {fits}.", f"Sista dag: {days}.", first_sentence(facts.summary)]
    return Entry(
        f"call-{call.id}", one_line(facts.title), absolute_url(facts.url) or "", facts.language or "en",
        " ".join(filter(None, lines)), call.first_seen,
    )  # fmt: skip


def _appointment(call: Call, deadline: Deadline) -> Appointment:
    known = deadline.precision is Precision.DAY
    at = ends_at(deadline) if known and deadline.time is not None else None
    stage = f".{deadline.stage}" if deadline.stage else ""
    return Appointment(
        f"call-{call.id}.{deadline.date}{stage}",
        one_line(call.facts.title),
        absolute_url(call.facts.url) or "",
        deadline.date,
        at,
        known and not deadline.preliminary,
        deadline_text(deadline),
    )
