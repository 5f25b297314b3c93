"""Opening the database, and the two kinds of transaction everything else asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from db import postgres, sqlite
from db.schema import ensure_schema
from db.transaction import Tx
from db.translate import translated
from db.urls import parse_url, show_url

__all__ = ["Database", "Tx", "open_database"]


class Database:
    """A pool of connections to one database. Safe to use from several threads; a Tx is not."""

    def __init__(self, engine: Engine, url_shown: str) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self.url_shown = url_shown
        """The address with its password masked."""

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that sees one moment and cannot write. Raises DbError."""
        with translated(self.url_shown), self._engine.connect() as plain:
            connection = plain if self._is_sqlite else postgres.for_reading(plain)
            with connection.begin():
                yield Tx(connection)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that alone may write until it ends: committed at the end of the block, undone by any exception.

        Keep it short: no network, no parsing and no rendering inside. Raises DbError; DatabaseBusy after 30 seconds.
        """
        with translated(self.url_shown), self._engine.connect() as plain, self._begin_write(plain) as connection:
            yield Tx(connection)

    def close(self) -> None:
        """Gives back all connections. The database may be opened again."""
        self._engine.dispose()

    @contextmanager
    def _begin_write(self, plain: Connection) -> Iterator[Connection]:
        connection = sqlite.for_writing(plain) if self._is_sqlite else plain
        with connection.begin():
            if not self._is_sqlite:
                postgres.take_write_lock(connection)
            yield connection


def open_database(url: str, migrate: bool = True) -> Database:
    """Opens the database, creating the file (SQLite) and the tables where they are missing.

    Migrations run in one write transaction, so processes that start together wait for each other and a kill leaves
    the old schema or the new one. With ``migrate=False`` an older schema raises SchemaTooOld instead. Raises
    BadDatabaseUrl, DatabaseUnavailable, SchemaTooNew.
    """
    parsed = parse_url(url)
    engine = sqlite.create(parsed) if parsed.get_backend_name() == "sqlite" else postgres.create(parsed)
    database = Database(engine, show_url(parsed))
    try:
        ensure_schema(database.read, database.write, migrate=migrate)
    except BaseException:
        database.close()
        raise
    return database
