"""What is remembered of the sources between crawls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from db.records import CrawlReport, SourceRecord, SourceState, Validators
from db.tables.sources import crawls, sources
from db.transaction import Tx, insert_into

_GOOD = (SourceState.OK, SourceState.NOT_MODIFIED)


# ``id`` is the contract's word; it hides the builtin only within this function.
def get(tx: Tx, id: str) -> SourceRecord | None:  # noqa: A002
    """The source with this id, or None before its first crawl."""
    row = tx.connection.execute(select(sources).where(sources.c.id == id)).mappings().first()
    return None if row is None else _record(row)


def all_sources(tx: Tx) -> list[SourceRecord]:
    """Every source that was ever crawled, removed ones too, by id."""
    return [_record(row) for row in tx.connection.execute(select(sources).order_by(sources.c.id)).mappings()]


def record(tx: Tx, report: CrawlReport, *, name: str, rows: int | None, validators: Validators | None) -> None:
    """Stores how a crawl ended: updates the source and adds to its history.

    ``rows`` and ``validators`` of None keep what was known: a failed crawl must not forget the last complete one.
    """
    known = get(tx, report.source_id) or SourceRecord(report.source_id, name)
    good = report.state in _GOOD
    kept = validators or known.validators
    values = {
        "name": name,
        "state": report.state.value,
        "last_attempt": report.started,
        "last_success": report.finished if good else known.last_success,
        "rows": known.rows if rows is None else rows,
        "etag": kept.etag,
        "last_modified": kept.last_modified,
        "error": report.error,
        "notes": list(report.notes),
        "failures": 0 if good else known.failures + 1,
        "removed": False,
    }
    statement = insert_into(tx, sources).values(id=report.source_id, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    tx.connection.execute(insert(crawls).values(_crawl_values(report)))


def mark_removed(tx: Tx, ids_in_force: Collection[str]) -> None:
    """Marks the sources that sources.toml no longer has, and unmarks those that came back. Their calls stay."""
    changed = {
        source.id: source.id not in ids_in_force
        for source in all_sources(tx)
        if source.removed == (source.id in ids_in_force)
    }
    for source_id, removed in changed.items():
        tx.connection.execute(update(sources).where(sources.c.id == source_id).values(removed=removed))


def history(tx: Tx, source_id: str, limit: int) -> list[CrawlReport]:
    """The latest crawls of a source, newest first."""
    query = select(crawls).where(crawls.c.source_id == source_id).order_by(crawls.c.id.desc()).limit(limit)
    return [_crawl(row) for row in tx.connection.execute(query).mappings()]


def last_started(tx: Tx) -> dict[str, dt.datetime]:
    """When each source was last tried, by id; in UTC."""
    query = select(sources.c.id, sources.c.last_attempt).where(sources.c.last_attempt.is_not(None))
    return {row.id: row.last_attempt for row in tx.connection.execute(query)}


def _record(row: RowMapping) -> SourceRecord:
    return SourceRecord(
        id=row["id"],
        name=row["name"],
        state=None if row["state"] is None else SourceState(row["state"]),
        last_attempt=row["last_attempt"],
        last_success=row["last_success"],
        rows=row["rows"],
        validators=Validators(row["etag"], row["last_modified"]),
        error=row["error"],
        notes=tuple(row["notes"]),
        failures=row["failures"],
        removed=row["removed"],
    )


def _crawl_values(report: CrawlReport) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(report, name) for name in CrawlReport.__slots__}
    return fields | {"state": report.state.value, "notes": list(report.notes)}


def _crawl(row: RowMapping) -> CrawlReport:
    fields: dict[str, Any] = {name: row[name] for name in CrawlReport.__slots__}
    return CrawlReport(**(fields | {"state": SourceState(row["state"]), "notes": tuple(row["notes"])}))
