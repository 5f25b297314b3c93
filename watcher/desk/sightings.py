"""The coordinator's word on which sightings are one call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product

import db.calls
import db.sightings
from db.engine import Database
from db.records import Call, Pair, Sighting
from db.transaction import Tx
from watcher.config.trust import Trust
from watcher.errors import NotFound, UsageError
from watcher.jobs import joining
from watcher.jobs.callbook import find_call


def split(database: Database, trust: Trust, text: str, source_id: str, by: str, now: dt.datetime) -> tuple[Call, Call]:
    """Take what one source shows out of a call. The call, and the one it becomes; considerations go home with theirs.

    It stays so, whatever the rules say, until somebody merges them. Raises NotFound for an unknown call or source, and
    UsageError where the source is the only one.
    """
    with database.write() as tx:
        shown = db.sightings.of_call(tx, _found(tx, text).id)
        out = [s for s in shown if s.source_id == source_id]
        stay = [s for s in shown if s.source_id != source_id]
        if not out:
            known = ", ".join(sorted({s.source_id for s in shown}))
            raise NotFound(f"källan {source_id!r} visar inte {text}; den visas av {known}")
        if not stay:
            raise UsageError(f"{text} visas bara av {source_id}; det finns inget att dela")
        _decide(tx, list(product(_ids(out), _ids(stay))), now, trust, together=False, by=by)
        return _at(tx, stay[0]), _at(tx, out[0])


def merge(database: Database, trust: Trust, first: str, second: str, by: str, now: dt.datetime) -> Call:
    """Make two calls one, which stays so until somebody splits them. What hangs on either hangs on it.

    Raises NotFound for an unknown call, and UsageError where one source shows both: those are two opportunities.
    """
    with database.write() as tx:
        one, other = _found(tx, first), _found(tx, second)
        if one.id == other.id:
            raise UsageError(f"{first} och {second} är redan samma utlysning")
        mine, theirs = db.sightings.of_call(tx, one.id), db.sightings.of_call(tx, other.id)
        both = sorted({s.source_id for s in mine} & {s.source_id for s in theirs})
        if both:
            raise UsageError(f"{both[0]} visar både {first} och {second} var för sig; då är de två utlysningar")
        _decide(tx, list(product(_ids(mine), _ids(theirs))), now, trust, together=True, by=by)
        return _at(tx, mine[0])


def _decide(tx: Tx, pairs: Sequence[Pair], now: dt.datetime, trust: Trust, *, together: bool, by: str) -> None:
    db.sightings.decide(tx, pairs, together=together, by=by, now=now)
    joining.regroup(tx, {i for pair in pairs for i in pair}, now, trust)


def _found(tx: Tx, text: str) -> Call:
    call = find_call(tx, text)
    if call is None:
        raise NotFound(f"utlysningen {text!r} finns inte")
    return call


def _ids(shown: Sequence[Sighting]) -> list[int]:
    return [s.id for s in shown]


def _at(tx: Tx, sighting: Sighting) -> Call:
    """The call that a sighting is of now."""
    call = db.calls.get(tx, db.sightings.call_of(tx, sighting.id))
    assert call is not None, "every sighting is of a stored call"
    return call
