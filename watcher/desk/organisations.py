"""Taking in and giving out a municipality's departments, areas and contacts."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

import db.organisations
from db.engine import Database
from db.organisations import OrgChanges
from db.records import Organisation
from watcher.config.orgfile import read_org
from watcher.config.orgtext import write_org
from watcher.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in, and what that changed in what was stored."""

    organisation: Organisation
    changes: OrgChanges


def import_file(database: Database, path: Path, now: dt.datetime, *, prune: bool = False) -> Imported:
    """Store an organisation file; the same file again changes nothing. Raises ConfigError and DbError."""
    organisation = read_org(path)
    with database.write() as tx:
        return Imported(organisation, db.organisations.save(tx, organisation, now, prune=prune))


def export(database: Database, organisation_id: str | None = None) -> tuple[Organisation, str]:
    """An organisation and its file's text; without an id the only one there is. Raises NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, organisation_id)
    return organisation, write_org(organisation)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read: it names people. Raises ConfigError."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att skriva ({error.strerror})") from error
