"""What a crawl writes. Statements are a few a thousand calls; one that finds nothing changed writes only last-seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy import insert as insert_rows
from sqlalchemy import update as update_rows

from db.facts import clues_to_json, key_columns, to_columns, to_json
from db.records import CallFacts, Change, Clues
from db.sighting_rows import add_tokens, sighting_ids
from db.tables.calls import calls, revisions, sightings
from db.tables.sources import sources
from db.transaction import Tx, chunks, insert_into

_GONE_AFTER = 2
"""Complete crawls in a row without the call; one alone happens when a portal reorders its pages under the crawl."""


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call that the source has not shown before. ``closes_at``: the end of its latest deadline, None if unknown."""

    facts: CallFacts
    raw_hash: str
    content_hash: str
    closes_at: dt.datetime | None
    backlog: bool = False
    clues: Clues | None = None
    tokens: tuple[str, ...] = ()
    """What the sighting is to be found by."""


@dataclass(frozen=True, slots=True)
class ChangedCall:
    """New facts of a stored call, and how they differ from the stored ones."""

    call_id: int
    facts: CallFacts
    raw_hash: str
    content_hash: str
    closes_at: dt.datetime | None
    changes: tuple[Change, ...]


def insert(tx: Tx, source_id: str, items: Sequence[NewCall], now: dt.datetime) -> list[int]:
    """Stores calls and returns their ids, in the order of the items.

    A key that another source has brought already gets a sighting only: its facts stay, and it is not gone any more.
    """
    ids = _ids_by_key(tx, (item.facts.key.folded for item in items))
    elsewhere = set(ids.values())
    first: dict[str, NewCall] = {}
    for item in items:
        first.setdefault(item.facts.key.folded, item)
    fresh = [item for key, item in first.items() if key not in ids]
    if fresh:
        statement = insert_rows(calls).returning(calls.c.id, sort_by_parameter_order=True)
        rows = [_columns(item) | {"first_seen": now, "backlog": item.backlog} for item in fresh]
        new_ids = tx.connection.scalars(statement, rows).all()
        ids |= {item.facts.key.folded: new_id for item, new_id in zip(fresh, new_ids, strict=True)}
    _see(tx, source_id, [(ids[key], item) for key, item in first.items()], now, elsewhere)
    _bring_back(tx, elsewhere)
    return [ids[item.facts.key.folded] for item in items]


def update(tx: Tx, source_id: str, items: Sequence[ChangedCall], now: dt.datetime) -> None:
    """Replaces the facts of stored calls and writes a revision for each change."""
    if not items:
        return
    rows = [_columns(item) | {"row_id": item.call_id} for item in items]
    tx.connection.execute(update_rows(calls).where(calls.c.id == bindparam("row_id")), rows)
    changes = [
        {"call_id": item.call_id, "source_id": source_id, "field": c.field, "old": c.old, "new": c.new, "at": now}
        for item in items
        for c in item.changes
    ]
    if changes:
        tx.connection.execute(insert_rows(revisions), changes)
    _see(tx, source_id, [(item.call_id, item) for item in items], now)
    _bring_back(tx, {item.call_id for item in items})


def touch(tx: Tx, source_id: str, call_ids: Collection[int], now: dt.datetime) -> None:
    """The source still shows these calls, unchanged."""
    for chunk in chunks(call_ids):
        seen = sightings.c.source_id == source_id, sightings.c.call_id.in_(chunk)
        tx.connection.execute(update_rows(sightings).where(*seen).values(last_seen=now, missed=0))
    _bring_back(tx, call_ids)


def touch_raw(tx: Tx, source_id: str, items: Sequence[tuple[int, str]], now: dt.datetime) -> None:
    """The source shows these sightings (id, raw hash) with other bytes that say the same."""
    if not items:
        return
    mine = sightings.c.source_id == source_id, sightings.c.id == bindparam("row_id")
    statement = update_rows(sightings).where(*mine).values(raw_hash=bindparam("hash"), last_seen=now, missed=0)
    tx.connection.execute(statement, [{"row_id": sighting_id, "hash": raw_hash} for sighting_id, raw_hash in items])
    for chunk in chunks(sighting_id for sighting_id, _ in items):
        _bring_back(tx, tx.connection.scalars(select(sightings.c.call_id).where(sightings.c.id.in_(chunk))).all())


def miss(tx: Tx, source_id: str, seen_call_ids: Collection[int], now: dt.datetime) -> list[int]:
    """After a complete crawl: counts what the source no longer showed. Returns the calls that are gone from now on.

    A call is gone when the source has missed it twice in a row and no other source in force still shows it. Counting
    stops there, so that calls long gone are not written again at each crawl.
    """
    counting = select(sightings.c.call_id, sightings.c.missed).where(
        sightings.c.source_id == source_id, sightings.c.missed < _GONE_AFTER
    )
    seen = set(seen_call_ids)
    missing = {row.call_id: row.missed + 1 for row in tx.connection.execute(counting) if row.call_id not in seen}
    for chunk in chunks(sorted(missing)):
        mine = sightings.c.source_id == source_id, sightings.c.call_id.in_(chunk)
        tx.connection.execute(update_rows(sightings).where(*mine).values(missed=sightings.c.missed + 1))
    lost = sorted(call_id for call_id, missed in missing.items() if missed >= _GONE_AFTER)
    return _let_go(tx, lost, now)


def _let_go(tx: Tx, call_ids: Sequence[int], now: dt.datetime) -> list[int]:
    """Marks those that nobody shows any more. A source no longer in sources.toml shows nothing."""
    removed = select(sources.c.id).where(sources.c.removed)
    shown = exists().where(
        sightings.c.call_id == calls.c.id,
        sightings.c.missed < _GONE_AFTER,
        sightings.c.source_id.not_in(removed),
    )
    gone: list[int] = []
    for chunk in chunks(call_ids):
        lost = calls.c.id.in_(chunk), calls.c.gone_since.is_(None), ~shown
        gone += tx.connection.scalars(update_rows(calls).where(*lost).values(gone_since=now).returning(calls.c.id))
    return sorted(gone)


def _bring_back(tx: Tx, call_ids: Iterable[int]) -> None:
    """Somebody shows them, so they are not gone; rows that were not gone are left alone."""
    for chunk in chunks(call_ids):
        back = calls.c.id.in_(chunk), calls.c.gone_since.is_not(None)
        tx.connection.execute(update_rows(calls).where(*back).values(gone_since=None))


def _ids_by_key(tx: Tx, folded_keys: Iterable[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for chunk in chunks(folded_keys):
        query = select(calls.c.folded_key, calls.c.id).where(calls.c.folded_key.in_(chunk))
        ids |= {row.folded_key: row.id for row in tx.connection.execute(query)}
    return ids


def _see(
    tx: Tx,
    source_id: str,
    items: Sequence[tuple[int, NewCall | ChangedCall]],
    now: dt.datetime,
    beside: Set[int] = frozenset(),
) -> None:
    """Stores what this source said of the calls, whether it has shown them before or not.

    Of calls in ``beside``, which other sources brought, it keeps its own facts.
    """
    rows: list[dict[str, Any]] = [
        {
            **key_columns(item.facts.key),
            "source_id": source_id,
            "call_id": call_id,
            "raw_hash": item.raw_hash,
            "content_hash": item.content_hash,
            "missed": 0,
            "first_seen": now,
            "last_seen": now,
            "clues": clues_to_json(item.clues) if isinstance(item, NewCall) else None,
            "said": to_json(item.facts) if call_id in beside else None,
        }
        for call_id, item in items
    ]
    if not rows:
        return
    statement = insert_into(tx, sightings)
    news = {name: statement.excluded[name] for name in ("raw_hash", "content_hash", "missed", "last_seen")}
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["source_id", "folded_key"], set_=news), rows)
    named = {item.facts.key.folded: item.tokens for _, item in items if isinstance(item, NewCall) and item.tokens}
    ids = sighting_ids(tx, source_id, named)
    add_tokens(tx, {ids[key]: tokens for key, tokens in named.items()})


def _columns(item: NewCall | ChangedCall) -> dict[str, Any]:
    return to_columns(item.facts) | {"content_hash": item.content_hash, "closes_at": item.closes_at}
