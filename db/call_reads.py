"""Questions about calls. All lists are in the order of ids, so that the same question has the same answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select

from db.facts import from_row
from db.records import Call, CallKey, Dispute, KnownSighting, Revision
from db.tables.calls import calls, sightings
from db.tables.calls import revisions as revision_table
from db.transaction import Tx, chunks

_WITHOUT_TEXT = [column for column in calls.c if column.name != "sections"]
_OWN = calls.c.merged_into.is_(None)
"""Calls that are not merged into another one: no question but by id is about the others."""
_MAX_ID = 2**31 - 1  # PostgreSQL refuses to compare an INTEGER with anything larger


@dataclass(frozen=True, slots=True)
class CallCounts:
    """``open`` are those not yet closed."""

    open: int
    total: int


def known(tx: Tx, source_id: str) -> dict[str, KnownSighting]:
    """What this source has shown so far, by folded key. ``content_hash`` is that of what this source said."""
    columns = (
        sightings.c.call_id,
        sightings.c.namespace,
        sightings.c.external_id,
        sightings.c.folded_key,
        sightings.c.raw_hash,
        sightings.c.content_hash,
        sightings.c.missed,
        calls.c.closes_at,
        sightings.c.id,
    )
    query = select(*columns).join_from(sightings, calls).where(sightings.c.source_id == source_id)
    return {
        folded: KnownSighting(call_id, CallKey(namespace, external_id), raw, content, missed, closes_at, sighting_id)
        for call_id, namespace, external_id, folded, raw, content, missed, closes_at, sighting_id in (
            tx.connection.execute(query)
        )
    }


def by_key(tx: Tx, folded_keys: Iterable[str]) -> dict[str, Call]:
    """The stored calls with these folded keys, whichever source they came from."""
    found: dict[str, Call] = {}
    for chunk in chunks(folded_keys):
        found |= {call.facts.key.folded: call for call in _read(tx, calls.c.folded_key.in_(chunk))}
    return found


def get(tx: Tx, call_id: int) -> Call | None:
    """The call with this id, or the one it was merged into."""
    if not 0 < call_id <= _MAX_ID:
        return None
    return next(iter(_read(tx, calls.c.id.in_(_current([call_id])))), None)


def find(tx: Tx, text: str) -> Call | None:
    """The call a person means: an external id in any case, whichever source gives it, otherwise a numeric id."""
    wanted = text.strip()
    matching = _read(tx, calls.c.folded_id == wanted.casefold()) or _read(
        tx, calls.c.id.in_(select(sightings.c.call_id).where(sightings.c.folded_id == wanted.casefold()))
    )
    if matching:
        return matching[0]
    return get(tx, int(wanted)) if wanted.isascii() and wanted.isdigit() else None


def listing(
    tx: Tx, now: dt.datetime, *, closed: bool = False, ids: Collection[int] | None = None, with_text: bool = True
) -> list[Call]:
    """Calls not yet closed: the latest deadline lies after ``now``, or none is known. ``closed`` adds the others.

    ``ids`` limits the list to these calls, or those they were merged into; without ``with_text`` the sections are left
    out (they are most of a call).
    """
    conditions = [] if closed else [_not_closed(now)]
    if ids is None:
        return _read(tx, *conditions, with_text=with_text)
    found: list[Call] = []
    for chunk in chunks(sorted(set(ids))):
        found += _read(tx, *conditions, calls.c.id.in_(_current(chunk)), with_text=with_text)
    return found


def by_id(tx: Tx, now: dt.datetime, ids: Collection[int]) -> dict[int, Call]:
    """These calls without their sections, closed or not; one that was merged into another is that one, under its old
    id as well: what somebody said of it still names it."""
    current = {call.id: call for call in listing(tx, now, closed=True, ids=ids, with_text=False)}
    found = dict(current)
    for chunk in chunks(sorted(set(ids) - current.keys())):
        rows = tx.connection.execute(select(calls.c.id, calls.c.merged_into).where(calls.c.id.in_(chunk)))
        found |= {row.id: current[row.merged_into] for row in rows}
    return found


def revisions(tx: Tx, call_ids: Collection[int] | None = None, since: dt.datetime | None = None) -> list[Revision]:
    """What changed, oldest first: in these calls (all by default), at ``since`` or later."""
    query = select(revision_table)
    if since is not None:
        query = query.where(revision_table.c.at >= since)
    if call_ids is None:
        rows = list(tx.connection.execute(query))
    else:
        rows = []
        for chunk in chunks(sorted(set(call_ids))):
            rows += tx.connection.execute(query.where(revision_table.c.call_id.in_(chunk)))
    rows.sort(key=lambda row: int(row.id))
    return [Revision(row.id, row.call_id, row.source_id, row.field, row.old, row.new, row.at) for row in rows]


def gone(tx: Tx) -> list[int]:
    """Ids of the calls that no source shows any longer."""
    query = select(calls.c.id).where(calls.c.gone_since.is_not(None), _OWN)
    return list(tx.connection.scalars(query.order_by(calls.c.id)))


def count(tx: Tx, now: dt.datetime) -> CallCounts:
    """How many calls there are, and how many of them are not yet closed."""
    total = select(func.count()).select_from(calls).where(_OWN)
    row = tx.connection.execute(select(total.where(_not_closed(now)).scalar_subquery(), total.scalar_subquery())).one()
    return CallCounts(open=row[0], total=row[1])


def _current(call_ids: Collection[int]) -> Select[tuple[int]]:
    """The ids, or those of the calls that they were merged into."""
    return select(func.coalesce(calls.c.merged_into, calls.c.id)).where(calls.c.id.in_(call_ids))


def _not_closed(now: dt.datetime) -> ColumnElement[bool]:
    return or_(calls.c.closes_at.is_(None), calls.c.closes_at > now)


def _read(tx: Tx, *conditions: ColumnElement[bool], with_text: bool = True) -> list[Call]:
    """Two queries whatever the number of calls: the calls, and who has seen them."""
    query = (select(calls) if with_text else select(*_WITHOUT_TEXT)).where(_OWN, *conditions).order_by(calls.c.id)
    rows = tx.connection.execute(query).mappings().all()
    if not rows:
        return []
    seen: dict[int, list[Any]] = {}
    sighted = select(sightings.c.call_id, sightings.c.source_id, sightings.c.first_seen, sightings.c.last_seen)
    chosen = select(calls.c.id).where(_OWN, *conditions)
    for row in tx.connection.execute(sighted.where(sightings.c.call_id.in_(chosen))):
        seen.setdefault(row.call_id, []).append(row)
    return [_call(row, seen.get(row["id"], [])) for row in rows]


def _call(row: RowMapping, seen: list[Any]) -> Call:
    seen.sort(key=lambda sighting: (sighting.first_seen, sighting.source_id))
    named = dict.fromkeys(sighting.source_id for sighting in seen)
    return Call(
        id=row["id"],
        facts=from_row(row),
        content_hash=row["content_hash"],
        sources=tuple(named),
        first_seen=row["first_seen"],
        last_seen=max((sighting.last_seen for sighting in seen), default=row["first_seen"]),
        gone_since=row["gone_since"],
        backlog=row["backlog"],
        origins=row["origins"],
        disputes=tuple(
            Dispute(d["field"], tuple((source, value) for source, value in d["said"])) for d in row["disputes"]
        ),
    )
