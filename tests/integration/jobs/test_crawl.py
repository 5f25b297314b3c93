"""Crawling: what is stored, what a second crawl writes, and what a broken source may not do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import db.calls
import db.sources
from db.records import CrawlReport, SourceState
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps
from watcher.demo.portal import Reply
from watcher.errors import NotFound
from watcher.jobs import crawl

WEEK = dt.timedelta(days=7)


def run(deps: JobDeps, weeks: int = 0, only: str | None = None) -> CrawlReport:
    return crawl.run(deps, NOW + weeks * WEEK, only)[0]  # type: ignore[arg-type]


def titles(deps: JobDeps) -> list[str]:
    with deps.database.read() as tx:
        return [c.facts.title for c in db.calls.listing(tx, NOW)]


def rows(count: int = 12) -> list[dict[str, Any]]:
    return [
        portal_row(f"LIFE-{n}", reference=f"{n}TOPICSen", deadlineDate=f"2027-{1 + n % 12:02d}-10T00:00:00.000+0000")
        for n in range(count)
    ]


def test_a_first_crawl_stores_live_calls_and_counts_every_row(deps: JobDeps) -> None:
    stale = portal_row("OLD-1", deadlineDate="2025-01-01T00:00:00.000+0000")
    stub = portal_row("life-0", reference="x", title=None, content="Stub", descriptionByte=None)
    deps.portal.rows = [*rows(), stale, stub, portal_row("", content="No identity")]
    report = run(deps)
    assert report.state is SourceState.OK
    assert (report.new, report.stale, report.duplicate, report.rejected) == (12, 1, 1, 1)
    assert report.seen == 15
    assert len(titles(deps)) == 12
    assert "Title of LIFE-0" in titles(deps)


def test_a_second_crawl_of_the_same_answer_writes_no_revision(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    report = run(deps, weeks=1)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 12)
    with deps.database.read() as tx:
        assert db.calls.revisions(tx) == []
        (first, *_) = db.calls.listing(tx, NOW)
    assert (first.first_seen, first.last_seen) == (NOW, NOW + WEEK)


def test_a_moved_deadline_becomes_a_revision(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.rows[3] = portal_row("LIFE-3", reference="3TOPICSen", deadlineDate="2027-06-30T00:00:00.000+0000")
    assert run(deps, weeks=1).changed == 1
    with deps.database.read() as tx:
        (revision,) = db.calls.revisions(tx)
    assert (revision.field, revision.at) == ("deadlines", NOW + WEEK)
    assert "2027-06-30" in str(revision.new)


def test_another_row_with_the_same_facts_is_unchanged(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.rows[0]["metadata"]["latestInfos"] = ["[]"]
    report = run(deps, weeks=1)
    assert (report.changed, report.unchanged) == (0, 12)


def test_a_call_that_two_complete_crawls_lack_is_gone_not_closed(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.rows = deps.portal.rows[1:]
    run(deps, weeks=1)
    with deps.database.read() as tx:
        assert db.calls.gone(tx) == []
    run(deps, weeks=2)
    with deps.database.read() as tx:
        (gone,) = db.calls.gone(tx)
        call = db.calls.get(tx, gone)
    assert call is not None
    assert call.gone_since == NOW + 2 * WEEK
    assert "Title of LIFE-0" in titles(deps)


def fault(status: int, body: bytes, kind: str = "application/json") -> Any:
    def reply(_path: str, _number: int) -> Reply:
        return status, kind, body, {}

    return reply


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (fault(500, b"{}"), "felkod 500"),
        (fault(200, b"<html>Maintenance</html>", "text/html"), "webbsida"),
        (fault(200, b'{"totalResults": 12, "resu'), "avklippt"),
        (fault(200, b'{"totalResults": 0, "results": []}'), "inga rader"),
        (fault(200, b'{"totalResults": 372564, "results": []}'), "372564"),
    ],
)
def test_a_broken_answer_is_reported_and_changes_nothing(deps: JobDeps, reply: Any, words: str) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.fault = reply
    report = run(deps, weeks=1)
    assert report.state is SourceState.FAILED
    assert words in (report.error or "")
    assert len(titles(deps)) == 12
    with deps.database.read() as tx:
        record = db.sources.get(tx, "portal")
    assert record is not None
    assert (record.state, record.failures, record.rows) == (SourceState.FAILED, 1, 12)


def test_one_broken_source_does_not_stop_another(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    nobody = deps.source("nobody", "feed", "http://127.0.0.1:9/feed")
    deps.watch(nobody, *deps.sources.sources, deps.source("feed", "feed", deps.portal.url + "/feed.xml"))
    reports = crawl.run(deps, NOW)  # type: ignore[arg-type]
    assert [r.source_id for r in reports] == ["nobody", "portal", "feed"]
    assert [r.state for r in reports] == [SourceState.FAILED, SourceState.OK, SourceState.OK]


def test_a_halved_list_is_suspect_once_and_loses_nothing(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.rows = deps.portal.rows[:5]
    report = run(deps, weeks=1)
    assert report.state is SourceState.SUSPECT
    assert "bara 5 rader, förra gången 12" in report.notes
    assert run(deps, weeks=2).state is SourceState.OK
    with deps.database.read() as tx:
        assert db.calls.gone(tx) == []
    assert len(titles(deps)) == 12


def test_rows_that_all_say_the_same_are_suspect_and_not_stored(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    run(deps)
    deps.portal.rows = [
        portal_row(f"LIFE-{n}", reference=f"{n}TOPICSen", deadlineDate="2027-03-01T00:00:00.000+0000")
        for n in range(12)
    ]
    report = run(deps, weeks=1)
    assert (report.state, report.rejected, report.changed) == (SourceState.SUSPECT, 12, 0)
    assert "100 % av 12 rader har samma sista dag" in report.notes


def test_an_unchanged_feed_is_asked_conditionally(deps: JobDeps) -> None:
    deps.watch(deps.source("feed", "feed", deps.portal.url + "/feed.xml"))
    assert run(deps).new == 2
    assert run(deps, weeks=1).state is SourceState.NOT_MODIFIED


def test_only_the_named_source_is_crawled_even_when_it_is_switched_off(deps: JobDeps) -> None:
    deps.portal.rows = rows()
    assert len(crawl.run(deps, NOW, "portal")) == 1  # type: ignore[arg-type]
    with pytest.raises(NotFound, match="other"):
        crawl.run(deps, NOW, "other")  # type: ignore[arg-type]


def test_a_backlog_is_stored_but_marked_and_later_news_is_not(deps: JobDeps) -> None:
    deps.portal.rows = rows(3)
    crawl.run(deps, NOW, "portal", backlog=True)  # type: ignore[arg-type]
    deps.portal.rows = rows(4)
    run(deps, weeks=1)
    with deps.database.read() as tx:
        marks = [c.backlog for c in db.calls.listing(tx, NOW)]
    assert marks == [True, True, True, False]
