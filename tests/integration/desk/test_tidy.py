"""Nothing is weeded out without a decision; what is weeded out leaves the record without the person. Both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

import db.considerations
import db.digests
import db.organisations
import db.retention
from db.engine import Database
from db.privacyrecords import GONE, DataKind
from db.records import MailState
from db.retention import WEEDED
from db.workrecords import Grounds, Stand
from tests.databases import opened
from tests.integration.db.samples import DAY, NOW
from tests.integration.desk.people import ANNA, OLD, everything, settle
from watcher.desk import considerations, privacy, retention
from watcher.errors import UsageError
from watcher.jobs import tidy
from watcher.jobs.deps import Deps


class _Deps:
    def __init__(self, database: Database) -> None:
        self.database = database


def _run(database: Database) -> dict[DataKind, int]:
    return tidy.run(cast(Deps, _Deps(database)), NOW)


def test_nothing_goes_without_a_decision_nor_after_it_is_taken_back(database: Database) -> None:
    settle(database)
    before = everything(database)
    assert _run(database) == {}
    assert everything(database) == before
    retention.decide(database, DataKind.STANDS, 24, "KS 2026/123", "eva", NOW)
    retention.decide(database, DataKind.STANDS, None, "", "eva", NOW)
    assert _run(database) == {}
    assert {**everything(database), "retention_decisions": []} == before


def test_an_old_stand_stays_as_a_record_without_the_person(database: Database) -> None:
    settle(database)
    figures = considerations.follow_up(database, NOW).total
    retention.decide(database, DataKind.STANDS, 24, "KS 2026/123", "eva", NOW)
    assert _run(database) == {DataKind.STANDS: 2}
    with database.read() as tx:
        items = db.considerations.listing(tx, "by")
        old, new = db.considerations.history(tx, [c.id for c in items])
    assert (old.stand, old.grounds, old.at, old.via) == (Stand.DECLINED, Grounds.TIME, OLD, "mail")
    assert (old.by, old.owner, old.note) == (GONE, None, "‹namn› (‹adress›) hinner inte.")
    assert (new.by, new.owner) == ("bo", ANNA.id)
    assert [c.owner for c in items] == [None, ANNA.id]
    assert considerations.follow_up(database, NOW).total == figures
    assert _run(database) == {DataKind.STANDS: 0}
    stands = next(d for d in retention.overview(database) if d.kind is DataKind.STANDS)
    assert stands.last is not None
    assert (stands.last.rows, stands.last.reference) == (2, "KS 2026/123")


def test_old_mails_lose_their_bodies_but_nothing_is_told_twice(database: Database) -> None:
    settle(database)
    with database.read() as tx:
        told = db.digests.announced(tx, "by", ANNA.id)
    retention.decide(database, DataKind.MAILS, 24, "KS 2026/123", "eva", NOW)
    assert _run(database) == {DataKind.MAILS: 1}
    with database.read() as tx:
        mails = db.digests.mails(tx, "by", bodies=True)
        assert db.digests.announced(tx, "by", ANNA.id) == told
    assert [bool(m.message and m.html and m.address) for m in mails] == [False, True, True]
    assert mails[0].contact_id == ANNA.id


def test_many_mails_go_in_batches_and_are_counted_together(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(database)
    monkeypatch.setattr(db.retention, "BATCH", 1)
    retention.decide(database, DataKind.MAILS, 3, "KS 2026/123", "eva", NOW)
    with database.write() as tx:
        db.digests.mark(tx, 3, MailState.SKIPPED, NOW)
    assert tidy.run(cast(Deps, _Deps(database)), NOW + 100 * DAY) == {DataKind.MAILS: 3}
    mails = next(d for d in retention.overview(database) if d.kind is DataKind.MAILS)
    assert mails.last is not None
    assert mails.last.rows == 3


def test_the_mails_of_one_who_has_left_name_nobody(database: Database) -> None:
    settle(database)
    privacy.erase(database, ANNA.email, NOW, really=True)
    for kind in WEEDED:
        retention.decide(database, kind, 3, "KS 2026/123", "eva", NOW - DAY)
    later = tidy.run(cast(Deps, _Deps(database)), NOW + 100 * DAY)
    assert all(later[kind] for kind in (DataKind.STANDS, DataKind.MAILS, DataKind.STANDINGS, DataKind.WORK))
    text = repr({name: rows for name, rows in everything(database).items() if name != "calls"})
    assert "anna@example.org" not in text
    assert "feed_tokens" not in {name for name, rows in everything(database).items() if rows and "anna" in repr(rows)}
    assert tidy.run(cast(Deps, _Deps(database)), NOW + 100 * DAY) == dict.fromkeys(WEEDED, 0)


@pytest.mark.parametrize(
    ("kind", "months", "reference", "words"),
    [
        (DataKind.STANDS, 1, "KS 2026/1", "mellan 3 och"),
        (DataKind.STANDS, 24, " ", "beteckning"),
        (DataKind.CONTACTS, 24, "KS 2026/1", "organisationsfilen"),
    ],
)
def test_what_is_no_decision(database: Database, kind: Any, months: int, reference: str, words: str) -> None:
    settle(database)
    with pytest.raises(UsageError, match=words):
        retention.decide(database, kind, months, reference, "eva", NOW)
    assert everything(database)["retention_decisions"] == []


@pytest.mark.parametrize("engine_name", ["sqlite"])  # PostgreSQL's files are its own to clear
def test_what_is_weeded_out_is_not_left_in_the_file(migrated_database_url: str) -> None:
    file = Path(migrated_database_url.removeprefix("sqlite:///"))
    with opened(migrated_database_url) as database:
        settle(database)
    assert b"Hej Anna" in file.read_bytes()
    with opened(migrated_database_url) as database:
        with database.write() as tx:
            tx.connection.exec_driver_sql("PRAGMA secure_delete=OFF")  # some builds of SQLite have it on from the start
        privacy.erase(database, ANNA.email, NOW, really=True)
        for kind in WEEDED:
            retention.decide(database, kind, 3, "KS 2026/123", "eva", NOW)
        tidy.run(cast(Deps, _Deps(database)), NOW + 100 * DAY)
    assert b"Hej Anna" not in file.read_bytes()
    assert b"anna@example.org" not in file.read_bytes()
    assert not Path(f"{file}-wal").exists()
