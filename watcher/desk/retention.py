"""The municipality's decisions on weeding out: looking at them, setting and taking them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import db.organisations
import db.retention
from db.engine import Database
from db.privacyrecords import DataKind, Decision, Weeding
from watcher.errors import UsageError
from watcher.rules import privacy, retention


@dataclass(frozen=True, slots=True)
class Decided:
    """A kind that can be weeded out, the decision in force, and what was last weeded out."""

    kind: DataKind
    decision: Decision | None
    last: Weeding | None


def overview(database: Database) -> list[Decided]:
    """Every kind that can be weeded out. Raises NotStored when there is no organisation."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        decisions = db.retention.decisions(tx, organisation.id)
        done = db.retention.done(tx, organisation.id)
    last = {w.kind: w for w in done}
    for kind, newest in last.items():
        rows = sum(w.rows for w in done if (w.kind, w.at) == (kind, newest.at))
        last[kind] = replace(newest, rows=rows)
    return [Decided(kind, decisions.get(kind), last.get(kind)) for kind in db.retention.WEEDED]


def decide(
    database: Database, kind: DataKind, months: int | None, reference: str, by: str, now: dt.datetime
) -> Decision | None:
    """Set the decision of a kind, or take it back when ``months`` is None. Raises UsageError and NotStored."""
    if kind not in db.retention.WEEDED:
        raise UsageError(f"{kind.value} gallras inte genom beslut. {privacy.how_long(kind, None)}")
    if months is not None:
        retention.checked(months, reference)
    with database.write() as tx:
        organisation = db.organisations.get(tx, None)
        db.retention.decide(tx, organisation.id, kind, months, reference.strip(), by, now)
        return db.retention.decisions(tx, organisation.id).get(kind)
