"""All that is special to PostgreSQL: the driver, the session's settings, and one writer at a time.

SQLite lets one transaction write at a time, and the functions of this package are written for that: look, then write.
Here an advisory lock at the start of each write transaction gives the same rule, so that nothing needs a second way
of thinking. Write transactions are short (no network and no rendering inside one), so the queue is short too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from db.errors import BadDatabaseUrl
from db.json import dumps, loads

LOCK_SECONDS = 30
_WRITE_LOCK = 7_310_868_735_423_488  # any number will do, but it must never change: old and new versions share it

_ROWS = 20
"""Rows inserted by one statement: psycopg takes every long statement apart anew, which with 1,000 rows in each took a
fifth of the time of taking in calls."""


def create(url: URL) -> Engine:
    """An engine on the server. Raises BadDatabaseUrl when the driver is not installed; connects to nothing yet."""
    try:
        engine = create_engine(
            url,
            connect_args={"connect_timeout": 10},
            pool_pre_ping=True,
            hide_parameters=True,
            json_serializer=dumps,
            json_deserializer=loads,
            insertmanyvalues_page_size=_ROWS,
        )
    except ImportError as error:
        raise BadDatabaseUrl("PostgreSQL behöver ett tillägg: pip install 'bidragsvakt[postgresql]'.") from error
    event.listen(engine, "connect", _configure)
    return engine


def for_reading(connection: Connection) -> Connection:
    """A transaction that may not write and sees one moment throughout, as one on SQLite does."""
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def take_write_lock(connection: Connection) -> None:
    """Waits at most LOCK_SECONDS for other writers; the lock is given back when the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})


def _configure(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("SET TIME ZONE 'UTC'")
    cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    cursor.close()
    connection.commit()
