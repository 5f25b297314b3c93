"""Departments that have not filled in the year are written to, once, through the ledger. On both engines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.digests
import db.organisations
import db.work
from db.records import Contact, Department
from db.workrecords import Money, Part, Project, ProjectKind
from tests.integration.mail.conftest import Town
from tests.letters import ANNA, NOW, TECH, TOWN
from watcher.desk import reportask
from watcher.errors import UsageError
from watcher.jobs.digest_preview import text_of

YEAR = 2025
BO = Contact("bo", "Bo Berg", "bo@example.org")
FULL = Project(
    0, "town", "care", "Hemma", ProjectKind.EU, Part.PARTNER, "LIFE", money=Money("SEK", 3, 2, 1),
    start=dt.date(2024, 1, 1), end=dt.date(2025, 5, 1), results="Klart.",
)  # fmt: skip


@pytest.fixture
def asked(town: Town) -> Town:
    """Bo's department has filled in, Anna's has nothing, a third has nobody and no coordinator."""
    departments = (TECH, Department("care", "Omsorgen", contacts=(BO,)), Department("alone", "Ensamma bolaget"))
    with town.database.write() as tx:
        db.organisations.save(tx, replace(TOWN, departments=departments, coordinator=None), NOW)
        db.work.add(tx, FULL, "me", NOW)
    return town


def _mails(town: Town) -> list[tuple[str, str, str]]:
    with town.database.read() as tx:
        return [(m.contact_id, m.kind, m.key) for m in db.digests.mails(tx, "town") if m.kind == "report"]


def test_only_those_who_lack_something_are_written_to_and_once(asked: Town) -> None:
    rehearsed = reportask.run(asked.deps, YEAR, NOW, really=False)
    assert (rehearsed.queued, _mails(asked)) == (0, [])
    done = reportask.run(asked.deps, YEAR, NOW, by=dt.date(2027, 1, 29))
    assert (done.queued, done.failed) == (1, 0)
    assert [(p.addressee.contact.id, p.before) for p in done.ask.people] == [(ANNA.id, False)]
    assert [x.department.id for x in done.ask.unreached] == ["alone"]
    assert _mails(asked) == [(ANNA.id, "report", "2025")]
    with asked.database.read() as tx:
        (mail,) = db.digests.due(tx, NOW)
    text = text_of(mail.message)
    assert "Inget är registrerat för 2025." in text
    assert "29 januari 2027" in text
    assert "Omsorgen" not in text
    again = reportask.run(asked.deps, YEAR, NOW)
    assert (again.queued, [p.before for p in again.ask.people]) == (0, [True])
    assert reportask.run(asked.deps, YEAR - 2, NOW).queued == 2


def test_a_gap_is_asked_about_by_name(asked: Town) -> None:
    with asked.database.write() as tx:
        db.work.change(tx, replace(FULL, id=1, results=""), "me", NOW)
    assert reportask.run(asked.deps, YEAR, NOW).queued == 2
    with asked.database.read() as tx:
        mail = next(m for m in db.digests.due(tx, NOW) if m.contact_id == BO.id)
    assert "saknas: resultat för Hemma" in text_of(mail.message)


def test_a_day_that_has_been_and_a_year_to_come_are_refused(asked: Town) -> None:
    with pytest.raises(UsageError, match="har varit"):
        reportask.run(asked.deps, YEAR, NOW, by=dt.date(2026, 1, 1))
    with pytest.raises(UsageError, match="mellan 1995"):
        reportask.run(asked.deps, 2031, NOW)
    assert _mails(asked) == []
