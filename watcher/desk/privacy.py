"""The register of personal data, everything about one person, and forgetting them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import db.organisations
import db.persondata
import db.retention
from db.engine import Database
from db.personal import PERSONAL
from db.privacyrecords import DataKind, Identity
from db.transaction import Tx
from watcher.clock import STOCKHOLM
from watcher.errors import NotFound
from watcher.rules import privacy
from watcher.rules.paper import Paper
from watcher.rules.privacy import Entry
from watcher.rules.retention import why_kept

_HAPPENED = ("at", "created", "sent", "registered", "made", "opened", "taken", "undone", "since", "released")


@dataclass(frozen=True)
class Found:
    """Everything about a person, by kind and table; and texts of others that name them, as (table, key, column)."""

    identity: Identity
    rows: Mapping[DataKind, Mapping[str, list[dict[str, Any]]]]
    mentions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person who was forgotten, and why (Swedish)."""

    kind: DataKind
    rows: int
    why: str


@dataclass(frozen=True)
class Forgotten:
    """Rows taken away by table, what is kept, and departments that nobody answers for any more."""

    identity: Identity
    removed: Mapping[str, int]
    kept: tuple[Kept, ...]
    mentions: tuple[tuple[str, str, str], ...]
    bereft: tuple[str, ...]


def register(database: Database) -> tuple[Entry, ...]:
    """The register of personal data, with the decisions in force. Raises NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        return privacy.register(PERSONAL, db.retention.decisions(tx, organisation.id))


def register_paper(database: Database, now: dt.datetime) -> Paper:
    """The register as a report. Raises NotStored."""
    lines = register(database)
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
    return privacy.paper(lines, organisation, now.astimezone(STOCKHOLM).date())


def everything(database: Database, person: str, also: Collection[str] = ()) -> Found:
    """All that is stored of a person, given by id or address; ``also`` are other names they go by. Raises NotFound."""
    with database.read() as tx:
        return _everything(tx, person, also)


def erase(database: Database, person: str, now: dt.datetime, also: Collection[str] = (), *, really: bool) -> Forgotten:
    """Take away what nothing obliges the municipality to keep; without ``really`` tell only what would be done.

    Raises NotFound.
    """
    done: list[Forgotten] = []
    with suppress(_Rehearsed), database.write() as tx:
        done.append(_erased(tx, person, now, also))
        if not really:
            raise _Rehearsed
    return done[0]


class _Rehearsed(Exception):
    """Takes back a transaction that was only to show what it would do."""


def _erased(tx: Tx, person: str, now: dt.datetime, also: Collection[str]) -> Forgotten:
    organisation = db.organisations.get(tx, None)
    before = _everything(tx, person, also)
    removed = db.persondata.forget(tx, organisation.id, before.identity, now)
    decisions = db.retention.decisions(tx, organisation.id)
    kept = tuple(
        Kept(kind, sum(map(len, tables.values())), why_kept(kind, decisions.get(kind), _newest(tables)))
        for kind, tables in db.persondata.about(tx, organisation.id, before.identity).items()
    )
    answered = {d.id for d in db.organisations.get(tx, None).departments if d.contacts}
    bereft = tuple(d.name for d in organisation.departments if d.contacts and d.id not in answered)
    return Forgotten(before.identity, removed, kept, before.mentions, bereft)


def _everything(tx: Tx, person: str, also: Collection[str]) -> Found:
    organisation = db.organisations.get(tx, None)
    who = privacy.identity([person, *also], organisation, db.persondata.pairs(tx, organisation.id))
    rows = db.persondata.about(tx, organisation.id, who)
    mentions = db.persondata.mentions(tx, organisation.id, who)
    if not rows and not mentions:
        raise NotFound(f"inget är lagrat om {person}; ange id, e-postadress eller inloggningsnamn")
    return Found(who, rows, tuple(mentions))


def _newest(tables: Mapping[str, list[dict[str, Any]]]) -> dt.datetime | None:
    """The latest moment at which anything of this happened."""
    moments = [row[name] for rows in tables.values() for row in rows for name in _HAPPENED if row.get(name)]
    return max(moments, default=None)
