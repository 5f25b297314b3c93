"""What is due now, asked of the database."""

from __future__ import annotations

import datetime as dt

import db.digests
import db.organisations
import db.sources
from db.engine import Database
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.jobs.digest import WEEKLY
from watcher.rules.due import due_digest, due_sources


def sources_due(database: Database, sources: SourceFile, now: dt.datetime) -> list[SourceConfig]:
    """The enabled sources to crawl now."""
    with database.read() as tx:
        started = db.sources.last_started(tx)
    return due_sources(sources.sources, started, now)


def digest_due(database: Database, now: dt.datetime) -> str | None:
    """The week whose digests some organisation has not got and whose hour has come."""
    with database.read() as tx:
        done = [
            set(db.digests.run_keys(tx, organisation.id, WEEKLY))
            for organisation in db.organisations.all_organisations(tx)
        ]
    return next((key for keys in done if (key := due_digest(now, keys))), None)
