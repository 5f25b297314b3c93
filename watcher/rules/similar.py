"""Matches of one area in groups: the best stands for those that say nearly the same. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.records import Call, Match
from watcher.rules.deadlines import next_deadline
from watcher.rules.language import SWEDISH, Language

Neighbours = Mapping[int, Sequence[int]]
"""By call id, the calls that say nearly the same."""


@dataclass(frozen=True, slots=True)
class Group:
    """A match and the matches of the calls that say nearly the same as its call, best first."""

    head: Match
    similar: tuple[Match, ...] = ()

    @property
    def size(self) -> int:
        return 1 + len(self.similar)


def grouped(matches: Sequence[Match], neighbours: Neighbours) -> tuple[Group, ...]:
    """Every match once, in groups ordered by their heads; ``matches`` are of one area.

    The best match not yet in a group heads the next one and takes its own neighbours, not theirs: a chain of small
    differences does not end in one group.
    """
    left = {m.call_id: m for m in sorted(matches, key=lambda m: (-m.score, m.call_id))}
    groups = []
    while left:
        head = left.pop(next(iter(left)))
        near = set(neighbours.get(head.call_id, ()))
        similar = tuple(m for i, m in left.items() if i in near)
        for match in similar:
            del left[match.call_id]
        groups.append(Group(head, similar))
    return tuple(groups)


def similar_line(similar: Sequence[Call], now: dt.datetime, lang: Language = SWEDISH) -> str:
    """``och 2 liknande: LIFE-1 (17 september 2026), LIFE-2 (sista dag okänd)``; empty for none."""
    if not similar:
        return ""
    named = ", ".join(f"{_name(c)} ({_last_day(c, now, lang)})" for c in similar)
    return lang.say("och {count} liknande: {named}", count=lang.number(len(similar)), named=named)


def _name(call: Call) -> str:
    """The identifier where people use it, as for the EU portal's topics; else the title."""
    key, title = call.facts.key, " ".join(call.facts.title.split())
    return key.external_id if key.namespace == "ft" and "COMPETITIVE_CALL" not in key.external_id else f"”{title}”"


def _last_day(call: Call, now: dt.datetime, lang: Language) -> str:
    following = next_deadline(call.facts.deadlines, now)
    return lang.date_text(following.date) if following else lang.say("sista dag okänd")
