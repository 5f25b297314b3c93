"""One tick after another, with a real database and portal, and the clock in our hands."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import db.digests
import db.retention
import db.standings
from db.errors import DatabaseBusy, DatabaseUnavailable
from db.privacyrecords import DataKind
from db.records import Area, Contact, Department, Organisation, Standing, StandingState
from watcher import clock
from watcher.build import opened
from watcher.config.orgtext import write_org
from watcher.config.settings import Settings
from watcher.demo.portal import DemoPortal
from watcher.desk import organisations, retention, sources
from watcher.jobs.deps import Deps
from watcher.serve.tick import Tick

MONDAY = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)
FEED = """
[[source]]
id = "{id}"
kind = "feed"
name = "Flödet"
url = "{url}/feed.xml"
language = "en"
every = "6h"
rate = 100
"""
BY = Organisation(
    "by",
    "By",
    departments=(
        Department(
            "d",
            "Bolaget",
            (Area("sjoar", "Sjöar", "Övergödda sjöar och våtmarker restaureras."),),
            (Contact("bo@example.org", "Bo", "bo@example.org"),),
        ),
    ),
)


@pytest.fixture
def portal() -> Iterator[DemoPortal]:
    with DemoPortal() as portal:
        yield portal


@pytest.fixture
def deps(tmp_path: Path, portal: DemoPortal) -> Iterator[Deps]:
    (tmp_path / "sources.toml").write_text(FEED.format(id="feed", url=portal.url))
    (tmp_path / "by.toml").write_text(write_org(BY))
    settings = Settings(
        home=tmp_path,
        sources=tmp_path / "sources.toml",
        database_url=f"sqlite:///{tmp_path / 'x.db'}",
        outbox=tmp_path / "outbox",
        fetch_allow=(("127.0.0.1", portal.port),),
    )
    with opened(settings) as deps:
        organisations.import_file(deps.database, tmp_path / "by.toml", MONDAY)
        yield deps


def at(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def mails(tmp_path: Path) -> list[str]:
    return sorted(p.parent.name for p in tmp_path.glob("outbox/*/*example.org.eml"))


def test_a_week_of_ticks(deps: Deps, portal: DemoPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tick = Tick(deps, threading.Event())
    hours = []
    for hour in range(24 * 8):
        at(monkeypatch, MONDAY + dt.timedelta(hours=hour))
        before = portal.asked
        tick()
        hours += [hour] * (portal.asked - before)
        assert mails(tmp_path) == ([] if hour == 0 else ["2026-W48"])
    assert hours == list(range(0, 24 * 8, 6))


def test_a_changed_file_comes_in_force_and_a_removed_source_is_marked(
    deps: Deps, portal: DemoPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    tick = Tick(deps, threading.Event())
    tick()
    (tmp_path / "sources.toml").write_text("wrong")
    at(monkeypatch, MONDAY + dt.timedelta(hours=6))
    tick()
    assert portal.asked == 2
    (tmp_path / "sources.toml").write_text(FEED.format(id="other", url=portal.url))
    tick()
    assert portal.asked == 3
    found = {s.config.id: s.record for s in sources.overview(deps.database, deps.sources)}
    record = found["feed"]
    assert record is not None
    assert record.removed


def test_when_told_to_stop_nothing_new_is_begun(
    deps: Deps, portal: DemoPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    stop = threading.Event()
    stop.set()
    Tick(deps, stop)()
    assert portal.asked == 0


def test_a_step_that_fails_does_not_stop_the_others(
    deps: Deps, tmp_path: Path, portal: DemoPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY + dt.timedelta(hours=1))
    portal.fault = lambda _path, _number: (404, "", b"", {})
    tick = Tick(deps, threading.Event())
    tick()
    portal.fault = lambda _path, _number: None
    at(monkeypatch, MONDAY + dt.timedelta(days=8))
    tick()
    assert mails(tmp_path) == ["2026-W49"]


def test_mail_and_digests_go_before_the_crawl(
    deps: Deps, portal: DemoPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    tick = Tick(deps, threading.Event())
    tick()
    seen: list[list[str]] = []
    portal.fault = lambda _path, _number: seen.append(mails(tmp_path))
    at(monkeypatch, MONDAY + dt.timedelta(hours=7))
    tick()
    assert seen == [["2026-W48"]]


def test_after_a_long_outage_the_digest_waits_for_the_crawl(
    deps: Deps, portal: DemoPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    tick = Tick(deps, threading.Event())
    tick()
    seen: list[list[str]] = []
    portal.fault = lambda _path, _number: seen.append(mails(tmp_path))
    at(monkeypatch, MONDAY + dt.timedelta(days=21, hours=7))
    tick()
    assert seen == [[]]
    assert mails(tmp_path) == ["2026-W51"]


def test_a_database_that_is_locked_or_full_stops_a_step_and_the_next_tick_goes_on(
    deps: Deps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY + dt.timedelta(hours=7))
    tick = Tick(deps, threading.Event())
    monkeypatch.setattr("db.sqlite.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        deps.database.close()  # its connections are opened anew, with less patience
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match="upptagen"), deps.database.write():
            pass
        tick()
        assert mails(tmp_path) == []
        other.execute("ROLLBACK")
    tick()
    assert mails(tmp_path) == ["2026-W48"]


def test_a_full_disk_is_called_that(deps: Deps) -> None:
    with pytest.raises(DatabaseUnavailable, match="disken är full"):
        _fill(deps)


def _fill(deps: Deps) -> None:
    with deps.database.write() as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        for number in range(10_000):
            db.standings.add(tx, "by", Standing(f"{number}", "x" * 1000, StandingState.ACTIVE, MONDAY))


def test_what_is_decided_is_weeded_out_once_a_day(deps: Deps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY + dt.timedelta(hours=1))
    Tick(deps, threading.Event())()
    tick, later = Tick(deps, threading.Event()), MONDAY + dt.timedelta(days=100)
    at(monkeypatch, later)
    tick()
    with deps.database.read() as tx:
        kept = [bool(m.message) for m in db.digests.mails(tx, "by", bodies=True)]
    assert kept == [True, True, True], "the confirmation, the first digest, and one that asks for an overdue stand"
    retention.decide(deps.database, DataKind.MAILS, 3, "KS 2027/12", "eva", later)
    tick()
    with deps.database.read() as tx:
        assert db.retention.done(tx, "by") == []
    at(monkeypatch, later + dt.timedelta(days=1))
    tick()
    tick()
    with deps.database.read() as tx:
        assert [(w.kind, w.reference) for w in db.retention.done(tx, "by")] == [(DataKind.MAILS, "KS 2027/12")]
        kept = [bool(m.message) for m in db.digests.mails(tx, "by", bodies=True)]
    assert kept == [False, False, True], "what is older than three months has gone"
