"""Transactions, settings and errors of the two engines."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from db import calls, leases, postgres, sqlite
from db.engine import Database, open_database
from db.errors import DatabaseBusy, DatabaseUnavailable, DbError
from db.transaction import Tx
from tests.databases import opened
from tests.integration.db.samples import NOW, store


def _pragma(tx: Tx, name: str) -> object:
    return tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_an_exception_undoes_the_whole_block(database: Database) -> None:
    def stores_and_fails(tx: Tx) -> None:
        store(tx, ["A"])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.write() as tx:
        stores_and_fails(tx)
    with database.read() as tx:
        assert calls.count(tx, NOW).total == 0


def test_a_read_transaction_sees_one_moment(database: Database) -> None:
    with database.read() as tx:
        assert calls.count(tx, NOW).total == 0
        with database.write() as other:
            store(other, ["A"])
        assert calls.count(tx, NOW).total == 0
    with database.read() as tx:
        assert calls.count(tx, NOW).total == 1


def test_a_read_transaction_cannot_write(database: Database) -> None:
    with pytest.raises(DbError), database.read() as tx:
        store(tx, ["A"])
    with database.write() as tx:
        store(tx, ["A"])


def test_a_second_writer_waits_and_then_gives_up(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 0.2)
    with opened(database_url) as one, opened(database_url) as two, one.write() as tx:
        leases.take(tx, "a", "one", NOW, NOW)
        with pytest.raises(DatabaseBusy, match="upptagen"), two.write():
            pass
        with two.read() as reading:
            assert calls.count(reading, NOW).total == 0, "readers wait for nobody"


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(DbError), database.write() as tx:
        store(tx, ["A"], at=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test
    with database.read() as tx:
        assert calls.count(tx, NOW).total == 0


def test_a_moment_of_another_zone_comes_back_in_utc(database: Database) -> None:
    summer = dt.datetime(2026, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with database.write() as tx:
        [call_id] = store(tx, ["A"], at=summer)
        call = calls.get(tx, call_id)
    assert call is not None
    assert call.first_seen.isoformat() == "2026-07-01T10:00:00+00:00"


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}") as database:
        for block in (database.read, database.write, database.read):
            with block() as tx:
                names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
                assert [_pragma(tx, name) for name in names] == ["wal", 2, 1, 30_000]


def test_sqlite_files_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    mask = os.umask(0)
    try:
        with opened(f"sqlite:///{folder / 'a.db'}") as database, database.write() as tx:
            store(tx, ["A"])
            files = sorted(folder.iterdir())
            assert [file.name for file in files] == ["a.db", "a.db-shm", "a.db-wal"]
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    finally:
        os.umask(mask)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, " * 100)
    with pytest.raises(DatabaseUnavailable, match="inte en SQLite-databas"):
        open_database(f"sqlite:///{file}")
    assert file.read_text() == "not a database, " * 100


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match=r"file/a\.db"):
        open_database(f"sqlite:///{tmp_path}/file/a.db")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        open_database("postgresql://anna:hemligt@127.0.0.1:1/x")
    assert "anna:***@127.0.0.1" in str(caught.value)
    assert "hemligt" not in str(caught.value)


def test_errors_do_not_repeat_what_was_stored(database: Database) -> None:
    statement = text("INSERT INTO sources VALUES ('a', :name, NULL, NULL, NULL, 0, NULL, NULL, NULL, '[]', 0, false)")
    with pytest.raises(DbError) as caught, database.write() as tx:
        tx.connection.execute(statement, [{"name": "anna@example.org"}] * 2)
    assert "anna" not in str(caught.value)
    assert "anna" not in str(caught.value.__cause__)
