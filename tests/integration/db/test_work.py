"""Applications, projects and other work, on both engines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.work
from db.engine import Database
from db.errors import Conflict, NotStored
from db.workrecords import (
    Activity,
    ActivityKind,
    Application,
    ApplicationState,
    Money,
    Part,
    Partner,
    PartnerKind,
    Project,
    ProjectKind,
)
from tests.integration.db.samples import DAY, NOW, store, with_town

PARTNERS = (Partner("Linnéuniversitetet", PartnerKind.UNIVERSITY, "SE"), Partner("Gdynia", country="PL"))
PROJECT = Project(
    0,
    "vaxjo",
    "teknik",
    "CoBiUM",
    ProjectKind.EU,
    Part.PARTNER,
    "Interreg South Baltic",
    partners=PARTNERS,
    money=Money("EUR", 3_000_000_000, 240_000, 60_000, 80.0, None, 20.0),
    start=dt.date(2024, 1, 1),
    end=dt.date(2026, 12, 31),
    reference="KS 2023-117",
    links=("https://example.org/cobium",),
)
VISIT = Activity(0, "vaxjo", "social", ActivityKind.VISIT, "Studiebesök", dt.date(2026, 5, 4), partners=PARTNERS[:1])


@pytest.fixture(autouse=True)
def _town(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)


def test_what_is_stored_comes_back(database: Database) -> None:
    with database.write() as tx:
        (call_id,) = store(tx, ["A"])
        asked = Application(
            0, "vaxjo", "teknik", "Vatten", ApplicationState.SUBMITTED, dt.date(2026, 9, 1), call_id=call_id
        )
        application = db.work.add(tx, asked, "anna", NOW)
        project = db.work.add(tx, replace(PROJECT, application_id=application.id), "anna", NOW)
        visit = db.work.add(tx, VISIT, "anna", NOW)
    with database.read() as tx:
        assert db.work.get(tx, Application, application.id) == replace(asked, id=application.id)
        assert db.work.listing(tx, Project, "vaxjo") == [project]
        assert db.work.listing(tx, Activity, "vaxjo", departments=["social"]) == [visit]
        assert db.work.listing(tx, Activity, "vaxjo", departments=["teknik"]) == []


def test_changes_are_kept_field_by_field(database: Database) -> None:
    with database.write() as tx:
        project = db.work.add(tx, PROJECT, "anna", NOW)
        changed = replace(project, end=dt.date(2027, 6, 30), money=replace(project.money, own=70_000))
        lines = db.work.change(tx, changed, "bo", NOW + DAY)
        assert db.work.change(tx, changed, "bo", NOW + DAY) == ()
    assert {(x.field, x.old, x.new) for x in lines} == {("end", "2026-12-31", "2027-06-30"), ("own", 60_000, 70_000)}
    with database.read() as tx:
        assert db.work.get(tx, Project, project.id) == changed
        assert db.work.changes(tx, Project, project.id) == list(lines)


def test_what_is_removed_is_hidden_and_not_lost(database: Database) -> None:
    with database.write() as tx:
        project = db.work.add(tx, PROJECT, "anna", NOW)
        db.work.remove(tx, Project, project.id, "anna", NOW)
        assert db.work.listing(tx, Project, "vaxjo") == []
        with pytest.raises(NotStored):
            db.work.get(tx, Project, project.id)
        assert [c.field for c in db.work.changes(tx, Project, project.id)] == ["removed"]


def test_an_application_becomes_one_project(database: Database) -> None:
    with database.write() as tx:
        asked = Application(0, "vaxjo", "teknik", "Vatten", ApplicationState.GRANTED)
        application = db.work.add(tx, asked, "anna", NOW)
        db.work.add(tx, replace(PROJECT, application_id=application.id), "anna", NOW)
    with pytest.raises(Conflict), database.write() as tx:
        db.work.add(tx, replace(PROJECT, application_id=application.id), "anna", NOW)
