"""What single sources say of calls: found by what they have in common, read whole, and written again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update

from db.facts import clues_from_json, clues_to_json, from_json, from_row, key_columns, to_json
from db.records import CallFacts, CallKey, Clues, Decision, Pair, Seen, Sighting
from db.sighting_rows import add_tokens, set_tokens, sighting_ids
from db.tables.calls import calls, merge_states, sighting_decisions, sighting_tokens, sightings
from db.transaction import Tx, chunks, insert_into

__all__ = [
    "NewSighting",
    "Renewed",
    "add",
    "all_seen",
    "around",
    "call_of",
    "decide",
    "decisions",
    "facts",
    "fingerprint",
    "given_up",
    "of_call",
    "parted",
    "place",
    "renew",
    "set_clues",
    "set_fingerprint",
    "sighting_ids",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewSighting:
    """A source's first word of a call that is stored already, or in the same transaction."""

    call_id: int
    facts: CallFacts
    raw_hash: str
    content_hash: str
    clues: Clues
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a sighting says from now on."""

    id: int
    raw_hash: str
    content_hash: str
    clues: Clues
    tokens: tuple[str, ...]


def around(tx: Tx, tokens: Iterable[str], ids: Collection[int] = ()) -> list[Seen]:
    """Every stored sighting that these tokens lead to, and these sightings, with all that those lead to in turn.

    Those of one call lead to each other, and so do those somebody has decided about. A page that one source gives for
    several calls leads nowhere. One without clues leads to its call's others only.
    """
    found: dict[int, Seen] = {}
    asked: set[str] = set()
    wanted, waiting = set(tokens), set(ids)
    while wanted or waiting:
        waiting |= _holders(tx, wanted)
        asked |= wanted
        fresh = _rows(tx, waiting - found.keys())
        found |= {s.id: s for s in fresh}
        wanted = _tokens_of(tx, [s.id for s in fresh]) - asked
        waiting = _decided_with(tx, [s.id for s in fresh]) - found.keys()
    return list(found.values())


def all_seen(tx: Tx) -> list[Seen]:
    """Every sighting; the clues are empty where they have not been looked for."""
    return [_seen(row) for row in tx.connection.execute(select(*_SEEN))]


def given_up(tx: Tx) -> list[int]:
    """Ids of the sightings whose clues have not been looked for."""
    return list(tx.connection.scalars(select(sightings.c.id).where(sightings.c.clues.is_(None))))


def facts(tx: Tx, ids: Iterable[int]) -> dict[int, CallFacts]:
    """What these sightings say, by id."""
    found: dict[int, CallFacts] = {}
    alone: dict[int, int] = {}
    for chunk in chunks(ids):
        query = select(sightings.c.id, sightings.c.call_id, sightings.c.said).where(sightings.c.id.in_(chunk))
        for row in tx.connection.execute(query):
            if row.said is None:
                alone[row.id] = row.call_id
            else:
                found[row.id] = from_json(row.said)
    told: dict[int, CallFacts] = {}
    for chunk in chunks(sorted(set(alone.values()))):
        rows = tx.connection.execute(select(calls).where(calls.c.id.in_(chunk))).mappings()
        told |= {row["id"]: from_row(row) for row in rows}
    return found | {sighting_id: told[call_id] for sighting_id, call_id in alone.items()}


def of_call(tx: Tx, call_id: int) -> list[Sighting]:
    """Who shows the call and what each says, oldest first."""
    rows = tx.connection.execute(select(sightings).where(sightings.c.call_id == call_id)).all()
    told = facts(tx, [row.id for row in rows])
    found = [
        Sighting(
            id=row.id,
            call_id=row.call_id,
            source_id=row.source_id,
            key=CallKey(row.namespace, row.external_id),
            facts=told[row.id],
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            missed=row.missed,
        )
        for row in rows
    ]
    return sorted(found, key=lambda s: (s.first_seen, s.source_id, s.id))


def call_of(tx: Tx, sighting_id: int) -> int:
    """The call that a stored sighting is of."""
    query = select(sightings.c.call_id).where(sightings.c.id == sighting_id)
    return int(tx.connection.execute(query).scalar_one())


def add(tx: Tx, source_id: str, items: Sequence[NewSighting], now: dt.datetime) -> list[int]:
    """Stores sightings of stored calls with their own facts and returns their ids."""
    rows: list[dict[str, Any]] = [
        {
            **key_columns(item.facts.key),
            "source_id": source_id,
            "call_id": item.call_id,
            "raw_hash": item.raw_hash,
            "content_hash": item.content_hash,
            "missed": 0,
            "first_seen": now,
            "last_seen": now,
            "clues": clues_to_json(item.clues),
            "said": to_json(item.facts),
        }
        for item in items
    ]
    if not rows:
        return []
    statement = insert(sightings).returning(sightings.c.id, sort_by_parameter_order=True)
    ids = list(tx.connection.scalars(statement, rows))
    add_tokens(tx, {i: item.tokens for i, item in zip(ids, items, strict=True)})
    return ids


def renew(tx: Tx, items: Sequence[Renewed], now: dt.datetime) -> None:
    """What these sightings are known and found by from now on."""
    if not items:
        return
    rows = [
        {"row_id": i.id, "raw": i.raw_hash, "content": i.content_hash, "found": clues_to_json(i.clues)} for i in items
    ]
    statement = update(sightings).where(sightings.c.id == bindparam("row_id"))
    values: dict[str, Any] = {"last_seen": now, "missed": 0, "raw_hash": bindparam("raw"), "clues": bindparam("found")}
    tx.connection.execute(statement.values(**values, content_hash=bindparam("content")), rows)
    set_tokens(tx, {i.id: i.tokens for i in items})


def set_clues(tx: Tx, items: Mapping[int, tuple[Clues, tuple[str, ...]]]) -> None:
    """The clues, and the tokens, of sightings that had none."""
    if not items:
        return
    statement = update(sightings).where(sightings.c.id == bindparam("row_id")).values(clues=bindparam("found"))
    tx.connection.execute(statement, [{"row_id": i, "found": clues_to_json(c)} for i, (c, _) in items.items()])
    add_tokens(tx, {i: tokens for i, (_, tokens) in items.items()})


def place(tx: Tx, places: Mapping[int, tuple[int, CallFacts | None]]) -> None:
    """Which call each sighting is of, and its own facts, None where they are the call's."""
    if not places:
        return
    statement = update(sightings).where(sightings.c.id == bindparam("row_id"))
    rows = [
        {"row_id": i, "of": call_id, "own": to_json(said) if said else None} for i, (call_id, said) in places.items()
    ]
    tx.connection.execute(statement.values(call_id=bindparam("of"), said=bindparam("own")), rows)


def decide(tx: Tx, pairs: Iterable[Pair], *, together: bool, by: str, now: dt.datetime) -> None:
    """Somebody's word about pairs of sightings; what was decided of them before is history."""
    rows = [{"lower_id": min(pair), "upper_id": max(pair), "together": together, "by": by, "at": now} for pair in pairs]
    if rows:
        tx.connection.execute(insert(sighting_decisions), rows)


def decisions(tx: Tx, ids: Collection[int]) -> list[Decision]:
    """Every decision about two of these sightings, oldest first."""
    among = set(ids)
    found = {
        row.id: Decision(row.id, (row.lower_id, row.upper_id), row.together, row.by, row.at)
        for row in _decision_rows(tx, ids)
        if row.upper_id in among and row.lower_id in among
    }
    return [found[i] for i in sorted(found)]


def parted(tx: Tx, ids: Collection[int]) -> list[tuple[Decision, int]]:
    """What was decided last about these sightings and others, where it parts them; each with the other's call."""
    mine = set(ids)
    latest = {(row.lower_id, row.upper_id): row for row in sorted(_decision_rows(tx, ids), key=lambda row: row.id)}
    apart = {pair: row for pair, row in latest.items() if not row.together and not mine.issuperset(pair)}
    others = {i for pair in apart for i in pair if i not in mine}
    query = select(sightings.c.id, sightings.c.call_id).where(sightings.c.id.in_(sorted(others)))
    calls_of = {row.id: row.call_id for row in tx.connection.execute(query)} if others else {}
    return [
        (Decision(row.id, pair, False, row.by, row.at), calls_of[next(i for i in pair if i not in mine)])
        for pair, row in sorted(apart.items())
    ]


def fingerprint(tx: Tx) -> str | None:
    """By what all calls were last merged."""
    return tx.connection.scalar(select(merge_states.c.fingerprint).where(merge_states.c.id == 1))


def set_fingerprint(tx: Tx, value: str) -> None:
    """Remembers by what all calls were merged."""
    statement = insert_into(tx, merge_states).values(id=1, fingerprint=value)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"fingerprint": value}))


_SEEN = (sightings.c.id, sightings.c.source_id, sightings.c.folded_key, sightings.c.clues, sightings.c.call_id)


def _seen(row: Any) -> Seen:
    return Seen(row.id, row.source_id, row.folded_key, clues_from_json(row.clues) or Clues(), row.call_id)


def _rows(tx: Tx, ids: Collection[int]) -> list[Seen]:
    """These sightings and the others of their calls."""
    found: list[Seen] = []
    for chunk in chunks(sorted(ids)):
        theirs = select(sightings.c.call_id).where(sightings.c.id.in_(chunk))
        found += map(_seen, tx.connection.execute(select(*_SEEN).where(sightings.c.call_id.in_(theirs))))
    return found


def _holders(tx: Tx, tokens: Collection[str]) -> set[int]:
    """Who has one of these tokens."""
    found: dict[str, list[tuple[str, int]]] = {}
    for chunk in chunks(sorted(tokens)):
        query = select(sighting_tokens.c.token, sightings.c.source_id, sightings.c.id)
        query = query.join_from(sighting_tokens, sightings).where(sighting_tokens.c.token.in_(chunk))
        for token, source_id, sighting_id in tx.connection.execute(query):
            found.setdefault(token, []).append((source_id, sighting_id))
    return {i for token, holders in found.items() if not _shared(token, holders) for _, i in holders}


def _shared(token: str, holders: Sequence[tuple[str, int]]) -> bool:
    return token.startswith("u:") and max(Counter(source for source, _ in holders).values()) > 1


def _tokens_of(tx: Tx, ids: Collection[int]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(ids):
        query = select(sighting_tokens.c.token).where(sighting_tokens.c.sighting_id.in_(chunk))
        found.update(tx.connection.scalars(query))
    return found


def _decided_with(tx: Tx, ids: Collection[int]) -> set[int]:
    return {i for row in _decision_rows(tx, ids) for i in (row.lower_id, row.upper_id)}


def _decision_rows(tx: Tx, ids: Collection[int]) -> Iterator[Row[Any]]:
    table = sighting_decisions
    for chunk in chunks(sorted(ids)):
        yield from tx.connection.execute(
            select(table).where(or_(table.c.lower_id.in_(chunk), table.c.upper_id.in_(chunk)))
        )
