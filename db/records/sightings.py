"""What single sources say of a call, and what tells that two of them mean the same one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.records.calls import CallFacts, CallKey

Pair = tuple[int, int]
"""Two sightings by their ids, the lower first."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a sighting can be recognised by. Everything it has ever said counts, so that a moved deadline parts nothing.

    ``own`` is the identifier that is certainly its own, folded, empty where there is none; ``mentioned`` are others in
    its text. ``page`` is its canonical address. ``titles`` are the words of each title it has had, with the ISO dates
    of the deadlines it then had.
    """

    own: str = ""
    mentioned: tuple[str, ...] = ()
    page: str = ""
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting as far as it takes to decide which call it is of. ``id`` is below zero for one not stored yet."""

    id: int
    source_id: str
    key: str
    """Folded, as the source has it."""
    clues: Clues
    call_id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sighting's own facts."""

    source_id: str
    facts: CallFacts


@dataclass(frozen=True, slots=True)
class Sighting:
    """A source's view of a call as it is stored. ``missed``: complete crawls in a row that did not show it."""

    id: int
    call_id: int
    source_id: str
    key: CallKey
    facts: CallFacts
    first_seen: dt.datetime
    last_seen: dt.datetime
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """Somebody decided that two sightings are of one call, or are not. The latest about a pair is in force."""

    id: int
    pair: Pair
    together: bool
    by: str
    at: dt.datetime
