"""Looking at calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.calls
from db.engine import Database
from db.records import Call, Revision
from db.transaction import Tx
from watcher.errors import NotFound
from watcher.jobs.callbook import find_call, read_calls


@dataclass(frozen=True, slots=True)
class CallHistory:
    """A call and what has changed in it, oldest first."""

    call: Call
    revisions: tuple[Revision, ...]


def listing(database: Database, now: dt.datetime, *, closed: bool = False) -> list[Call]:
    """Every call not yet closed, without its long text; ``closed`` adds the others."""
    with database.read() as tx:
        return read_calls(tx, now, closed=closed, with_text=False)


def show(database: Database, text: str) -> CallHistory:
    """The call that a person means by an external id in any case or a number. Raises NotFound."""
    with database.read() as tx:
        call = find_call(tx, text)
        if call is None:
            raise NotFound(f"utlysningen {text!r} finns inte")
        return CallHistory(call, tuple(db.calls.revisions(tx, [call.id])))


def of(tx: Tx, call_id: int) -> Call:
    """The call with this number. Raises NotFound."""
    call = db.calls.get(tx, call_id)
    if call is None:
        raise NotFound(f"utlysning {call_id} finns inte")
    return call
