"""Which periods have their digests, unique by (organisation, kind, key)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from db.records import Run
from db.tables.digests import digest_runs
from db.transaction import Tx, insert_into

_KEY = ("organisation_id", "kind", "key")


def open_run(
    tx: Tx, organisation_id: str, kind: str, key: str, now: dt.datetime, reason: str | None = None
) -> int | None:
    """Records the run; with ``reason`` as one that is skipped. None when it exists already.

    One that was opened later than now was opened when the clock was wrong, and is opened anew.
    """
    values: dict[str, Any] = {"opened": now, "finished": None, "counts": {}, "reason": reason}
    statement = insert_into(tx, digest_runs).values(organisation_id=organisation_id, kind=kind, key=key, **values)
    statement = statement.on_conflict_do_update(index_elements=_KEY, set_=values, where=digest_runs.c.opened > now)
    opened: int | None = tx.connection.scalar(statement.returning(digest_runs.c.id))
    return opened


def run_keys(tx: Tx, organisation_id: str, kind: str) -> dict[str, dt.datetime]:
    """Every run of the kind that was opened, with the moment, oldest first."""
    return {run.key: run.opened for run in runs(tx, organisation_id, kind)}


def runs(tx: Tx, organisation_id: str, kind: str | None = None) -> list[Run]:
    """Every run, oldest first."""
    query = select(digest_runs).where(digest_runs.c.organisation_id == organisation_id)
    if kind is not None:
        query = query.where(digest_runs.c.kind == kind)
    rows = tx.connection.execute(query.order_by(digest_runs.c.opened, digest_runs.c.id))
    return [Run(row.kind, row.key, row.opened, row.reason, row.counts) for row in rows]


def finish_run(
    tx: Tx, organisation_id: str, kind: str, key: str, now: dt.datetime, counts: Mapping[str, object]
) -> None:
    """Records how the run ended; ``counts`` is JSON-ready."""
    tx.connection.execute(
        update(digest_runs)
        .where(digest_runs.c.organisation_id == organisation_id, digest_runs.c.kind == kind, digest_runs.c.key == key)
        .values(finished=now, counts=dict(counts))
    )
