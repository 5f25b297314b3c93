"""One whole round: crawl, match, build the week's digests, hand them over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import CrawlReport
from watcher.desk import letters
from watcher.jobs import alert, confirm, crawl, deliver, details, digest, match, recover, summary
from watcher.jobs.deliver import DeliverReport
from watcher.jobs.deps import Deps
from watcher.jobs.digest import DigestReport
from watcher.jobs.match import MatchReport


@dataclass(frozen=True, slots=True)
class RoundReport:
    crawl: Sequence[CrawlReport]
    match: MatchReport
    digest: DigestReport
    deliver: DeliverReport


def run(deps: Deps, now: dt.datetime) -> RoundReport:
    """Digests are sent also when a source failed: they say so themselves."""
    crawled = crawl.run(deps, now)
    matched = match.run(deps, now)
    if details.run(deps, now).filled:
        matched = match.run(deps, now)
    alert.run(deps, now)
    recover.run(deps, now)
    confirm.run(deps, now)
    built = digest.run(deps, now)
    letters.send_news(deps, now)
    summary.run(deps, now)
    return RoundReport(crawled, matched, built, deliver.run(deps, now))
