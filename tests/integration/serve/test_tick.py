"""One tick after another, with a real database and portal, and the clock in our hands."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.records import Area, Contact, Department, Organisation
from watcher import clock
from watcher.build import opened
from watcher.config.orgtext import write_org
from watcher.config.settings import Settings
from watcher.demo.portal import DemoPortal
from watcher.desk import organisations, sources
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
