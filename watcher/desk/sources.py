"""Looking at sources: which there are and how they fare, and what one would bring without storing it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import db.calls
import db.sources
from db.engine import Database
from db.records import CallFacts, SourceRecord, SourceState
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.desk.source_check_hints import Hints, hints
from watcher.errors import NotFound, ParseError, Unreachable, WatcherError
from watcher.jobs.crawl import HOSTS_AT_ONCE, ask
from watcher.jobs.deps import Deps
from watcher.rules.intake import decide
from watcher.sources.base import Candidate


@dataclass(frozen=True, slots=True)
class SourceOverview:
    """A source as configured and as remembered; ``record`` is None before its first crawl."""

    config: SourceConfig
    record: SourceRecord | None


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What a crawl would have brought. Counts are rows; ``facts`` are those that would be stored or are already."""

    id: str
    state: SourceState
    requests: int = 0
    new: int = 0
    known: int = 0
    stale: int = 0
    duplicate: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()
    error: str | None = None
    facts: tuple[CallFacts, ...] = ()
    hints: Hints | None = None
    """What each selector or path found; None for kinds without them."""

    @property
    def troubled(self) -> bool:
        return self.state not in (SourceState.OK, SourceState.NOT_MODIFIED)

    @property
    def seen(self) -> int:
        return self.new + self.known + self.stale + self.duplicate + self.rejected


UNCONFIRMED = "frågas inte: en privat databas. Läs villkoren, skriv  terms_confirmed = true  och slå på den"
"""What is said of somebody's own database whose terms nobody has confirmed: not even a check reads it."""


def overview(database: Database, sources: SourceFile) -> list[SourceOverview]:
    """All sources in the order of the file."""
    with database.read() as tx:
        records = {r.id: r for r in db.sources.all_sources(tx)}
    return [SourceOverview(s, records.get(s.id)) for s in sources.sources]


def mark(database: Database, sources: SourceFile) -> None:
    """Mark the sources that are no longer in the file, and unmark those that came back."""
    with database.write() as tx:
        db.sources.mark_removed(tx, [s.id for s in sources.sources])


def check(deps: Deps, source_id: str, now: dt.datetime) -> SourceCheck:
    """Fetch and read a source, enabled or not, and store nothing. Raises NotFound for one that does not exist.
    A private one is not asked before its terms are confirmed.

    What was remembered of earlier answers is not sent along, so that an unchanged source shows its rows, too.
    """
    source = deps.sources.get(source_id)
    if source is None:
        names = ", ".join(s.id for s in deps.sources.sources)
        raise NotFound(f"källan {source_id!r} finns inte i sources.toml. Kända: {names}")
    if source.private and not source.terms_confirmed:
        return SourceCheck(source.id, SourceState.FAILED, 0, error=UNCONFIRMED)
    before = deps.fetcher.requests
    try:
        answer = ask(deps, source, None, now)
    except WatcherError as error:
        state = SourceState.UNREACHABLE if isinstance(error, Unreachable) else SourceState.FAILED
        found = SourceCheck(source.id, state, deps.fetcher.requests - before, error=str(error))
        return replace(found, hints=_hints(deps, source, ()))
    with deps.database.read() as tx:
        known_calls = db.calls.known(tx, source.id)
    intake = decide(answer.candidates, known_calls, now)
    fresh, unread_fresh = _read(intake.fresh)
    known, unread_known = _read([*intake.differing, *intake.unchanged])
    return SourceCheck(
        id=source.id,
        state=answer.state,
        requests=answer.requests,
        new=len(fresh),
        known=len(known),
        stale=len(intake.stale),
        duplicate=intake.duplicates,
        rejected=answer.rejected + unread_fresh + unread_known,
        notes=answer.notes,
        facts=(*fresh, *known),
        hints=_hints(deps, source, answer.raw),
    )


def check_all(deps: Deps, now: dt.datetime) -> list[SourceCheck]:
    """Check every source of the file, those switched off, too, hosts side by side. Nothing is stored."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for source in deps.sources.sources:
        by_host[urlsplit(source.url).netloc].append(source.id)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        groups = pool.map(lambda ids: [check(deps, source_id, now) for source_id in ids], by_host.values())
        found = {checked.id: checked for group in groups for checked in group}
    return [found[source.id] for source in deps.sources.sources]


def _hints(deps: Deps, source: SourceConfig, raw: Sequence[bytes]) -> Hints | None:
    """An answer that cannot be looked at again has no hints; its error is told already."""
    try:
        return hints(deps, source, raw)
    except WatcherError:
        return None


def _read(candidates: Sequence[Candidate]) -> tuple[list[CallFacts], int]:
    """The rows that can be read, and the number of those that cannot."""
    facts = []
    for candidate in candidates:
        try:
            facts.append(candidate.facts())
        except ParseError:
            continue
    return facts, len(candidates) - len(facts)
