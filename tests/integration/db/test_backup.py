"""Copies of a database in use, and putting one back."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from db import backup, calls, digests, holds, leases
from db.engine import open_database
from db.errors import Damaged, DatabaseUnavailable, NotPossible, SchemaTooNew
from db.records import Mail, MailState
from tests.databases import opened
from tests.integration.db.samples import NOW, store, with_town

MAIL = Mail(0, "vaxjo", "anna", "weekly", "2026-W48", MailState.QUEUED, "anna@example.org", "Två", b"x", "<p>")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with a town, a call and a mail in the queue."""
    url = f"sqlite:///{tmp_path / 'live' / 'x.db'}"
    with opened(url) as database, database.write() as tx:
        with_town(tx)
        store(tx, ["A"])
        digests.queue(tx, MAIL, [], NOW)
        leases.take(tx, "serve", "one", NOW, NOW + dt.timedelta(minutes=1))
    return url


def count(url: str) -> int:
    with opened(url) as database, database.read() as tx:
        return calls.count(tx, NOW).total


def test_a_copy_put_back_is_what_was_and_waits(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert backup.backup(url, copy, NOW) == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with opened(url) as database, database.write() as tx:
        store(tx, ["B"])
    backup.restore(url, copy, NOW, force=True)
    assert count(url) == 1
    with opened(url) as database, database.write() as tx:
        hold = holds.current(tx)
        assert hold is not None
        assert hold.reason.startswith("återställd säkerhetskopia")
        [mail] = digests.due(tx, NOW)
        assert not digests.claim(tx, mail.id, "one", NOW + dt.timedelta(minutes=1), NOW)
        assert not leases.is_held(tx, "serve", NOW)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".copy")) == []
    assert [p.name for p in (tmp_path / "live").iterdir()] == ["x.db"]


def test_a_copy_put_there_by_hand_waits_too(url: str, tmp_path: Path) -> None:
    backup.backup(url, tmp_path / "copy.db", NOW)
    with opened(f"sqlite:///{tmp_path / 'copy.db'}") as database, database.read() as tx:
        assert holds.current(tx) is not None


def test_nothing_is_overwritten_unless_asked(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"something")
    with pytest.raises(NotPossible, match="--force"):
        backup.backup(url, copy, NOW)
    assert copy.read_bytes() == b"something"
    backup.backup(url, copy, NOW, force=True)
    with pytest.raises(NotPossible, match="--force"):
        backup.restore(url, copy, NOW)


def test_a_copy_is_whole_while_others_write(url: str, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with opened(url) as database:
            number = 0
            while not stop.is_set():
                number += 1
                with database.write() as tx:
                    store(tx, [f"X{number}", f"Y{number}"])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup.backup(url, tmp_path / f"{number}.db", NOW)
    finally:
        stop.set()
        writer.join(60)
    assert all(count(f"sqlite:///{tmp_path / f'{n}.db'}") % 2 == 1 for n in range(3)), "each pair whole, beside the one"


def test_a_new_machine_has_nothing_to_overwrite(url: str, tmp_path: Path) -> None:
    backup.backup(url, tmp_path / "copy.db", NOW)
    fresh = f"sqlite:///{tmp_path / 'new' / 'y.db'}"
    backup.restore(fresh, tmp_path / "copy.db", NOW)
    assert count(fresh) == 1
    assert stat.S_IMODE((tmp_path / "new" / "y.db").stat().st_mode) == 0o600


def test_a_damaged_database_is_replaced(url: str, tmp_path: Path) -> None:
    backup.backup(url, tmp_path / "copy.db", NOW)
    (tmp_path / "live" / "x.db").write_bytes(b"x" * 5000)
    backup.restore(url, tmp_path / "copy.db", NOW, force=True)
    assert count(url) == 1


@pytest.mark.parametrize("damage", ["text", "torn", "empty", "other"])
def test_a_copy_that_is_not_whole_is_refused_and_nothing_changes(url: str, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(url, copy, NOW)
    whole = copy.read_bytes()
    if damage == "other":
        copy.unlink()
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE t (x)")
    else:
        torn = whole[: len(whole) // 2] + b"\xff" * (len(whole) // 4)
        copy.write_bytes({"text": b"no database at all" * 100, "torn": torn, "empty": b""}[damage])
    with pytest.raises(Damaged):
        backup.restore(url, copy, NOW, force=True)
    assert count(url) == 1
    assert [p.name for p in (tmp_path / "live").iterdir()] == ["x.db"]


def test_a_copy_from_a_later_version_is_refused(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(url, copy, NOW)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(SchemaTooNew):
        backup.restore(url, copy, NOW, force=True)
    assert count(url) == 1


def test_what_is_not_there_is_said(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="finns inte"):
        backup.restore(url, tmp_path / "none.db", NOW, force=True)
    with pytest.raises(DatabaseUnavailable, match="finns inte"):
        backup.backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db", NOW)
    with pytest.raises(DatabaseUnavailable, match="går inte att använda"):
        backup.backup(url, tmp_path / "no folder" / "copy.db", NOW)


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="pg_dump"):
        backup.backup("postgresql://localhost/x", tmp_path / "copy.db", NOW)


def test_an_open_database_sees_what_was_put_back(url: str, tmp_path: Path) -> None:
    backup.backup(url, tmp_path / "copy.db", NOW)
    database = open_database(url)
    try:
        with database.write() as tx:
            store(tx, ["B"])
        backup.restore(url, tmp_path / "copy.db", NOW, force=True)
        with database.read() as tx:
            assert calls.count(tx, NOW).total == 1
    finally:
        database.close()
