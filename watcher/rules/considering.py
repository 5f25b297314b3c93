"""What a consideration goes through: when a stand is due, which stands follow which, who is reminded. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.records import CallFacts
from db.workrecords import Consideration, Grounds, Stand, StandTaken
from watcher.clock import STOCKHOLM
from watcher.rules import workdays
from watcher.rules.deadlines import next_deadline

DAYS_TO_DECIDE = 15
"""Working days from when a call was first shown until a stand is due."""
DAYS_BEFORE_DEADLINE = 10
"""Working days before the deadline by which a stand is due at the latest."""
DEPUTY_AFTER = 5
"""Working days overdue after which the deputy is told, too."""
COORDINATOR_AFTER = 10
UNDO_FOR = dt.timedelta(days=30)

STAND_WORDS = {
    Stand.NEW: "ny",
    Stand.WATCHING: "bevakar",
    Stand.APPLYING: "söker",
    Stand.DECLINED: "avstår",
    Stand.DELEGATED: "delegerad",
}
GROUNDS_WORDS = {
    Grounds.NEED: "passar inte behovet",
    Grounds.CAPACITY: "saknar kapacitet",
    Grounds.COFINANCING: "saknar medfinansiering",
    Grounds.TIME: "hinner inte före sista dag",
    Grounds.ELIGIBILITY: "inte behörig sökande",
    Grounds.PARTNER: "hittade inte partner",
    Grounds.OTHERS: "någon annan söker",
}


class Reminded(StrEnum):
    """How far an overdue consideration has gone."""

    NOBODY = "nobody"
    OWNER = "owner"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Undo:
    """What undoing restores: the line undone, and the stand, grounds, note and owner from before it."""

    line: StandTaken
    stand: Stand
    grounds: Grounds | None
    note: str
    owner: str | None


def cutoff(facts: CallFacts, now: dt.datetime) -> str:
    """The deadline that a consideration is about, as ISO text; empty when no coming one is known."""
    coming = next_deadline(facts.deadlines, now)
    return coming.date.isoformat() if coming else ""


def current(items: Sequence[Consideration], facts: CallFacts, now: dt.datetime) -> Consideration | None:
    """Of a department's considerations of one call, oldest first, the one for the coming cut-off; when none is coming,
    the latest there is."""
    coming = cutoff(facts, now)
    found = [i for i in items if i.cutoff == coming or not coming]
    return found[-1] if found else None


def is_declined(items: Sequence[Consideration], facts: CallFacts, now: dt.datetime) -> bool:
    """Whether a department has no more to do with a call: so says its stand on the coming cut-off or, until that one is
    asked about, what was said or asked last."""
    said = current(items, facts, now) or max(items, key=lambda i: i.taken or i.opened, default=None)
    return said is not None and said.stand is Stand.DECLINED


def due(opened: dt.date, deadline: dt.date | None) -> dt.date:
    """By when a stand is expected: 15 working days from ``opened``, or 10 before the deadline if that is earlier, but
    never before the next working day."""
    day = workdays.add(opened, DAYS_TO_DECIDE)
    if deadline is not None:
        day = min(day, workdays.add(deadline, -DAYS_BEFORE_DEADLINE))
    return max(day, workdays.add(opened, 1))


def opened_for(
    organisation_id: str, department_id: str, call_id: int, facts: CallFacts, now: dt.datetime
) -> Consideration:
    """A new consideration of a call, as it is to be stored; ``id`` is 0."""
    about = cutoff(facts, now)
    today = now.astimezone(STOCKHOLM).date()
    last = dt.date.fromisoformat(about) if about else None
    return Consideration(0, organisation_id, department_id, call_id, about, now, due(today, last))


def is_open(item: Consideration) -> bool:
    """Whether a stand is still expected."""
    return item.stand is Stand.NEW


def reminded(item: Consideration, today: dt.date) -> Reminded:
    """Who is to be told that a stand is overdue; each step includes those before it."""
    if not is_open(item) or today <= item.due:
        return Reminded.NOBODY
    late = workdays.between(item.due, today)
    if late > COORDINATOR_AFTER:
        return Reminded.COORDINATOR
    return Reminded.DEPUTY if late > DEPUTY_AFTER else Reminded.OWNER


def undoable(history: Sequence[StandTaken], line_id: int | None, now: dt.datetime) -> Undo | None:
    """What undoing a line of one consideration's history (oldest first) restores; None when it cannot be undone.

    Without ``line_id`` it is the latest that stands. Only the latest standing line can be undone, for 30 days.
    """
    standing = _standing(history)
    if not standing or line_id not in (None, standing[-1].id) or now - standing[-1].at > UNDO_FOR:
        return None
    if len(standing) == 1:
        return Undo(standing[-1], Stand.NEW, None, "", None)
    before = standing[-2]
    return Undo(standing[-1], before.stand, before.grounds, before.note, before.owner)


def _standing(history: Sequence[StandTaken]) -> list[StandTaken]:
    """The lines that have not been undone and do not undo."""
    undone = {line.undoes for line in history if line.undoes is not None}
    return [line for line in history if line.undoes is None and line.id not in undone]


def same(item: Consideration, stand: Stand, grounds: Grounds | None, note: str, owner: str | None) -> bool:
    """Whether taking this stand would change nothing: a button pressed twice is one stand."""
    return (item.stand, item.grounds, item.note, item.owner) == (stand, grounds, note, owner)
