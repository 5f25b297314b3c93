"""Crawl the sources: fetch and read outside any transaction, decide purely, then write in one short transaction.

One broken source never stops another and never empties what is stored.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import db.calls
import db.sources
from db.engine import Database
from db.records import CrawlReport, SourceRecord, SourceState, Validators
from watcher import clock
from watcher.config.sourcefile import SourceConfig
from watcher.config.trust import Trust
from watcher.errors import NotFound, Unreachable, WatcherError
from watcher.jobs import joining, rawstore
from watcher.jobs.deps import Deps
from watcher.jobs.takein import Counts, take_in
from watcher.log import log
from watcher.rules.verdict import FEWEST, UNIFORM, judge, most_common_share
from watcher.sources.base import SourceAnswer, SourceMemory
from watcher.sources.registry import ADAPTERS

HOSTS_AT_ONCE = 8


def run(
    deps: Deps, now: dt.datetime, only: str | Collection[str] | None = None, *, backlog: bool = False
) -> list[CrawlReport]:
    """Crawl all enabled sources, or those named. Reports come in the order of sources.toml.

    With ``backlog`` what is new is stored and matched, but never announced as new: how a new source is taken in.

    ``now`` decides what is past; started and finished are the same moment plus the time it took.
    Raises NotFound for a source that sources.toml does not have.
    """
    named = {only} if isinstance(only, str) else only
    wanted = [s for s in deps.sources.sources if (s.enabled if named is None else s.id in named)]
    if named is not None and (missing := set(named) - {s.id for s in wanted}):
        raise NotFound(f"källan {sorted(missing)[0]!r} finns inte i sources.toml")
    by_host: dict[str, list[SourceConfig]] = defaultdict(list)
    for source in wanted:
        by_host[urlsplit(source.url).netloc].append(source)
    store = _Store(deps.database, threading.Lock(), backlog, deps.sources.trust)
    joining.regroup_all(deps.database, deps.sources.trust, now)
    with ThreadPoolExecutor(min(HOSTS_AT_ONCE, max(1, len(by_host)))) as pool:
        groups = pool.map(lambda sources: [_crawl(deps, s, now, store) for s in sources], by_host.values())
        reports = {r.source_id: r for group in groups for r in group}
    with deps.database.write() as tx:
        db.sources.mark_removed(tx, [s.id for s in deps.sources.sources])
    return [reports[s.id] for s in wanted]


@dataclass(frozen=True)
class _Store:
    """The way into the database: hosts are fetched side by side, what they brought is written one after the other."""

    database: Database
    writing: threading.Lock
    backlog: bool
    trust: Trust

    def take_in(self, source_id: str, answer: SourceAnswer, now: dt.datetime) -> Counts:
        with self.writing:
            return take_in(self.database, source_id, answer, now, self.trust, backlog=self.backlog)


def _crawl(deps: Deps, source: SourceConfig, now: dt.datetime, store: _Store) -> CrawlReport:
    """One source from question to report; what goes wrong becomes its state and reason."""
    began = clock.monotonic()
    with deps.database.read() as tx:
        record = db.sources.get(tx, source.id)
    requests_before = deps.fetcher.requests
    try:
        answer = ask(deps, source, record, now)
    except WatcherError as error:
        report = _failure(source, error, now, began, deps.fetcher.requests - requests_before)
        rows, validators = None, None
    else:
        rows = len(answer.candidates) + answer.rejected
        answer, believed = _judged(deps, source, answer, record)
        counts = store.take_in(source.id, answer, now)
        answer = replace(answer, notes=(*answer.notes, *_keep(deps, source, answer, now)))
        report = _success(source, answer, counts, now, began)
        rows = rows if believed and answer.state is not SourceState.NOT_MODIFIED else None
        validators = answer.validators if report.state is SourceState.OK else None
    with store.writing, deps.database.write() as tx:
        db.sources.record(tx, report, name=source.name, rows=rows, validators=validators)
    log.info("crawl", source=source.id, state=report.state.value, new=report.new, changed=report.changed)
    return report


def ask(deps: Deps, source: SourceConfig, record: SourceRecord | None, now: dt.datetime) -> SourceAnswer:
    """Let the source's adapter read it. Raises FetchError, ParseError or SourceFailed."""
    memory = SourceMemory(
        now=now,
        rows=record.rows if record else 0,
        validators=record.validators if record else Validators(),
        progress=lambda done, total: deps.progress(source.id, done, total),
        known=lambda: _raw_hashes(deps, source) if record or "of" in source.options else {},
    )
    return ADAPTERS[source.kind](source, deps.fetcher, memory)


def _raw_hashes(deps: Deps, source: SourceConfig) -> dict[str, str]:
    """What is stored of a source; of the one it checks, where it checks another."""
    whose = str(source.options.get("of", source.id))
    with deps.database.read() as tx:
        return {key: sighting.raw_hash for key, sighting in db.calls.known(tx, whose).items()}


def _judged(
    deps: Deps, source: SourceConfig, answer: SourceAnswer, record: SourceRecord | None
) -> tuple[SourceAnswer, bool]:
    """The answer, suspect and incomplete where it cannot be believed; and whether its number of rows can be.

    The number of a halved answer is believed, so that a list that stays short is suspect once, not for ever; that of
    a uniform one where it is more than last time, so that an empty list after it does not pass for an ordinary one.
    """
    if answer.state is SourceState.NOT_MODIFIED:
        return answer, True
    before = record.rows if record else 0
    with deps.database.read() as tx:
        known = db.calls.known(tx, source.id).values()
    verdict = judge(
        [c.title for c in answer.candidates],
        [c.url for c in answer.candidates],
        [c.deadlines or None for c in answer.candidates],
        before=before,
        uniform_before=len(known) >= FEWEST and most_common_share(k.closes_at for k in known) >= UNIFORM,
    )
    if not verdict.notes:
        return answer, answer.state is SourceState.OK
    kept = answer.candidates if verdict.usable else ()
    suspect = replace(
        answer,
        state=SourceState.SUSPECT,
        complete=False,
        candidates=kept,
        rejected=answer.rejected + len(answer.candidates) - len(kept),
        notes=(*answer.notes, *verdict.notes),
    )
    return suspect, verdict.usable or len(answer.candidates) > before


def _keep(deps: Deps, source: SourceConfig, answer: SourceAnswer, now: dt.datetime) -> tuple[str, ...]:
    """Keep the raw answer; a full disk is a note, the crawl goes on."""
    try:
        rawstore.keep(deps.settings.home / "raw", source.id, answer.raw, now)
    except OSError as error:
        return (f"råsvaret kunde inte sparas: {error.strerror}",)
    return ()


def _success(source: SourceConfig, answer: SourceAnswer, counts: Counts, now: dt.datetime, began: float) -> CrawlReport:
    return CrawlReport(
        source_id=source.id,
        state=answer.state,
        started=now,
        finished=_later(now, began),
        requests=answer.requests,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        stale=counts.stale,
        duplicate=counts.duplicate,
        rejected=answer.rejected + counts.rejected,
        undated=sum(not c.deadlines for c in answer.candidates),
        notes=(*answer.notes, *counts.notes),
    )


def _failure(source: SourceConfig, error: WatcherError, now: dt.datetime, began: float, requests: int) -> CrawlReport:
    log.warning("crawl failed", source=source.id, kind=type(error).__name__)
    return CrawlReport(
        source_id=source.id,
        state=SourceState.UNREACHABLE if isinstance(error, Unreachable) else SourceState.FAILED,
        started=now,
        finished=_later(now, began),
        requests=requests,
        error=str(error),
    )


def _later(now: dt.datetime, began: float) -> dt.datetime:
    """``now`` plus the time that has really passed since ``began`` (monotonic seconds)."""
    return now + dt.timedelta(seconds=clock.monotonic() - began)
