"""Which considerations a reader of digests is asked about: those of their departments, and what others have let lie.

Pure. A stand that is overdue is asked of the department's readers and of the owner, after five working days of the
contacts' deputies too, after ten of the coordinator too (``rules.considering``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.records import Call, Contact, Department, Organisation
from db.workrecords import Consideration
from watcher.rules import workdays
from watcher.rules.considering import Reminded, is_open, reminded
from watcher.rules.standing import folded

SOON = 5
"""Working days before a stand is due from when a digest names it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call that a department has not taken a stand on. ``late``: working days since it was due, 0 while it is not."""

    consideration: Consideration
    call: Call
    department: str
    late: int


def waiting(
    contact: Contact,
    departments: Sequence[Department],
    organisation: Organisation,
    items: Iterable[Consideration],
    calls: Mapping[int, Call],
    today: dt.date,
) -> tuple[Waiting, ...]:
    """What the contact, who reads for these departments, is asked about today (Sweden); the latest first.

    Only calls that can still be told of are asked about: ``calls`` has no others.
    """
    mine = {d.id for d in departments}
    names = {d.id: d.name for d in organisation.departments}
    stands_in = {d.id for d in organisation.departments if is_deputy(contact, d)}
    found = [
        Waiting(item, calls[item.call_id], names.get(item.department_id, item.department_id), lateness(item, today))
        for item in items
        if item.call_id in calls and _asked(item, contact, mine, stands_in, today)
    ]
    return tuple(sorted(found, key=lambda w: (w.consideration.due, w.consideration.id)))


def is_deputy(contact: Contact, department: Department) -> bool:
    """Whether the person is the deputy of one of the department's contacts."""
    return any(c.deputy and folded(c.deputy.email) == folded(contact.email) for c in department.contacts)


def let_lie(items: Iterable[Consideration], today: dt.date) -> frozenset[str]:
    """The departments whose deputies are to be told."""
    return frozenset(i.department_id for i in items if reminded(i, today) in _DEPUTIES)


def for_coordinator(items: Iterable[Consideration], calls: Mapping[int, Call], today: dt.date) -> list[Consideration]:
    """What the coordinator is told of, the latest first."""
    found = [i for i in items if i.call_id in calls and reminded(i, today) is Reminded.COORDINATOR]
    return sorted(found, key=lambda i: (i.due, i.id))


def lateness(item: Consideration, today: dt.date) -> int:
    """Working days since the stand was due."""
    return workdays.between(item.due, today) if today > item.due else 0


_DEPUTIES = (Reminded.DEPUTY, Reminded.COORDINATOR)


def _asked(item: Consideration, contact: Contact, mine: set[str], stands_in: set[str], today: dt.date) -> bool:
    if not is_open(item):
        return False
    if item.department_id in mine or item.owner == contact.id:
        return today > item.due or workdays.between(today, item.due) <= SOON
    return item.department_id in stands_in and reminded(item, today) in _DEPUTIES
