"""Copies of an SQLite database while it is in use, and putting one back.

A copy begins in hold, however it is put back: what it believes unsent may have been sent since it was made.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import delete

from db import holds
from db.engine import open_database
from db.errors import Damaged, DatabaseBusy, DatabaseUnavailable, NotPossible
from db.tables.leases import leases
from db.urls import parse_url

HOLD = "återställd säkerhetskopia"
_BUSY_SECONDS = 60.0
_PAGES = 2_000
"""Copied at a time: between two lots other connections get their turn."""


def file_of(url: str) -> Path:
    """The database's file. Raises NotPossible for PostgreSQL, which has its own tools."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise NotPossible(
            "PostgreSQL säkerhetskopieras med pg_dump och återställs med pg_restore. "
            "Kör bidragsvakt hold start efter en återställning, innan tjänsten startas."
        )
    return Path(str(parsed.database))


def backup(url: str, target: Path, now: dt.datetime, *, force: bool = False) -> int:
    """Write a whole, checked copy to a private file; its size in bytes. The database may be in use meanwhile.

    Raises NotPossible when the file exists and ``force`` is not given, Damaged, DatabaseUnavailable.
    """
    source = file_of(url)
    if not source.is_file():
        raise DatabaseUnavailable(f"Databasfilen {source} finns inte.")
    _refuse(target, force)
    with _private_copy(source, target.parent) as copy:
        _prepare(copy, f"{HOLD} från {now:%Y-%m-%d %H:%M} UTC", now)
        size = copy.stat().st_size
        os.replace(copy, target)
    return size


def restore(url: str, source: Path, now: dt.datetime, *, force: bool = False) -> None:
    """Put a copy in the place of the database, migrated and in hold. A kill leaves the old database or the new one.

    Nobody else may be working with the database. Raises NotPossible when there is one and ``force`` is not given,
    Damaged when the copy is not whole, SchemaTooNew, DatabaseUnavailable.
    """
    target = file_of(url)
    if not source.is_file():
        raise DatabaseUnavailable(f"Säkerhetskopian {source} finns inte.")
    _refuse(target, force)
    with _told(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _private_copy(source, target.parent) as copy:
        _prepare(copy, HOLD, now)
        try:
            _copy(copy, target)
        except Damaged:
            # What is there is no database any more. Its side files belong to it and would spoil the new one.
            for name in (f"{target}-wal", f"{target}-shm"):
                Path(name).unlink(missing_ok=True)
            os.replace(copy, target)
        target.chmod(0o600)


def _refuse(target: Path, force: bool) -> None:
    if target.exists() and target.stat().st_size and not force:
        raise NotPossible(f"{target} finns redan; skriv över den med --force.")


def _prepare(copy: Path, reason: str, now: dt.datetime) -> None:
    """Make the copy one that can be put to use: today's tables, in hold, nobody's lease, one file."""
    database = open_database(f"sqlite:///{copy}")
    try:
        with database.write() as tx:
            holds.begin(tx, reason, now)
            tx.connection.execute(delete(leases))
    finally:
        database.close()
    with _told(copy), closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _private_copy(source: Path, folder: Path) -> Iterator[Path]:
    """A checked copy beside where it is to be, gone at the end unless it was moved."""
    with _told(folder):
        handle, name = tempfile.mkstemp(dir=folder, prefix=".copy-")
        os.close(handle)
    try:
        _copy(source, Path(name))
        _check(Path(name), source)
        yield Path(name)
    finally:
        for left in (name, f"{name}-wal", f"{name}-shm", f"{name}-journal"):
            Path(left).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """One transaction in the target. Raises DatabaseBusy, Damaged, DatabaseUnavailable."""
    with (
        _told(source),
        closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as reading,
        closing(sqlite3.connect(target, timeout=_BUSY_SECONDS)) as writing,
    ):
        reading.backup(writing, pages=_PAGES, progress=_patience(target), sleep=0.05)


def _patience(target: Path) -> Callable[[int, int, int], None]:
    """Without it the copying would wait for a lock for ever."""
    limit = time.monotonic() + _BUSY_SECONDS

    def look(status: int, _remaining: int, _total: int) -> None:
        nonlocal limit
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            limit = time.monotonic() + _BUSY_SECONDS
        elif time.monotonic() > limit:
            raise DatabaseBusy(f"Databasfilen {target} är låst av ett annat program.")

    return look


def _check(copy: Path, source: Path) -> None:
    with _told(source), closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
    if found != "ok":
        raise Damaged(f"{source} är skadad: {found}.")
    if not tables:
        raise Damaged(f"{source} är ingen databas från Bidragsvakt.")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of the disk and the driver as ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise DatabaseUnavailable(f"{path} kan inte skrivas: disken är full.") from error
        raise DatabaseUnavailable(f"{path} går inte att använda: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{path} är inte en SQLite-databas, eller så är filen skadad.") from error
    except OSError as error:
        raise DatabaseUnavailable(f"{path} går inte att använda: {error.strerror or error}.") from error
