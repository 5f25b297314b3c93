"""The rows around sightings that several families of statements need: their ids, and what they are found by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select

from db.tables.calls import sighting_tokens, sightings
from db.transaction import Tx, chunks, insert_into


def sighting_ids(tx: Tx, source_id: str, folded_keys: Iterable[str]) -> dict[str, int]:
    """The ids of a source's sightings by their keys; those it has not shown are left out."""
    found: dict[str, int] = {}
    for chunk in chunks(folded_keys):
        mine = sightings.c.source_id == source_id, sightings.c.folded_key.in_(chunk)
        query = select(sightings.c.folded_key, sightings.c.id).where(*mine)
        found |= {row.folded_key: row.id for row in tx.connection.execute(query)}
    return found


def add_tokens(tx: Tx, tokens: Mapping[int, Collection[str]]) -> None:
    """What these sightings are found by, beside what they are found by already."""
    rows = [{"token": token, "sighting_id": i} for i, named in tokens.items() for token in named]
    if rows:
        tx.connection.execute(insert_into(tx, sighting_tokens).on_conflict_do_nothing(), rows)


def set_tokens(tx: Tx, tokens: Mapping[int, Collection[str]]) -> None:
    """Puts what these sightings are found by in the place of what they were found by."""
    for chunk in chunks(tokens):
        tx.connection.execute(delete(sighting_tokens).where(sighting_tokens.c.sighting_id.in_(chunk)))
    add_tokens(tx, tokens)
