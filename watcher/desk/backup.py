"""Copying the database, and putting a copy back when nobody works with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import db.backup
import db.leases
from db.engine import open_database
from db.errors import DatabaseBusy, DatabaseUnavailable
from watcher.config.settings import Settings
from watcher.desk.leadership import NAME
from watcher.errors import UsageError


def backup(settings: Settings, target: Path, now: dt.datetime, *, force: bool = False) -> int:
    """Write a copy; its size in bytes. Raises DbError."""
    return db.backup.backup(settings.database_url, target, now, force=force)


def restore(settings: Settings, source: Path, now: dt.datetime, *, force: bool = False) -> None:
    """Put a copy in the database's place, in hold. Raises UsageError while a service runs, DbError."""
    file = db.backup.file_of(settings.database_url)
    if file.exists() and force and _is_served(settings, now):
        raise UsageError("tjänsten är i gång: stoppa bidragsvakt serve först")
    db.backup.restore(settings.database_url, source, now, force=force)


def _is_served(settings: Settings, now: dt.datetime) -> bool:
    """A database too damaged to be asked is nobody's."""
    try:
        database = open_database(settings.database_url)
    except DatabaseBusy:
        return True
    except DatabaseUnavailable:
        return False
    try:
        with database.read() as tx:
            return db.leases.is_held(tx, NAME, now)
    except DatabaseUnavailable:
        return False
    finally:
        database.close()
