"""Opening an empty, an older, a newer and a half-made database, alone and with others."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db.engine import open_database
from db.errors import SchemaTooNew, SchemaTooOld
from db.migrations import HEAD
from db.schema import current_version
from tests.databases import finish, fresh_url, opened, start
from tests.migration.schema import describe

_OPEN_TOGETHER = """
import sys, time
from pathlib import Path
import alembic.command
from sqlalchemy import Engine, event
from db.engine import open_database
url, flag = sys.argv[1], Path(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def widen_the_gap(connection, cursor, statement, *rest):
    if "CREATE TABLE" in statement:
        time.sleep(0.02)

print("ready", flush=True)
while not flag.exists():
    time.sleep(0.001)
open_database(url).close()
"""

# Dies at the n-th statement that makes something, or just before the commit that follows them ("commit").
_OPEN_AND_DIE = """
import os, signal, sys
from sqlalchemy import Engine, event
from db.engine import open_database
url, point = sys.argv[1], sys.argv[2]
made = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *rest):
    global made
    if statement.strip().startswith(("CREATE", "INSERT")):
        made += 1
        if str(made) == point:
            die()

@event.listens_for(Engine, "commit")
def commit(connection):
    if point == "commit" and made:
        die()

open_database(url).close()
print(made)
"""


def _tables(url: str) -> list[str]:
    """What is there without our own opening, which would migrate it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = list(describe(connection))
    engine.dispose()
    return found


def test_processes_that_open_a_new_database_together_all_succeed(database_url: str, tmp_path: Path) -> None:
    flag = tmp_path / "go"
    processes = [start(_OPEN_TOGETHER, database_url, str(flag)) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    flag.touch()
    assert [finish(process) for process in processes] == [(0, "")] * 4
    with opened(database_url) as database, database.read() as tx:
        assert current_version(tx) == HEAD


def test_a_kill_during_a_migration_leaves_the_old_schema(engine_name: str, tmp_path: Path) -> None:
    with fresh_url(engine_name, tmp_path) as url:
        exit_code, out = finish(start(_OPEN_AND_DIE, url, "never"))
        assert exit_code == 0, out
        statements = int(out)
    assert statements > 15
    for point in ("1", "2", str(statements // 2), str(statements), "commit"):
        with fresh_url(engine_name, tmp_path) as url:
            exit_code, out = finish(start(_OPEN_AND_DIE, url, point))
            assert exit_code == -signal.SIGKILL, out
            assert _tables(url) == [], f"killed at {point}"
            with opened(url) as database, database.read() as tx:
                assert current_version(tx) == HEAD


def test_a_newer_schema_is_refused_and_left_alone(database_url: str) -> None:
    with opened(database_url) as database, database.write() as tx:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match=r"9999.*Uppdatera programmet"):
        open_database(database_url)
    with pytest.raises(SchemaTooNew):
        open_database(database_url, migrate=False)


def test_without_leave_to_migrate_an_empty_database_is_refused(database_url: str) -> None:
    with pytest.raises(SchemaTooOld):
        open_database(database_url, migrate=False)
    assert _tables(database_url) == []
