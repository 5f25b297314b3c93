"""All that is special to SQLite: the file, its settings, and transactions that begin when we say so.

Python's driver opens a transaction at the first write, so two processes that read and then write can both have read
the old value. We take that over: ``BEGIN IMMEDIATE`` claims the right to write before the first read of a write
transaction, and reading transactions get a plain ``BEGIN``, which in WAL mode waits for nobody.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from db.errors import DatabaseBusy, DatabaseUnavailable
from db.json import dumps, loads

BUSY_SECONDS = 30.0
_WRITES = "db_writes"


def create(url: URL) -> Engine:
    """An engine on the file, which is created (folder 0700, file 0600) where there is none."""
    path = Path(str(url.database))
    _ensure_file(path)
    _use_wal(path)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
        json_serializer=dumps,
        json_deserializer=loads,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(connection: Connection) -> Connection:
    """Marks the connection so that its transaction claims the right to write at once."""
    return connection.execution_options(**{_WRITES: True})


def overwrite_deleted(connection: Connection) -> None:
    """What this connection deletes from now on is overwritten in the file; by default it stays until its page is used
    again. Does nothing on another engine."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def _ensure_file(path: Path) -> None:
    missing: Sequence[Path] = [folder for folder in path.parents if not folder.exists()]
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
        # SQLite gives its -wal and -shm files the mode of the database file, so this one line covers all three.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        reason = error.strerror or "okänt fel"
        raise DatabaseUnavailable(f"Databasfilen {path} går inte att skapa eller skriva till: {reason}.") from error


def _use_wal(path: Path) -> None:
    """WAL is kept in the file. The change needs the file alone, and SQLite does not wait for that by itself."""
    limit = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise DatabaseUnavailable(f"Databasfilen {path} går inte att öppna: {error}.") from error
            if time.monotonic() > limit:
                raise DatabaseBusy(f"Databasfilen {path} är låst av ett annat program.") from error
            time.sleep(0.02)
        except sqlite3.DatabaseError as error:
            raise DatabaseUnavailable(f"{path} är inte en SQLite-databas, eller så är filen skadad.") from error


def _configure(connection: DBAPIConnection, _record: Any) -> None:
    """Settings that belong to a connection, not to the file. No implicit transactions: see the module's text."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(_WRITES))
    # A read transaction that writes is a mistake that would only show as a lost update one day: SQLite refuses it.
    connection.exec_driver_sql(f"PRAGMA query_only={0 if writes else 1}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
