"""Brings the tables to the version this code knows, and refuses what it does not know.

Alembic is loaded only when there is something to migrate: it takes longer to import than the check takes to run.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import inspect, select

from db.errors import SchemaTooNew, SchemaTooOld
from db.migrations import HEAD, KNOWN
from db.tables.base import alembic_version
from db.transaction import Tx

Begin = Callable[[], AbstractContextManager[Tx]]


def ensure_schema(read: Begin, write: Begin, *, migrate: bool) -> None:
    """Migrates to HEAD where needed. Raises SchemaTooNew, SchemaTooOld."""
    with read() as tx:
        if current_version(tx) == HEAD:
            return
    if not migrate:
        raise SchemaTooOld("Databasen är gjord av en äldre version av programmet och behöver uppdateras först.")
    with write() as tx:
        # Asked again: another process may have migrated while this one waited for the right to write.
        if current_version(tx) != HEAD:
            upgrade(tx)


def current_version(tx: Tx) -> str | None:
    """The version in the database; None for one without tables. Raises SchemaTooNew for one we do not know."""
    if not inspect(tx.connection).has_table(alembic_version.name):
        return None
    version = tx.connection.scalar(select(alembic_version.c.version_num))
    if version is not None and version not in KNOWN:
        raise SchemaTooNew(
            f"Databasen har schemaversion {version}, men det här programmet känner bara till {HEAD} och äldre. "
            "Uppdatera programmet, eller återställ en säkerhetskopia från den äldre versionen."
        )
    return version


def upgrade(tx: Tx, revision: str = "head") -> None:
    """Runs the migrations inside the given transaction: all of them, or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.attributes["connection"] = tx.connection
    command.upgrade(config, revision)
