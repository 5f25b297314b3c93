"""The few things of a digest that cannot wait, for its first lines. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.records import Call, Change, Precision
from watcher.clock import STOCKHOLM
from watcher.rules import workdays
from watcher.rules.announce import DigestContent
from watcher.rules.deadlines import next_deadline

GLANCES = 3
SOON = 10
"""Working days: later deadlines can wait until the next digest."""
WEIGHTY = ("deadlines", "status", "opening")
"""Fields whose change may change what one does this week."""


class Why(StrEnum):
    """Why a call is at the top."""

    DEADLINE = "deadline"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Glance:
    """One line. ``changes`` are those of a changed call that matter."""

    why: Why
    call: Call
    changes: tuple[Change, ...] = ()


def at_a_glance(content: DigestContent, now: dt.datetime) -> tuple[Glance, ...]:
    """At most three: the soonest deadline of a strong match, a weighty change, the best new strong match, then the
    next of each. A call is there once."""
    kinds = (_closing(content, now), _changed(content), _new(content))
    found: dict[int, Glance] = {}
    for kind in GLANCES * kinds:
        glance = next((g for g in kind if g.call.id not in found), None)
        if glance is not None:
            found[glance.call.id] = glance
    chosen = list(found.values())[:GLANCES]
    return tuple(sorted(chosen, key=lambda g: list(Why).index(g.why)))


def _closing(content: DigestContent, now: dt.datetime) -> Iterator[Glance]:
    """Strong matches, new or known, that close within ten working days; ``coming`` has the soonest first."""
    today = now.astimezone(STOCKHOLM).date()
    for call in content.coming:
        deadline = next_deadline(call.facts.deadlines, now)
        sure = deadline is not None and deadline.precision is Precision.DAY
        if deadline and sure and call.id in content.strong and workdays.between(today, deadline.date) <= SOON:
            yield Glance(Why.DEADLINE, call)


def _changed(content: DigestContent) -> Iterator[Glance]:
    """Strong matches first."""
    for item in sorted(content.changed, key=lambda c: c.call.id not in content.strong):
        if weighty := tuple(c for c in item.changes if c.field in WEIGHTY):
            yield Glance(Why.CHANGED, item.call, weighty)


def _new(content: DigestContent) -> Iterator[Glance]:
    """The best first."""
    items = [item for news in content.news for item in news.items if item.call.id in content.strong]
    for item in sorted(items, key=lambda i: -i.match.score):
        yield Glance(Why.NEW, item.call)
