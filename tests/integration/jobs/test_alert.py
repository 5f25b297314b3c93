"""A source in trouble is told once, and once more when it is well again."""

from __future__ import annotations

import datetime as dt

import pytest

import db.digests
import db.organisations
from db.records import Organisation, Person
from tests.integration.jobs.conftest import NOW, JobDeps
from tests.integration.jobs.test_crawl import fault, rows
from watcher.jobs import alert, crawl

DAY = dt.timedelta(days=1)


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    deps.portal.rows = rows()
    with deps.database.write() as tx:
        db.organisations.save(
            tx, Organisation("vaxjo", "Växjö kommun", coordinator=Person("Elin", "elin@example.org")), NOW
        )
    return deps


def day(deps: JobDeps, number: int) -> alert.AlertReport:
    crawl.run(deps, NOW + number * DAY)  # type: ignore[arg-type]
    alert.run(deps, NOW + number * DAY)  # type: ignore[arg-type]
    return alert.run(deps, NOW + number * DAY)  # type: ignore[arg-type]


def subjects(deps: JobDeps) -> list[str]:
    with deps.database.read() as tx:
        return [m.subject for m in db.digests.mails(tx)]


def test_one_alert_and_one_recovery_however_long_and_often(town: JobDeps) -> None:
    day(town, 0)
    assert subjects(town) == []
    town.portal.fault = fault(500, b"{}")
    day(town, 1)
    day(town, 2)
    assert subjects(town) == [], "two bad days are no alarm"
    for number in range(3, 7):
        again = day(town, number)
        assert (again.told, again.recovered) == (0, 0)
    assert subjects(town) == ["Källan Källan portal går inte att hämta"]
    town.portal.fault = lambda _path, _number: None
    day(town, 7)
    day(town, 8)
    assert subjects(town) == ["Källan Källan portal går inte att hämta", "Källan Källan portal är i gång igen"]


def test_a_second_trouble_is_told_again(town: JobDeps) -> None:
    day(town, 0)
    for start in (1, 10):
        town.portal.fault = fault(500, b"{}")
        for number in range(start, start + 4):
            day(town, number)
        town.portal.fault = lambda _path, _number: None
        day(town, start + 5)
    assert len(subjects(town)) == 4


def test_a_legitimately_empty_list_does_not_alarm(town: JobDeps) -> None:
    town.watch(town.source("feed", "feed", town.portal.url + "/feed.xml"))
    town.portal.feed = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>'
    for number in range(8):
        day(town, number)
    assert subjects(town) == []
