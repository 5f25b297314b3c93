"""Taking and undoing a stand on a call: what the buttons in the mail, the pages and the command all come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.considerations
import db.organisations
from db.engine import Database
from db.errors import NotStored
from db.records import Organisation
from db.transaction import Tx
from db.workrecords import Consideration, Grounds, Stand, StandTaken
from watcher.desk import calls
from watcher.desk.departments import named
from watcher.errors import NotFound, UsageError
from watcher.rules import considering

NOTE_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Who:
    """Who does something, and how: a contact's id or another name, and ``mail``, ``web`` or ``command``."""

    name: str
    via: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A consideration after something was done to it. ``line`` is None when nothing changed."""

    consideration: Consideration
    line: StandTaken | None


def open_by_hand(
    database: Database, organisation_id: str, department_id: str, call_id: int, now: dt.datetime
) -> Consideration:
    """The department's consideration of the call's coming cut-off, opened where there was none. Raises NotFound."""
    with database.write() as tx:
        named(_organisation(tx, organisation_id), department_id)
        call = calls.of(tx, call_id)
        new = considering.opened_for(organisation_id, department_id, call_id, call.facts, now)
        db.considerations.open_new(tx, new)
        mine = db.considerations.listing(tx, organisation_id, departments=[department_id], calls=[call_id])
    return next(c for c in mine if c.cutoff == new.cutoff)


def take(
    database: Database,
    consideration_id: int,
    stand: Stand,
    who: Who,
    now: dt.datetime,
    *,
    grounds: Grounds | None = None,
    note: str = "",
    owner: str | None = None,
) -> Taken:
    """Record a stand; taking the same again changes nothing. Raises NotFound, and UsageError for what makes no sense.

    Grounds belong to *avstår* alone; a delegated consideration needs an owner; without an owner the old one stays.
    """
    check(stand, grounds, note, owner)
    with database.write() as tx:
        item = find(tx, consideration_id)
        kept = owner or item.owner
        if considering.same(item, stand, grounds, note, kept):
            return Taken(item, None)
        line = StandTaken(0, item.id, now, who.name, who.via, stand, grounds, note, kept)
        line = db.considerations.take(tx, line)
        return Taken(find(tx, item.id), line)


def check(stand: Stand, grounds: Grounds | None, note: str, owner: str | None) -> None:
    """Raises UsageError for a stand that makes no sense."""
    if grounds is not None and stand is not Stand.DECLINED:
        raise UsageError("ett skäl hör bara till avstår")
    if stand is Stand.DELEGATED and not owner:
        raise UsageError("ange vem övervägandet lämnas till")
    if len(note) > NOTE_LIMIT:
        raise UsageError(f"anteckningen får ha högst {NOTE_LIMIT} tecken")


def undo(database: Database, consideration_id: int, who: Who, now: dt.datetime, *, line_id: int | None = None) -> Taken:
    """Take back the latest stand; one that was taken back already changes nothing.

    Raises NotFound, and UsageError when there is nothing that can be undone any more.
    """
    with database.write() as tx:
        item = find(tx, consideration_id)
        history = db.considerations.history(tx, [item.id])
        if line_id is not None and any(line.undoes == line_id for line in history):
            return Taken(item, None)
        back = considering.undoable(history, line_id, now)
        if back is None:
            raise UsageError(
                "det finns inget att ångra: ett ställningstagande kan ångras i 30 dagar, det senaste först"
            )
        line = StandTaken(
            0, item.id, now, who.name, who.via, back.stand, back.grounds, back.note, back.owner, back.line.id
        )
        line = db.considerations.take(tx, line)
        return Taken(find(tx, item.id), line)


def find(tx: Tx, consideration_id: int) -> Consideration:
    """The consideration with this id. Raises NotFound."""
    item = db.considerations.get(tx, consideration_id)
    if item is None:
        raise NotFound(f"övervägande {consideration_id} finns inte")
    return item


def _organisation(tx: Tx, organisation_id: str) -> Organisation:
    try:
        return db.organisations.get(tx, organisation_id)
    except NotStored as error:
        raise NotFound(f"organisationen {organisation_id} finns inte") from error
