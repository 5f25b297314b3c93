"""The portal's own file of each shortlisted topic whose row came without text or money.

Only calls with a match worth a person's time are looked up, once a day at most, and the file is asked for with
If-Modified-Since where the last one had nothing to add. What was known is never replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import db.calls
import db.details
import db.matches
import db.organisations
from db.calls import ChangedCall
from db.details import DetailLook
from db.engine import Tx
from db.records import Band, Call, Validators
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, FetchError, ParseError
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.rules.changes import compare, content_hash
from watcher.rules.deadlines import closes_at
from watcher.sources.options import text_option
from watcher.sources.sedia.details import address, filled, lacks

AT_ONCE = 50
"""Files looked at in one run; the others come next time."""
PATIENCE = dt.timedelta(hours=20)
SHORTLISTED = (Band.STRONG, Band.POSSIBLE)
_NAMESPACE = "ft"


@dataclass(frozen=True, slots=True)
class DetailsReport:
    """How many files were looked at, how many filled something in, and how many could not be had."""

    asked: int = 0
    filled: int = 0
    failed: int = 0


def run(deps: Deps, now: dt.datetime) -> DetailsReport:
    """Look up what is lacking. A source without ``details_url`` has no such files."""
    report = DetailsReport()
    for source in deps.sources.sources:
        if source.enabled and source.kind == "sedia" and text_option(source, "details_url"):
            report = _of_source(deps, source, now, report)
    return report


def _of_source(deps: Deps, source: SourceConfig, now: dt.datetime, report: DetailsReport) -> DetailsReport:
    with deps.database.read() as tx:
        calls = _lacking(tx, source.id, now)
        looks = db.details.looks(tx, [call.id for call in calls])
        known = {s.call_id: s.raw_hash for s in db.calls.known(tx, source.id).values()}
    due = [c for c in calls if c.id not in looks or looks[c.id].checked + PATIENCE <= now]
    due.sort(key=lambda c: (c.id in looks, c.id))
    for call in due[:AT_ONCE]:
        report = _look_up(deps, source, call, looks, known, now, report)
    return report


def _lacking(tx: Tx, source_id: str, now: dt.datetime) -> list[Call]:
    """The open shortlisted topics that this source shows and that lack text or money."""
    organisations = db.organisations.all_organisations(tx)
    ids = {m.call_id for o in organisations for m in db.matches.listing(tx, o.id, bands=SHORTLISTED)}
    calls: Sequence[Call] = db.calls.listing(tx, now, ids=ids)
    return [c for c in calls if c.facts.key.namespace == _NAMESPACE and source_id in c.sources and lacks(c.facts)]


def _look_up(
    deps: Deps, source: SourceConfig, call: Call, looks: Mapping[int, DetailLook], known: Mapping[int, str],
    now: dt.datetime, report: DetailsReport,
) -> DetailsReport:  # fmt: skip
    """One file. A topic without one is looked for again tomorrow; any other failure is tried again next time."""
    last = looks.get(call.id)
    sent = Validators(last_modified=last.last_modified) if last and not last.filled else None
    report = replace(report, asked=report.asked + 1)
    url = address(text_option(source, "details_url"), call.facts.key.external_id)
    try:
        answer = deps.fetcher.get(url, pace=source.rate, accept="application/json", validators=sent)
        facts = call.facts if answer.not_modified else filled(call.facts, answer.content)
    except (FetchError, ParseError) as error:
        log.warning("topic details failed", source=source.id, call=call.id, kind=type(error).__name__)
        if isinstance(error, BadStatus) and error.status == 404:
            _remember(deps, call, DetailLook(now, None, filled=False))
        return replace(report, failed=report.failed + 1)
    changes = compare(call.facts, facts)
    modified = last.last_modified if last and answer.not_modified else answer.validators.last_modified
    with deps.database.write() as tx:
        if changes:
            hashes = known[call.id], content_hash(facts), closes_at(facts.deadlines)
            db.calls.update(tx, source.id, [ChangedCall(call.id, facts, *hashes, changes)], now)
        db.details.remember(tx, call.id, DetailLook(now, modified, filled=bool(changes)))
    return replace(report, filled=report.filled + bool(changes))


def _remember(deps: Deps, call: Call, look: DetailLook) -> None:
    with deps.database.write() as tx:
        db.details.remember(tx, call.id, look)
