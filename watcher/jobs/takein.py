"""What one crawl brought goes into the database: decided and read outside any transaction."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import db.calls
import db.sightings
from db.calls import NewCall
from db.engine import Database
from db.records import KnownSighting
from watcher.config.trust import Trust
from watcher.errors import ParseError
from watcher.jobs import joining
from watcher.jobs.joining import Restatement
from watcher.rules.changes import compare, content_hash
from watcher.rules.deadlines import closes_at
from watcher.rules.intake import Intake, decide
from watcher.sources.base import Candidate, SourceAnswer

BATCH = 500
"""New calls read and written at a time."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them; ``rejected`` are those that could not be read after all."""

    new: int
    changed: int
    unchanged: int
    stale: int
    duplicate: int
    rejected: int
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Plan:
    """What is going to be written."""

    changed: list[Restatement]
    same: list[tuple[int, str]]
    """Another raw row, the same facts: the sighting's id and the new raw hash."""
    unread: Counter[str]
    rejected: int = 0


def take_in(
    database: Database, source_id: str, answer: SourceAnswer, now: dt.datetime, trust: Trust, *, backlog: bool = False
) -> Counts:
    """Store an answer; what other sources have shown already becomes one call with it.

    With ``backlog`` its new calls are never announced as new. Nothing is closed or deleted; after a complete answer,
    what it lacks is counted as missed. New calls go in batch by batch, so that a first crawl needs little memory;
    killed between, the rest comes with the next crawl.
    """
    with database.read() as tx:
        known = db.calls.known(tx, source_id)
    intake = decide(answer.candidates, known, now)
    plan = _Plan([], [], Counter())
    inserted: list[int] = []
    for start in range(0, len(intake.fresh), BATCH):
        batch = [_read(c, plan) for c in intake.fresh[start : start + BATCH]]
        fresh = [joining.clued(replace(new, backlog=backlog)) for new in batch if new]
        with database.write() as tx:
            inserted += joining.add(tx, source_id, fresh, now, trust)
    _compare(database, intake, known, plan)
    seen = _seen(answer, known)
    with database.write() as tx:
        joining.change(tx, source_id, plan.changed, now, trust)
        if plan.same:
            db.calls.touch_raw(tx, source_id, plan.same, now)
        db.calls.touch(tx, source_id, seen, now)
        if answer.complete:
            db.calls.miss(tx, source_id, [*seen, *inserted], now)
    return Counts(
        new=len(inserted),
        changed=len(plan.changed),
        unchanged=len(intake.unchanged) + len(plan.same),
        stale=len(intake.stale),
        duplicate=intake.duplicates,
        rejected=plan.rejected,
        notes=tuple(f"{n} värden gick inte att läsa: {name}" for name, n in sorted(plan.unread.items())),
    )


def _read(candidate: Candidate, plan: _Plan) -> NewCall | None:
    """The whole row; None, counted, when it cannot be read after all."""
    try:
        facts = candidate.facts()
    except ParseError:
        plan.rejected += 1
        return None
    plan.unread.update(facts.unread.keys())
    return NewCall(facts, candidate.raw_hash, content_hash(facts), closes_at(facts.deadlines))


def _compare(database: Database, intake: Intake[Candidate], known: Mapping[str, KnownSighting], plan: _Plan) -> None:
    """Sort the rows that differ from last time by whether their facts differ, too."""
    sightings = [known[c.key.folded] for c in intake.differing]
    with database.read() as tx:
        before = db.sightings.facts(tx, [s.sighting_id for s in sightings])
    for candidate, seen in zip(intake.differing, sightings, strict=True):
        old, new = before[seen.sighting_id], _read(candidate, plan)
        if new and compare(old, new.facts):
            plan.changed.append(
                Restatement(seen.sighting_id, seen.call_id, old, new.facts, new.raw_hash, new.content_hash)
            )
        elif new:
            plan.same.append((seen.sighting_id, new.raw_hash))


def _seen(answer: SourceAnswer, known: Mapping[str, KnownSighting]) -> list[int]:
    """The stored calls that the answer shows, stale ones too, and those whose row could not be used this time."""
    keys = {c.key.folded for c in answer.candidates} | answer.shown
    return sorted(known[key].call_id for key in keys & known.keys())
