"""What all digests of an organisation are made from, read once in one transaction."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import db.calls
import db.considerations
import db.matches
import db.neighbours
import db.sources
from db.engine import Database
from db.records import Match, Organisation, Revision, SourceRecord
from db.transaction import Tx
from db.workrecords import Consideration, Stand
from watcher.config.sourcefile import EVENTS, SourceFile
from watcher.jobs.callbook import read_calls
from watcher.rules.announce import TOLD_BANDS, Material
from watcher.rules.changes import TOLD
from watcher.rules.events import is_event
from watcher.rules.health import REMEMBERED, Condition, judge
from watcher.rules.insight import Insight, insight


@dataclass(frozen=True)
class Background:
    """The organisation, what is known of calls, and the sources in force with their state."""

    organisation: Organisation
    material: Material
    sources: Sequence[SourceRecord]
    asked: Sequence[Consideration] = ()
    """Considerations without a stand."""
    read: dict[int, Insight] = field(default_factory=dict, repr=False)
    """What the whole texts of calls tell, of those that were asked for."""


def background(tx: Tx, sources: SourceFile, organisation: Organisation, now: dt.datetime) -> Background:
    """Read it all. Calls that have closed are left out, and of the others their long texts."""
    calls = {c.id: c for c in read_calls(tx, now, with_text=False)}
    matches: dict[str, list[Match]] = defaultdict(list)
    for match in db.matches.listing(tx, organisation.id, bands=TOLD_BANDS):
        matches[match.area_id].append(match)
    revisions: dict[int, list[Revision]] = defaultdict(list)
    for revision in db.calls.revisions(tx, calls):
        if revision.field in TOLD:
            revisions[revision.call_id].append(revision)
    about = {s.id for s in sources.sources if s.about == EVENTS}
    events = {i: c for i, c in calls.items() if is_event(c, about)}
    calls = {i: c for i, c in calls.items() if i not in events}
    material = Material(calls, matches, revisions, db.neighbours.listing(tx), events)
    asked = db.considerations.listing(tx, organisation.id, stands=[Stand.NEW])
    return Background(organisation, material, _in_force(tx, sources, now), asked)


def insights(database: Database, known: Background, call_ids: Iterable[int], now: dt.datetime) -> dict[int, Insight]:
    """What the texts of these calls tell. Texts are most of a call, so each is read when first needed, and let go."""
    if missing := [i for i in dict.fromkeys(call_ids) if i not in known.read]:
        with database.read() as tx:
            known.read.update(
                (call.id, insight(call.facts)) for call in db.calls.listing(tx, now, closed=True, ids=missing)
            )
    return known.read


def _in_force(tx: Tx, sources: SourceFile, now: dt.datetime) -> list[SourceRecord]:
    """The enabled sources as they are remembered, each with what its history says is wrong with it."""
    remembered = {s.id: s for s in db.sources.all_sources(tx)}
    found = []
    for source in (s for s in sources.sources if s.enabled):
        record = remembered.get(source.id, SourceRecord(source.id, source.name))
        health = judge(db.sources.history(tx, source.id, REMEMBERED), now)
        trouble = health.words if health.condition in (Condition.SILENT, Condition.DRIFTING) else ""
        found.append(replace(record, name=source.name, trouble=trouble))
    return found
