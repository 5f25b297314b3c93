"""Record the periods that came and went without a digest, however long nobody was here.

What should exist is the calendar, what does exist is the table: no cursor and no "last run" to lose. A missed period
becomes a run that says why it was skipped; what it would have told has been told to nobody, so the next digest tells
it. Mails that were being handed over when the program ended need nothing here: their claim ends by itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.digests
import db.organisations
from db.records import Organisation
from watcher.jobs import schedule
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.rules.periods import Calendar


@dataclass(frozen=True, slots=True)
class RecoverReport:
    """The periods that were recorded as skipped, as (organisation, kind, key)."""

    skipped: tuple[tuple[str, str, str], ...] = ()


def run(deps: Deps, now: dt.datetime) -> RecoverReport:
    """Record what was missed. Can be killed and run again: a recorded period is no longer missed."""
    calendar = Calendar.of(deps.settings)
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    skipped = tuple(found for o in organisations for found in _organisation(deps, o, calendar, now))
    if skipped:
        log.warning("periods without a digest", skipped=len(skipped))
    return RecoverReport(skipped)


def _organisation(
    deps: Deps, organisation: Organisation, calendar: Calendar, now: dt.datetime
) -> list[tuple[str, str, str]]:
    with deps.database.read() as tx:
        kinds = schedule.kinds(schedule.plan(tx, organisation, now))
        missed = [m for kind in kinds for m in schedule.pending(tx, organisation, kind, now, calendar).missed]
    if not missed:
        return []
    with deps.database.write() as tx:
        return [
            (organisation.id, m.period.kind, m.period.key)
            for m in missed
            if db.digests.open_run(tx, organisation.id, m.period.kind, m.period.key, now, m.reason) is not None
        ]
