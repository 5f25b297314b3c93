"""Reminders 30, 14 and 7 working days before the deadline of a call that somebody watches, applies for or was given.

They go to the owner of the consideration, else to all who read for its department. A reminder that was missed goes
late, and only the latest that is due: what was sent is what stands in the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import db.considerations
import db.letters
from db.records import Call, Meeting, Precision
from db.workrecords import Consideration, Stand
from watcher.clock import STOCKHOLM
from watcher.jobs import lane
from watcher.jobs.deps import Deps
from watcher.jobs.lane import LaneReport, Letter, Reader
from watcher.mail import letters, render
from watcher.rules.deadlines import next_deadline
from watcher.rules.lanes import due_reminders

REMIND = "remind"


STANDS = (Stand.WATCHING, Stand.APPLYING, Stand.DELEGATED)
"""A call without a stand is asked about in the digest instead."""


def run(deps: Deps, now: dt.datetime) -> LaneReport:
    """Queue what is due. Calls that have closed, and contacts that cannot be written to, are passed over."""
    done = []
    for organisation in lane.organisations(deps):
        with deps.database.read() as tx:
            sent = db.letters.keys(tx, organisation.id, REMIND)
            items = db.considerations.listing(tx, organisation.id, stands=STANDS)
        for reader in lane.readers(deps, now, organisation) if items else []:
            for call_id in sorted({i.call_id for i in items if _concerns(i, reader)}):
                call = reader.known.material.calls.get(call_id)
                days = _due(call, {k for c, k in sent if c == reader.contact.id}, now) if call else None
                if call and days:
                    letter = draft(deps, reader, call, days, now)
                    done.append(lane.queue(deps, organisation, reader.contact, letter, now))
    return lane.total(done, REMIND)


def _concerns(item: Consideration, reader: Reader) -> bool:
    if item.owner is not None:
        return item.owner == reader.contact.id
    return any(d.id == item.department_id for d in reader.addressee.departments)


def draft(deps: Deps, reader: Reader, call: Call, days: int, now: dt.datetime) -> Letter:
    """The reminder of a call with a coming deadline, ``days`` working days before it."""
    pen = lane.writing(deps, reader, now, [call.id])
    shown = letters.remind(call, _meetings(reader, call), lane.head(deps, reader, pen), pen)
    return Letter(REMIND, f"{_prefix(call, now)}{days}", render.rendered(REMIND, shown))


def _meetings(reader: Reader, call: Call) -> Sequence[Meeting]:
    """Those of the person's department that the call fits best."""
    areas = {area.id: d for d in reader.addressee.departments for area in d.areas}
    matches = [m for i in areas for m in reader.known.material.matches.get(i, ()) if m.call_id == call.id]
    return areas[max(matches, key=lambda m: m.score).area_id].meetings if matches else ()


def _due(call: Call, sent: set[str], now: dt.datetime) -> int | None:
    deadline = next_deadline(call.facts.deadlines, now)
    if deadline is None or deadline.precision is not Precision.DAY:
        return None
    prefix = _prefix(call, now)
    gone = [int(key.removeprefix(prefix)) for key in sent if key.startswith(prefix)]
    return due_reminders(deadline.date, now.astimezone(STOCKHOLM).date(), gone)


def _prefix(call: Call, now: dt.datetime) -> str:
    """The call and the deadline: one that moves is reminded of anew."""
    deadline = next_deadline(call.facts.deadlines, now)
    return f"{call.id}.{deadline.date if deadline else ''}."
