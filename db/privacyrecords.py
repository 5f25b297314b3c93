"""What is stored of people, and for how long, as frozen records. Standard library only; any package may import it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

GONE = "gallrad"
"""Stands where a person stood once their data have been weeded out."""


class DataKind(StrEnum):
    """Personal data that are kept for the same reason and equally long."""

    CONTACTS = "contacts"
    LINKS = "links"
    STANDINGS = "standings"
    MAILS = "mails"
    STANDS = "stands"
    WORK = "work"
    MARKS = "marks"
    OPERATION = "operation"
    CALLS = "calls"


class Role(StrEnum):
    """What a column says of a person. The first four name one; the others may hold anything about them."""

    ID = "id"
    ADDRESS = "address"
    NAME = "name"
    BY = "by"
    """Who did something: a contact's id, a login name or a role."""
    TEXT = "text"
    BODY = "body"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Personal:
    """A column with personal data. Columns of one ``group`` in a table are about the same person."""

    table: str
    column: str
    role: Role
    kind: DataKind
    group: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A gallringsbeslut: after so many whole months the data of a kind are weeded out. ``reference`` is its number."""

    kind: DataKind
    months: int
    reference: str
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Weeding:
    """That rows of a kind older than ``before`` were weeded out, by which decision."""

    kind: DataKind
    reference: str
    before: dt.datetime
    rows: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """One person by everything they are known by, in lower case but for ``names``.

    ``shared`` are ids that somebody with another address has had as well: a row that has the id alone may be theirs.
    """

    ids: frozenset[str]
    addresses: frozenset[str]
    names: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
