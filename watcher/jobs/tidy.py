"""Weeds out what the municipality has decided to weed out, and nothing else; what is left is without the person."""

from __future__ import annotations

import datetime as dt
from functools import partial

import db.organisations
import db.retention
from db.privacyrecords import DataKind, Decision, Weeding
from db.retention import Weeds
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.rules import privacy
from watcher.rules.retention import months_before


def run(deps: Deps, now: dt.datetime) -> dict[DataKind, int]:
    """Rows weeded out, of each kind with a decision. A kind without one is not touched. Done again it finds nothing."""
    total: dict[DataKind, int] = {}
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
        decided = {o.id: db.retention.decisions(tx, o.id) for o in organisations}
    for organisation in organisations:
        for kind, decision in decided[organisation.id].items():
            before = months_before(decision.months, now)
            clean = partial(privacy.cleaned, organisation=organisation)
            weeds = Weeds(organisation.id, before, privacy.people(organisation), clean)
            rows = 0
            while done := _batch(deps, weeds, decision, now):
                rows += done
            total[kind] = total.get(kind, 0) + rows
            if rows:
                log.info("weeded out", kind=kind.value, rows=rows, reference=decision.reference)
    return total


def _batch(deps: Deps, weeds: Weeds, decision: Decision, now: dt.datetime) -> int:
    """One transaction: rows weeded out and that it was done."""
    with deps.database.write() as tx:
        rows = db.retention.weed(tx, decision.kind, weeds)
        if rows:
            done = Weeding(decision.kind, decision.reference, weeds.before, rows, now)
            db.retention.record(tx, weeds.organisation_id, done)
    return rows
