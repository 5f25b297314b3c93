"""What is stored of a person is found, told, forgotten or kept with a reason; nobody else's leaks. On both engines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

import db.organisations
from db.engine import Database
from db.personal import PERSONAL, stale, unclassified
from db.privacyrecords import DataKind
from db.records import Contact
from db.tables import metadata
from tests.integration.db.samples import NOW
from tests.integration.desk.people import ANNA, BO, TOWN, everything, settle
from watcher.desk import privacy
from watcher.desk.digests import listing
from watcher.errors import NotFound
from watcher.rules.privacy import WHY


def test_every_column_that_can_name_somebody_is_in_the_register(database: Database) -> None:
    assert unclassified(metadata) == []
    assert stale(metadata) == []
    settle(database)
    lines = privacy.register(database)
    assert {line.column for line in lines} == {f"{p.table}.{p.column}" for p in PERSONAL}
    assert all(line.what and line.why and line.time for line in lines)
    assert set(WHY) == set(DataKind)


def test_a_new_column_is_missed_by_nobody() -> None:
    grown = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(grown)
    Table("contacts", grown, Column("phone", String), extend_existing=True)
    Table("guests", grown, Column("id", Integer, primary_key=True), Column("email", String))
    assert unclassified(grown) == ["contacts.phone", "guests.email"]


def test_an_export_has_all_of_the_person_and_nobody_else(database: Database) -> None:
    settle(database)
    found = privacy.everything(database, "Anna@Example.org")
    rows = {table: len(rows) for tables in found.rows.values() for table, rows in tables.items()}
    assert rows == {
        "contacts": 1, "department_contacts": 2, "feed_tokens": 1, "contact_standings": 1, "mails": 2, "mail_bodies": 2,
        "announcements": 1, "considerations": 2, "stands_taken": 2, "projects": 1, "marks": 1, "recipient_pauses": 1,
    }  # fmt: skip
    text = json.dumps(dict(found.rows), default=str, ensure_ascii=False)
    assert "Hej Anna Åkesson!" in text
    assert "bo@example.org" not in text
    assert "Bo Berg" not in text
    assert '"by": "bo"' not in text
    assert ("projects", "2", "results") in found.mentions
    assert all(table != "calls" for table, _, _ in found.mentions)


def test_a_deputy_is_told_where_they_stand_in_and_not_for_whose_mail(database: Database) -> None:
    settle(database)
    text = json.dumps(dict(privacy.everything(database, "bo@example.org").rows), default=str, ensure_ascii=False)
    assert "deputy_email" in text
    assert "anna@example.org" not in text.replace("Anna Åkesson (anna@example.org) hinner inte.", "")


def test_whoever_takes_over_an_id_does_not_get_the_mail_of_the_one_before(database: Database) -> None:
    settle(database)
    after = replace(
        TOWN, departments=(replace(TOWN.departments[0], contacts=(Contact("bo", "Cia Ceder", "cia@example.org"),)),)
    )
    with database.write() as tx:
        db.organisations.save(tx, after, NOW, prune=True)
    cia = privacy.everything(database, "cia@example.org")
    assert cia.identity.shared == {"bo"}
    assert not {table for tables in cia.rows.values() for table in tables} & {"mails", "mail_bodies"}
    assert len(privacy.everything(database, "bo@example.org").rows[DataKind.MAILS]["mails"]) == 1


def test_nobody_is_found_by_a_name_that_means_nothing(database: Database) -> None:
    settle(database)
    with pytest.raises(NotFound, match="inget är lagrat"):
        privacy.everything(database, "vem@example.org")


def test_a_rehearsal_changes_nothing_and_says_the_same(database: Database) -> None:
    settle(database)
    before = everything(database)
    told = privacy.erase(database, ANNA.email, NOW, really=False)
    assert everything(database) == before
    done = privacy.erase(database, ANNA.email, NOW, really=True)
    assert (told.removed, told.kept, told.bereft) == (done.removed, done.kept, done.bereft)


def test_erasing_keeps_records_and_says_why(database: Database) -> None:
    settle(database)
    done = privacy.erase(database, ANNA.email, NOW, really=True)
    assert done.removed == {
        "mails": 1, "department_contacts": 2, "contacts": 1, "feed_tokens": 1, "recipient_pauses": 1, "marks": 1,
    }  # fmt: skip
    assert done.bereft == ("Skolan",)
    kept = {k.kind: k for k in done.kept}
    assert set(kept) == {DataKind.STANDINGS, DataKind.MAILS, DataKind.STANDS, DataKind.WORK}
    assert kept[DataKind.STANDS].rows == 4
    assert "inget gallringsbeslut är inlagt" in kept[DataKind.STANDS].why
    assert "inte skriva till personen igen" in kept[DataKind.STANDINGS].why
    assert [m.state.value for m in listing(database, contact=ANNA.id)] == ["sent", "skipped"]
    again = privacy.erase(database, ANNA.email, NOW, really=True)
    assert again.removed == {}
    with database.read() as tx:
        left = db.organisations.get(tx, None)
    assert {c.id for d in left.departments for c in d.contacts} == {BO.id}


def test_erasing_a_deputy_and_a_coordinator_leaves_the_others(database: Database) -> None:
    settle(database)
    privacy.erase(database, "bo@example.org", NOW, really=True)
    privacy.erase(database, "eva@example.org", NOW, really=True)
    with database.read() as tx:
        left = db.organisations.get(tx, None)
    (anna,) = {c for d in left.departments for c in d.contacts}
    assert (anna.email, anna.deputy, left.coordinator) == (ANNA.email, None, None)
