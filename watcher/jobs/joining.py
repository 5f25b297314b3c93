"""Sightings become calls: new ones join what they belong to, changed ones restate it. Inside one write transaction.

Most sightings are alone with their call; those go in as they are. The rules are in ``rules.grouping``, ``placing`` and
``merged``; here their answers are written down.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import db.calls
import db.merges
import db.sightings
from db.calls import ChangedCall, NewCall
from db.engine import Database
from db.merges import Restated
from db.records import CallFacts, Change, Clues, Said, Seen
from db.sightings import NewSighting, Renewed
from db.transaction import Tx, chunks
from watcher.config.trust import Trust
from watcher.rules.changes import TOLD, compare, content_hash
from watcher.rules.deadlines import closes_at
from watcher.rules.grouping import grouped
from watcher.rules.identity import clues_of, combined, tokens
from watcher.rules.merged import Merged, merged, origin_of
from watcher.rules.placing import Placement, placements

VERSION = "2"
"""Raised when the rules would merge the same sightings otherwise, so that all calls are merged anew."""
AT_ONCE = 500
"""Calls merged in one transaction when all are merged anew."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A stored sighting says something else. ``before`` is what it said."""

    sighting_id: int
    call_id: int
    before: CallFacts
    facts: CallFacts
    raw_hash: str
    content_hash: str


@dataclass(frozen=True)
class _Batch:
    """What is being written: when, by whose word, new sightings by their passing ids, and facts that are not stored."""

    trust: Trust
    now: dt.datetime
    source_id: str | None = None
    fresh: Mapping[int, NewCall] = field(default_factory=dict)
    facts: Mapping[int, CallFacts] = field(default_factory=dict)


def clued(item: NewCall) -> NewCall:
    """The same with what it is recognised by. Reads its text, so it is done outside any transaction."""
    clues = clues_of(item.facts)
    return replace(item, clues=clues, tokens=tokens(clues))


def add(tx: Tx, source_id: str, items: Sequence[NewCall], now: dt.datetime, trust: Trust) -> list[int]:
    """Store what a source shows for the first time. The ids of its calls, in the order of the items."""
    passing = {-n: item for n, item in enumerate(items, 1)}
    stored = db.sightings.around(tx, {token for item in items for token in item.tokens})
    pending = [Seen(i, source_id, item.facts.key.folded, item.clues or Clues()) for i, item in passing.items()]
    plain: dict[int, NewCall] = passing
    places: dict[int, int] = {}
    if stored:
        found = _placed(tx, [*stored, *pending], trust)
        joining = [p for p in found if not p.settled and (len(p.members) > 1 or p.call_id is not None)]
        joined = {s.id for p in joining for s in p.members}
        plain = {i: item for i, item in passing.items() if i not in joined}
        known = {s.id: passing[s.id].facts for p in joining for s in p.members if s.id in passing}
        places = _write(tx, joining, _Batch(trust, now, source_id, passing, known))
    ids = db.calls.insert(tx, source_id, list(plain.values()), now)
    places |= dict(zip(plain, ids, strict=True))
    return [places[i] for i in passing]


def change(tx: Tx, source_id: str, items: Sequence[Restatement], now: dt.datetime, trust: Trust) -> None:
    """Store what a source says otherwise than before."""
    if not items:
        return
    stored = {s.id: s for s in db.sightings.around(tx, (), [i.sighting_id for i in items])}
    renewed = {i.sighting_id: _renewed(i, stored[i.sighting_id].clues) for i in items}
    more = {token for r in renewed.values() for token in r.tokens}
    stored |= {s.id: s for s in db.sightings.around(tx, more)}
    seen = [replace(s, clues=renewed[s.id].clues) if s.id in renewed else s for s in stored.values()]
    found = _placed(tx, seen, trust)
    alone = {p.members[0].id for p in found if p.settled and len(p.members) == 1}
    plain = [_changed(i) for i in items if i.sighting_id in alone]
    db.calls.update(tx, source_id, plain, now)
    db.sightings.renew(tx, list(renewed.values()), now)
    facts = {i.sighting_id: i.facts for i in items}
    touched = [p for p in found if not p.settled or (len(p.members) > 1 and any(s.id in facts for s in p.members))]
    _write(tx, touched, _Batch(trust, now, source_id, facts=facts))


def regroup(tx: Tx, sighting_ids: Collection[int], now: dt.datetime, trust: Trust) -> None:
    """Merge again, and part again, what has to do with these sightings: after somebody's decision."""
    found = _placed(tx, db.sightings.around(tx, (), sighting_ids), trust)
    _write(tx, [p for p in found if not p.settled], _Batch(trust, now))


def regroup_all(database: Database, trust: Trust, now: dt.datetime) -> int:
    """Merge all calls anew where the rules or the order of trust are not those they were merged by. How many changed.

    Killed between, the rest comes with the next crawl.
    """
    mark = fingerprint(trust)
    with database.read() as tx:
        if db.sightings.fingerprint(tx) == mark:
            return 0
        bare = db.sightings.given_up(tx)
    for some in chunks(bare, AT_ONCE):
        with database.write() as tx:
            found = {i: clues_of(facts) for i, facts in db.sightings.facts(tx, some).items()}
            db.sightings.set_clues(tx, {i: (clues, tokens(clues)) for i, clues in found.items()})
    with database.read() as tx:
        seen = db.sightings.all_seen(tx)
        found_all = _placed(tx, seen, trust)
    wanted = [p for p in found_all if not p.settled or len(p.members) > 1]
    for some_placements in chunks(wanted, AT_ONCE):
        with database.write() as tx:
            _write(tx, some_placements, _Batch(trust, now))
    with database.write() as tx:
        db.sightings.set_fingerprint(tx, mark)
    return len(wanted)


def fingerprint(trust: Trust) -> str:
    """The same as long as the same sightings give the same calls."""
    lines = [VERSION, repr(trust.default), repr(sorted(trust.orders.items())), repr(list(trust.sources.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _placed(tx: Tx, seen: Sequence[Seen], trust: Trust) -> list[Placement]:
    stored = [s.id for s in seen if s.id > 0]
    return placements(grouped(seen, db.sightings.decisions(tx, stored)), trust)


def _renewed(item: Restatement, before: Clues) -> Renewed:
    clues = combined(before, clues_of(item.facts))
    return Renewed(item.sighting_id, item.raw_hash, item.content_hash, clues, tokens(clues))


def _changed(item: Restatement) -> ChangedCall:
    changes = compare(item.before, item.facts)
    return ChangedCall(
        item.call_id, item.facts, item.raw_hash, item.content_hash, closes_at(item.facts.deadlines), changes
    )


def _write(tx: Tx, found: Sequence[Placement], batch: _Batch) -> dict[int, int]:
    """Make the stored calls what the placements say. Which call each new sighting is of, by its passing id."""
    if not found:
        return {}
    said = _own_facts(tx, found, batch)
    found = _with_homes(tx, found)
    involved = {i for p in found for i in (p.call_id, *p.absorbed) if i is not None}
    before = db.merges.facts_of(tx, involved)
    db.merges.free_keys(tx, involved)
    whole = [merged([Said(s.source_id, said[s.id]) for s in p.members], batch.trust) for p in found]
    new = [_new(p, m, batch) for p, m in zip(found, whole, strict=True) if p.call_id is None]
    made = iter(db.merges.create(tx, new, batch.now))
    ids = [p.call_id if p.call_id is not None else next(made) for p in found]
    old = [(i, m) for p, m, i in zip(found, whole, ids, strict=True) if p.call_id is not None]
    told = db.merges.restate(tx, [_restated(i, m, before[i], batch) for i, m in old], batch.now)
    for p, m, call_id in zip(found, whole, ids, strict=True):
        for other in p.absorbed:
            _absorb(tx, other, call_id, before[other], m, told.get(call_id, []), batch)
    _place(tx, found, ids, said, batch)
    return {s.id: i for p, i in zip(found, ids, strict=True) for s in p.members if s.id < 0}


def _own_facts(tx: Tx, found: Sequence[Placement], batch: _Batch) -> dict[int, CallFacts]:
    """What each sighting says itself; to be read before any call is written."""
    stored = [s.id for p in found for s in p.members if s.id not in batch.facts]
    return db.sightings.facts(tx, stored) | dict(batch.facts)


def _with_homes(tx: Tx, found: Sequence[Placement]) -> list[Placement]:
    """Groups that need a call get the one that a sighting of theirs had before it was merged."""
    without = [s.key for p in found if p.call_id is None for s in p.members if s.id > 0]
    homes = db.merges.hidden(tx, without)
    used: set[int] = set()
    placed = []
    for p in found:
        home = next((homes[s.key] for s in p.members if p.call_id is None and s.key in homes), None)
        if home and home[0] not in used:
            used.add(home[0])
            db.merges.bring_back(tx, *home)
            p = replace(p, call_id=home[0])
        placed.append(p)
    return placed


def _new(placement: Placement, whole: Merged, batch: _Batch) -> Restated:
    items = [batch.fresh[s.id] for s in placement.members if s.id in batch.fresh]
    backlog = bool(items) and all(item.backlog for item in items)
    return replace(_restated(0, whole, whole.facts, batch), backlog=backlog)


def _restated(call_id: int, whole: Merged, before: CallFacts, batch: _Batch) -> Restated:
    facts = whole.facts
    changes = [(_teller(whole, c, batch), c) for c in compare(before, facts)]
    return Restated(
        call_id, facts, content_hash(facts), closes_at(facts.deadlines), whole.origins, whole.disputes, changes
    )


def _teller(whole: Merged, change: Change, batch: _Batch) -> str:
    """Who changed it: the source that is being read, else the one whose word it is now."""
    return batch.source_id or origin_of(whole, change.field)


def _absorb(
    tx: Tx, call_id: int, into: int, before: CallFacts, whole: Merged, revised: Sequence[int], batch: _Batch
) -> None:
    """Merge a stored call into another. Who only knew this one is told what differs, and only that."""
    knew, strangers = db.merges.hide(tx, call_id, into)
    db.merges.tell(tx, into, revised, strangers)
    if strangers:
        changes = [(into, _teller(whole, c, batch), c) for c in compare(before, whole.facts) if c.field in TOLD]
        told = db.merges.revise(tx, changes, batch.now)
        db.merges.tell(tx, into, told.get(into, []), knew)


def _place(
    tx: Tx, found: Sequence[Placement], ids: Sequence[int], said: Mapping[int, CallFacts], batch: _Batch
) -> None:
    """Put each sighting with its call, and what it says itself where others say something, too."""
    places, fresh, points = {}, [], {}
    for p, call_id in zip(found, ids, strict=True):
        for s in p.members:
            if s.id > 0:
                places[s.id] = call_id, said[s.id] if len(p.members) > 1 else None
                points[s.key] = call_id
            else:
                fresh.append(_sighting(call_id, batch.fresh[s.id]))
    db.sightings.place(tx, places)
    if batch.source_id:
        db.sightings.add(tx, batch.source_id, fresh, batch.now)
    homes = db.merges.hidden(tx, points)
    db.merges.point(tx, {home: points[key] for key, (home, _) in homes.items()})


def _sighting(call_id: int, item: NewCall) -> NewSighting:
    return NewSighting(call_id, item.facts, item.raw_hash, item.content_hash, item.clues or Clues(), item.tokens)
