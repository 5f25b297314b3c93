"""Stored matches, and what they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select

from db.records import Band, Match, MatchState, Reason
from db.tables.matches import match_states
from db.tables.matches import matches as match_table
from db.transaction import Tx, chunks, insert_into

_REASON = ("weight", "swedish", "english", "term", "via", "about", "mark")


def replace(
    tx: Tx,
    organisation_id: str,
    area_ids: Collection[str],
    call_ids: Collection[int] | None,
    matches: Sequence[Match],
    now: dt.datetime,
) -> None:
    """Puts ``matches`` in the place of all stored matches of these areas, or of these areas with these calls only.

    Raises ValueError for a match outside what is replaced: it would stay when the next replacement should remove it.
    """
    wanted = None if call_ids is None else set(call_ids)
    for match in matches:
        if match.organisation_id != organisation_id or match.area_id not in area_ids:
            raise ValueError(f"the match of area {match.area_id} is not among the areas to replace")
        if wanted is not None and match.call_id not in wanted:
            raise ValueError(f"the match of call {match.call_id} is not among the calls to replace")
    mine = delete(match_table).where(
        match_table.c.organisation_id == organisation_id, match_table.c.area_id.in_(list(area_ids))
    )
    if wanted is None:
        tx.connection.execute(mine)
    else:
        for chunk in chunks(sorted(wanted)):
            tx.connection.execute(mine.where(match_table.c.call_id.in_(chunk)))
    if matches:
        tx.connection.execute(insert(match_table), [_values(match, now) for match in matches])


def listing(
    tx: Tx, organisation_id: str, *, area_id: str | None = None, bands: Collection[Band] | None = None
) -> list[Match]:
    """Stored matches by area, best first; equal scores by call id, so that the order never wavers."""
    query = select(match_table).where(match_table.c.organisation_id == organisation_id)
    if area_id is not None:
        query = query.where(match_table.c.area_id == area_id)
    if bands is not None:
        query = query.where(match_table.c.band.in_([band.value for band in bands]))
    rows = tx.connection.execute(query).mappings()
    # Sorted here, since the engines order letters differently.
    return sorted(map(_match, rows), key=lambda match: (match.area_id, -match.score, match.call_id))


def of_call(tx: Tx, organisation_id: str, call_id: int) -> list[Match]:
    """An organisation's matches of one call, best first."""
    query = select(match_table).where(
        match_table.c.organisation_id == organisation_id, match_table.c.call_id == call_id
    )
    found = map(_match, tx.connection.execute(query).mappings())
    return sorted(found, key=lambda match: (-match.score, match.area_id))


def state(tx: Tx, organisation_id: str) -> MatchState | None:
    """What was last matched; None before the first time."""
    query = select(match_states).where(match_states.c.organisation_id == organisation_id)
    row = tx.connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    calls = {int(call_id): content for call_id, content in row["calls"].items()}
    return MatchState(row["basis"], calls, row["learnt_calls"], row["concepts"], row["moved"])


def set_state(tx: Tx, organisation_id: str, found: MatchState) -> None:
    """Remembers what was matched."""
    values = {
        "basis": found.basis,
        "calls": {str(call_id): content for call_id, content in found.calls.items()},
        "learnt_calls": found.learnt_calls,
        "concepts": dict(found.concepts),
        "moved": found.moved,
    }
    statement = insert_into(tx, match_states).values(organisation_id=organisation_id, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["organisation_id"], set_=values))


def _values(match: Match, now: dt.datetime) -> dict[str, Any]:
    return {
        "organisation_id": match.organisation_id,
        "area_id": match.area_id,
        "call_id": match.call_id,
        "score": match.score,
        "band": match.band.value,
        "reasons": [{name: getattr(reason, name) for name in _REASON} for reason in match.reasons],
        "at": now,
    }


def _match(row: RowMapping) -> Match:
    return Match(
        organisation_id=row["organisation_id"],
        area_id=row["area_id"],
        call_id=row["call_id"],
        score=row["score"],
        band=Band(row["band"]),
        reasons=tuple(Reason(**reason) for reason in row["reasons"]),
    )
