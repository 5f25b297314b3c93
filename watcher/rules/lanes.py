"""What does not wait for the weekly digest: strong matches that are near, changes that matter, reminders. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from db.records import Announcement, Band, Call, Department, Match, Precision, Revision
from watcher.clock import STOCKHOLM
from watcher.rules import workdays
from watcher.rules.announce import (
    CHANGE,
    NEW,
    Addressee,
    Changed,
    Material,
    Memory,
    Told,
    fresh_matches,
    pending_changes,
    strong_calls,
    tellable,
    untold,
)
from watcher.rules.deadlines import next_deadline
from watcher.rules.glance import WEIGHTY

NEAR = 10
"""Working days to a deadline or an opening within which a strong match goes the same day."""
REMINDERS = (30, 14, 7)
"""Working days before the deadline of a call under consideration, the earliest first."""


@dataclass(frozen=True, slots=True)
class Near:
    """A strong match that is near, under the area it fits best; the department's calendar tells who can decide."""

    call: Call
    match: Match
    department: Department


@dataclass(frozen=True)
class Lane:
    """What a mail of a lane says, and what that tells; nothing in it means no mail."""

    near: tuple[Near, ...] = ()
    changed: tuple[Changed, ...] = ()
    announcements: tuple[Announcement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.near or self.changed)


def urgent(addressee: Addressee, material: Material, memory: Memory, now: dt.datetime) -> Lane:
    """The contact's new strong matches whose next deadline or opening is within ten working days, soonest first."""
    best: dict[int, Match] = {}
    for match in fresh_matches(addressee, material, memory, now):
        known = best.get(match.call_id)
        if match.band is Band.STRONG and (known is None or match.score > known.score):
            best[match.call_id] = match
    owners = {area.id: d for d in addressee.departments for area in d.areas}
    dated = [(day, i) for i in best if (day := near_day(material.calls[i], now))]
    near = tuple(Near(material.calls[i], best[i], owners[best[i].area_id]) for _, i in sorted(dated))
    return Lane(near=near, announcements=_announced(addressee.contact.id, material, memory, near))


def near_day(call: Call, now: dt.datetime) -> dt.date | None:
    """The call's next deadline or its opening, whichever comes first, when it is within ten working days."""
    today = now.astimezone(STOCKHOLM).date()
    deadline = next_deadline(call.facts.deadlines, now)
    sure = deadline is not None and deadline.precision is Precision.DAY
    days = [*([deadline.date] if deadline and sure else []), *([call.facts.opening] if call.facts.opening else [])]
    return min((d for d in days if d >= today and workdays.between(today, d) <= NEAR), default=None)


def notices(addressee: Addressee, material: Material, memory: Memory, now: dt.datetime) -> Lane:
    """Strong matches that the contact knows and whose dates or state have changed, with all that has changed."""
    live, told = tellable(material, now), Told(memory.announced)
    strong = strong_calls(addressee, material, live)
    changed = tuple(
        c
        for c in pending_changes(material, live, told)
        if c.call.id in strong and any(change.field in WEIGHTY for change in c.changes)
    )
    revisions: list[Revision] = [r for c in changed for r in untold(material, told, c.call.id)]
    contact_id = addressee.contact.id
    return Lane(
        changed=changed,
        announcements=tuple(Announcement(contact_id, CHANGE, r.call_id, str(r.id)) for r in revisions),
    )


def due_reminders(deadline: dt.date, today: dt.date, sent: Collection[int]) -> int | None:
    """Which of the reminders, named by its working days, is due today; ``sent`` are those that went.

    One that was missed goes late, but not when a later one is due already: two the same day say one thing. None on the
    day after the deadline and later.
    """
    left = workdays.between(today, deadline)
    reached = [days for days in REMINDERS if left <= days]
    if today > deadline or not reached or any(days <= reached[-1] for days in sent):
        return None
    return reached[-1]


def _announced(contact_id: str, material: Material, memory: Memory, near: tuple[Near, ...]) -> tuple[Announcement, ...]:
    """The calls as new, and what had changed in them before as told."""
    told = Told(memory.announced)
    revisions = [r for n in near for r in untold(material, told, n.call.id)]
    return (
        *(Announcement(contact_id, NEW, n.call.id) for n in near),
        *(Announcement(contact_id, CHANGE, r.call_id, str(r.id)) for r in revisions),
    )
