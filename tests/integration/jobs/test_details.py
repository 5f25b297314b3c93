"""Shortlisted topics without text or money are looked up in their own files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import db.calls
import db.organisations
from db.records import Call
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps, database, database_url, deps, engine_name
from tests.integration.jobs.conftest import migrated_database_url as migrated_database_url
from tests.integration.jobs.test_match import TOWN
from watcher.demo.portal import DETAILS, Reply
from watcher.jobs import crawl, details, match
from watcher.jobs.details import DetailsReport

__all__ = ["database", "database_url", "deps", "engine_name"]

DAY = dt.timedelta(days=1)
FILE = {
    "identifier": "LIFE-1",
    "description": "<p>Protect threatened species and restore lakes and wetlands.</p>",
    "budgetOverviewJSONItem": {
        "budgetTopicActionMap": {"1": [{"action": "LIFE-1 - Grants", "maxContribution": 500_000}]}
    },
}


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    deps.portal.rows = [
        portal_row("LIFE-1", title="Restoration of lakes and wetlands for threatened species", descriptionByte=None),
        portal_row("X-1", title="Fusion plasma", descriptionByte=None),
    ]
    deps.portal.details = {"life-1": dict(FILE), "x-1": {**FILE, "identifier": "X-1"}}
    base = deps.source("portal", "sedia", deps.portal.search_url)
    deps.watch(replace(base, options={"details_url": deps.portal.url + DETAILS}))
    with deps.database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
    crawl.run(deps, NOW)  # type: ignore[arg-type]
    match.run(deps, NOW)  # type: ignore[arg-type]
    return deps


def look(deps: JobDeps, when: dt.datetime = NOW) -> DetailsReport:
    return details.run(deps, when)  # type: ignore[arg-type]


def lakes(deps: JobDeps) -> Call:
    with deps.database.read() as tx:
        found = db.calls.find(tx, "LIFE-1")
    assert found
    return found


def test_what_was_lacking_is_filled_in_and_only_for_the_shortlisted(town: JobDeps) -> None:
    asked: list[str] = []
    town.portal.fault = lambda path, _number: asked.append(path)
    assert look(town) == DetailsReport(asked=1, filled=1)
    assert asked == [f"{DETAILS}life-1.json"], "a call without a match is not looked up"
    call = lakes(town)
    assert "restore lakes" in call.facts.text
    assert call.facts.budget.maximum == 500_000
    assert look(town, NOW + DAY) == DetailsReport(), "nothing is lacking any more"


def test_an_unchanged_row_does_not_take_away_what_was_filled_in(town: JobDeps) -> None:
    look(town)
    report = crawl.run(town, NOW + DAY)[0]  # type: ignore[arg-type]
    assert (report.changed, report.unchanged) == (0, 2)
    assert lakes(town).facts.text


def test_a_changed_row_without_text_is_filled_in_again_though_the_file_is_the_same(town: JobDeps) -> None:
    look(town)
    town.portal.rows[0]["metadata"]["typesOfAction"] = ["Other Grants"]
    crawl.run(town, NOW + DAY)  # type: ignore[arg-type]
    assert not lakes(town).facts.text
    match.run(town, NOW + DAY)  # type: ignore[arg-type]
    assert look(town, NOW + DAY).filled == 1
    assert lakes(town).facts.budget.maximum == 500_000


def test_a_file_that_had_nothing_to_add_is_asked_for_conditionally_and_once_a_day(town: JobDeps) -> None:
    town.portal.details["life-1"] = {"identifier": "LIFE-1"}
    assert look(town) == DetailsReport(asked=1)
    assert look(town) == DetailsReport(), "not twice a day"
    statuses: list[int] = []
    inner = town.portal._details

    def noted(identifier: str, headers: Any) -> Reply:
        reply = inner(identifier, headers)
        statuses.append(reply[0])
        return reply

    town.portal._details = noted  # type: ignore[method-assign]
    assert look(town, NOW + DAY) == DetailsReport(asked=1)
    town.portal.details["life-1"], town.portal.dated = dict(FILE), "Tue, 24 Nov 2026 08:00:00 GMT"
    assert look(town, NOW + 2 * DAY) == DetailsReport(asked=1, filled=1)
    assert statuses == [304, 200]


@pytest.mark.parametrize("broken", [(404, "", b"", {}), (200, "application/json", b"<html>", {})])
def test_a_file_that_cannot_be_had_changes_nothing(town: JobDeps, broken: Reply) -> None:
    before = lakes(town).facts
    town.portal.fault = lambda path, _number: broken if path.startswith(DETAILS) else None
    assert look(town) == DetailsReport(asked=1, failed=1)
    assert lakes(town).facts == before


def test_without_an_address_for_them_no_file_is_asked_for(town: JobDeps) -> None:
    town.watch(replace(town.sources.sources[0], options={}))
    assert look(town) == DetailsReport()
