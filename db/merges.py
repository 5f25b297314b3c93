"""Calls that turn out to be one, and come apart again. Nothing is deleted: the one that is merged is hidden and kept.

What hangs on it follows: considerations, announcements, marks, matches, applications and projects; what followed is
written down, so that it can go back. Revisions stay, since what a contact was told of them is told of that call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from db.facts import from_row, to_columns
from db.followers import Known, bring_along, send_back, tell, who_know
from db.records import CallFacts, Change, Dispute
from db.tables.calls import calls, revisions
from db.transaction import Tx, chunks

__all__ = [
    "Restated", "bring_back", "create", "facts_of", "free_keys", "hidden", "hide", "point", "restate",
    "revise", "tell",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restated:
    """What a call says from now on, and what has changed by whose word. ``call_id`` is 0 for one to be made."""

    call_id: int
    facts: CallFacts
    content_hash: str
    closes_at: dt.datetime | None
    origins: Mapping[str, str]
    disputes: Sequence[Dispute]
    changes: Sequence[tuple[str, Change]] = ()
    first_seen: dt.datetime | None = None
    backlog: bool = False


def facts_of(tx: Tx, call_ids: Collection[int]) -> dict[int, CallFacts]:
    """What these calls say, hidden or not."""
    found: dict[int, CallFacts] = {}
    for chunk in chunks(sorted(call_ids)):
        rows = tx.connection.execute(select(calls).where(calls.c.id.in_(chunk))).mappings()
        found |= {row["id"]: from_row(row) for row in rows}
    return found


def free_keys(tx: Tx, call_ids: Collection[int]) -> None:
    """Takes their keys from these calls until they are restated, so that they may change places."""
    rows = [{"row_id": i, "free": f"={i}"} for i in call_ids]
    if rows:
        statement = update(calls).where(calls.c.id == bindparam("row_id")).values(folded_key=bindparam("free"))
        tx.connection.execute(statement, rows)


def create(tx: Tx, items: Sequence[Restated], now: dt.datetime) -> list[int]:
    """Stores calls and returns their ids."""
    if not items:
        return []
    rows = [_columns(item) | {"first_seen": item.first_seen or now, "backlog": item.backlog} for item in items]
    return list(tx.connection.scalars(insert(calls).returning(calls.c.id, sort_by_parameter_order=True), rows))


def restate(tx: Tx, items: Sequence[Restated], now: dt.datetime) -> dict[int, list[int]]:
    """Writes what these calls say, and a revision for each change. The ids of the revisions, by call."""
    if not items:
        return {}
    rows = [_columns(item) | {"row_id": item.call_id} for item in items]
    statement = update(calls).where(calls.c.id == bindparam("row_id")).values(gone_since=None, merged_into=None)
    tx.connection.execute(statement, rows)
    return revise(tx, [(item.call_id, source, change) for item in items for source, change in item.changes], now)


def revise(tx: Tx, changes: Sequence[tuple[int, str, Change]], now: dt.datetime) -> dict[int, list[int]]:
    """A revision for each change (call, source, change); their ids by call."""
    rows = [
        {"call_id": i, "source_id": s, "field": c.field, "old": c.old, "new": c.new, "at": now} for i, s, c in changes
    ]
    if not rows:
        return {}
    ids = tx.connection.scalars(insert(revisions).returning(revisions.c.id, sort_by_parameter_order=True), rows)
    found: dict[int, list[int]] = {}
    for revision_id, (call_id, _, _) in zip(ids, changes, strict=True):
        found.setdefault(call_id, []).append(revision_id)
    return found


def hide(tx: Tx, call_id: int, into: int) -> tuple[Known, Known]:
    """Merges a call into another, and what hangs on it with it. Who knew the other, and who only knew this one."""
    free_keys(tx, [call_id])
    tx.connection.execute(update(calls).where(calls.c.id == call_id).values(merged_into=into))
    before, mine = who_know(tx, into), who_know(tx, call_id)
    bring_along(tx, call_id, into)
    strangers = {who: mail for who, mail in mine.items() if who not in before}
    told = tx.connection.scalars(select(revisions.c.id).where(revisions.c.call_id == into)).all()
    tell(tx, into, told, strangers)
    return before, strangers


def hidden(tx: Tx, folded_keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Merged calls by the keys they had: their ids, and what they are merged into."""
    wanted = set(folded_keys)
    ids = {key.partition(":")[2] for key in wanted}
    found: dict[str, tuple[int, int]] = {}
    for chunk in chunks(sorted(ids)):
        query = select(calls.c.id, calls.c.namespace, calls.c.folded_id, calls.c.merged_into)
        query = query.where(calls.c.folded_id.in_(chunk), calls.c.merged_into.is_not(None)).order_by(calls.c.id)
        for row in tx.connection.execute(query):
            if (key := f"{row.namespace}:{row.folded_id}") in wanted:
                found[key] = (row.id, row.merged_into)
    return found


def bring_back(tx: Tx, call_id: int, out_of: int) -> None:
    """A merged call is one of its own again, with what had followed it. It is to be restated."""
    send_back(tx, call_id, out_of)
    tx.connection.execute(update(calls).where(calls.c.id == call_id).values(merged_into=None))


def point(tx: Tx, places: Mapping[int, int]) -> None:
    """Where hidden calls lead to from now on."""
    if places:
        statement = update(calls).where(calls.c.id == bindparam("row_id"), calls.c.merged_into.is_not(None))
        rows = [{"row_id": i, "into": into} for i, into in places.items()]
        tx.connection.execute(statement.values(merged_into=bindparam("into")), rows)


def _columns(item: Restated) -> dict[str, Any]:
    disputes = [{"field": d.field, "said": [list(pair) for pair in d.said]} for d in item.disputes]
    return {
        **to_columns(item.facts),
        "content_hash": item.content_hash,
        "closes_at": item.closes_at,
        "origins": dict(item.origins),
        "disputes": disputes,
    }
