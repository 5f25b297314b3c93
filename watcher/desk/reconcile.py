"""The register against a public register's export."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import db.organisations
import db.work
from db.engine import Database
from db.workrecords import Application, Project
from watcher.errors import ConfigError
from watcher.parse.publicregister import read_export
from watcher.rules import reconcile
from watcher.rules.reconcile import Reconciled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``layout`` is what the file was taken for. ``unread`` are Swedish, with line and heading.
    ``numbers`` is how many organisationsnummer and PIC of ours were looked for."""

    layout: str
    result: Reconciled
    unread: tuple[str, ...]
    numbers: int


def run(
    database: Database,
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    currency: str = "",
    numbers: Collection[str] = (),
) -> Outcome:
    """Compare; nothing is stored. ``numbers`` are those of municipal companies, beside the municipality's own.

    Raises ConfigError, ParseError, UsageError and NotStored.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att läsa ({error.strerror})") from error
    export = read_export(content, path.name, columns, currency)
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        projects = db.work.listing(tx, Project, organisation.id)
        applications = db.work.listing(tx, Application, organisation.id)
    mine = [n for n in (organisation.orgnr, organisation.pic, *numbers) if n]
    result = reconcile.reconcile(export.rows, projects, applications, mine)
    return Outcome(export.layout, result, export.unread, len(mine))
