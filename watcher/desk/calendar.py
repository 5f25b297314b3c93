"""What is due now, asked of the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.organisations
import db.sources
from db.engine import Database
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.jobs import schedule
from watcher.rules.due import due_sources, overdue_sources
from watcher.rules.periods import Calendar, Pending


@dataclass(frozen=True, slots=True)
class Due:
    """What an organisation lacks of one kind of digest."""

    organisation_id: str
    kind: str
    pending: Pending


def sources_due(database: Database, sources: SourceFile, now: dt.datetime) -> list[SourceConfig]:
    """The enabled sources to crawl now."""
    with database.read() as tx:
        started = db.sources.last_started(tx)
    return due_sources(sources.sources, started, now)


def digests_due(database: Database, calendar: Calendar, now: dt.datetime) -> list[Due]:
    """The digests whose slot has come and that nobody built, and the periods that were missed."""
    found = []
    with database.read() as tx:
        for organisation in db.organisations.all_organisations(tx):
            for kind in schedule.kinds(schedule.plan(tx, organisation, now)):
                pending = schedule.pending(tx, organisation, kind, now, calendar)
                if pending.build or pending.missed:
                    found.append(Due(organisation.id, kind, pending))
    return found


def crawl_first(database: Database, sources: SourceFile, now: dt.datetime) -> bool:
    """Whether what is stored is too old to write digests from: no source was asked for twice its time, or ever."""
    enabled = [s for s in sources.sources if s.enabled]
    with database.read() as tx:
        started = db.sources.last_started(tx)
    stale = {s.id for s in overdue_sources(enabled, started, now)}
    return bool(enabled) and all(s.id in stale or s.id not in started for s in enabled)
