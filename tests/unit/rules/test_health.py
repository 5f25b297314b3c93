"""Whether a source lives."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.records import CrawlReport, SourceState
from watcher.rules.health import Condition, judge, usual_gap

START = dt.datetime(2026, 1, 1, 6, tzinfo=dt.UTC)


def day(n: int) -> dt.datetime:
    return START + dt.timedelta(days=n)


def crawl(n: int, **change: Any) -> CrawlReport:
    base: dict[str, Any] = {"state": SourceState.OK, "unchanged": 20}
    return CrawlReport("s", started=day(n), finished=day(n), **{**base, **change})


def history(*reports: CrawlReport) -> list[CrawlReport]:
    return sorted(reports, key=lambda r: r.started, reverse=True)


WEEKLY_NEWS = [crawl(n, new=1 if n % 7 == 0 else 0) for n in range(36)]


def test_the_rhythm_is_learnt_from_news() -> None:
    assert usual_gap(history(*WEEKLY_NEWS)) == dt.timedelta(days=7)
    assert usual_gap(history(*WEEKLY_NEWS[:20])) is None


def test_an_ordinary_source_is_fine() -> None:
    assert judge(history(*WEEKLY_NEWS), day(36)).condition is Condition.FINE
    assert judge([], day(0)).condition is Condition.UNKNOWN


def test_silence_beyond_the_rhythm_is_told_with_when_it_began() -> None:
    quiet = [crawl(n) for n in range(36, 80)]
    assert judge(history(*WEEKLY_NEWS, *quiet), day(63)).condition is Condition.FINE
    health = judge(history(*WEEKLY_NEWS, *quiet), day(64))
    assert (health.condition, health.since) == (Condition.SILENT, day(35))
    assert "29 dagar" in health.words


def test_a_source_without_a_known_rhythm_is_never_silent() -> None:
    assert judge(history(*[crawl(n) for n in range(90)]), day(300)).condition is Condition.FINE


def test_three_failures_in_a_row_are_told_two_are_not() -> None:
    bad = [crawl(36 + n, state=SourceState.FAILED, error="felkod 500") for n in range(3)]
    assert judge(history(*WEEKLY_NEWS, *bad[:2]), day(39)).condition is Condition.FINE
    health = judge(history(*WEEKLY_NEWS, *bad), day(39))
    assert (health.condition, health.since) == (Condition.FAILING, day(36))
    assert "felkod 500" in health.words
    assert judge(history(*WEEKLY_NEWS, *bad, crawl(39)), day(40)).condition is Condition.FINE


def test_rows_that_can_no_longer_be_read_are_drift() -> None:
    drifting = [crawl(36, rejected=15, unchanged=5), crawl(37, rejected=15, unchanged=5)]
    health = judge(history(*WEEKLY_NEWS, *drifting), day(38))
    assert (health.condition, health.since) == (Condition.DRIFTING, day(36))
    always = [crawl(n, rejected=15, unchanged=5) for n in range(10)]
    assert judge(history(*always), day(11)).condition is Condition.FINE


def test_last_days_that_are_no_longer_given_are_drift() -> None:
    lost = [crawl(36, undated=20), crawl(37, undated=19)]
    health = judge(history(*WEEKLY_NEWS, *lost), day(38))
    assert (health.condition, health.since) == (Condition.DRIFTING, day(36))
    assert "20 av 20 rader saknar sista dag" in health.words
    assert judge(history(*WEEKLY_NEWS, *lost, crawl(38, undated=2)), day(39)).condition is Condition.FINE


def test_a_source_that_never_gave_last_days_does_not_drift() -> None:
    feed = [crawl(n, undated=20) for n in range(10)]
    assert judge(history(*feed), day(11)).condition is Condition.FINE
