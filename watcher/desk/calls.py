"""Looking at calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.calls
import db.neighbours
import db.sightings
from db.engine import Database
from db.records import Call, Decision, Revision, Sighting
from db.transaction import Tx
from watcher.errors import NotFound
from watcher.jobs.callbook import find_call, read_calls


@dataclass(frozen=True, slots=True)
class CallHistory:
    """A call, what has changed in it, oldest first, and the calls not closed that say nearly the same."""

    call: Call
    revisions: tuple[Revision, ...]
    similar: tuple[Call, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    """What each source says that shows it, oldest first."""
    decisions: tuple[Decision, ...] = ()
    """What has been decided about them."""
    parted: tuple[tuple[Decision, Call], ...] = ()
    """Calls that somebody has said are others than this one."""


def listing(database: Database, now: dt.datetime, *, closed: bool = False, set_aside: bool = False) -> list[Call]:
    """Every call not yet closed, without its long text; ``closed`` adds the others.

    ``set_aside`` narrows to those that a municipality cannot take part in.
    """
    with database.read() as tx:
        found = read_calls(tx, now, closed=closed, with_text=False)
    return [c for c in found if c.set_aside] if set_aside else found


def show(database: Database, text: str, now: dt.datetime) -> CallHistory:
    """The call that a person means by an external id in any case or a number. Raises NotFound."""
    with database.read() as tx:
        call = find_call(tx, text)
        if call is None:
            raise NotFound(f"utlysningen {text!r} finns inte")
        near = db.neighbours.listing(tx).get(call.id, ())
        similar = {c.id: c for c in read_calls(tx, now, ids=near, with_text=False)}
        revisions = tuple(db.calls.revisions(tx, [call.id]))
        shown = tuple(db.sightings.of_call(tx, call.id))
        decided = tuple(db.sightings.decisions(tx, [s.id for s in shown]))
        apart = {other: d for d, other in db.sightings.parted(tx, [s.id for s in shown])}
        others = {c.id: c for c in db.calls.listing(tx, now, closed=True, ids=apart.keys(), with_text=False)}
        parted = tuple((d, others[i]) for i, d in apart.items() if i in others)
    return CallHistory(call, revisions, tuple(similar[i] for i in near if i in similar), shown, decided, parted)


def of(tx: Tx, call_id: int) -> Call:
    """The call with this number. Raises NotFound."""
    call = db.calls.get(tx, call_id)
    if call is None:
        raise NotFound(f"utlysning {call_id} finns inte")
    return call
