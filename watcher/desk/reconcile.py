"""The register against a public register's export."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import db.organisations
import db.work
from db.engine import Database
from db.records import Organisation
from db.workrecords import Application, Project
from watcher.errors import ConfigError, NotFound, UsageError
from watcher.jobs.deps import Deps
from watcher.parse.gdpapplications import applications_in
from watcher.parse.publicregister import Export, read_export
from watcher.rules import reconcile
from watcher.rules.reconcile import Reconciled, digits
from watcher.sources import gdp

_ORGNR = 10
"""Digits of an organisationsnummer; a PIC has nine."""


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
    organisation = _organisation(database)
    return _compared(database, organisation, export, _numbers(organisation, numbers))


def ask(deps: Deps, source_id: str, numbers: Collection[str] = ()) -> Outcome:
    """Compare with what a funder answers that speaks GDP 2.0, asked by our organisationsnummer.

    Raises NotFound, UsageError, FetchError, ParseError, SourceFailed and NotStored.
    """
    source = deps.sources.get(source_id)
    if source is None:
        raise NotFound(f"källan {source_id} finns inte i sources.toml")
    if source.kind != "gdp":
        raise UsageError(f"källan {source_id} är av slaget {source.kind}; bara gdp kan tillfrågas om ansökningar")
    organisation = _organisation(deps.database)
    mine = _numbers(organisation, numbers)
    asked = [f"{n[:6]}-{n[6:]}" for n in map(digits, mine) if len(n) == _ORGNR]
    if not asked:
        raise UsageError("kommunens organisationsnummer är inte inlagt: sätt orgnr i organisationsfilen eller --number")
    items, cut = gdp.applications(source, deps.fetcher, asked)
    rows, unread = applications_in(items, source_id)
    export = Export(f"GDP 2.0, ansökningar hos {source.name}", tuple(rows), (*cut, *unread))
    return _compared(deps.database, organisation, export, mine)


def _organisation(database: Database) -> Organisation:
    with database.read() as tx:
        return db.organisations.get(tx, None)


def _numbers(organisation: Organisation, others: Collection[str]) -> list[str]:
    return [n for n in (organisation.orgnr, organisation.pic, *others) if n]


def _compared(database: Database, organisation: Organisation, export: Export, numbers: Collection[str]) -> Outcome:
    with database.read() as tx:
        projects = db.work.listing(tx, Project, organisation.id)
        applications = db.work.listing(tx, Application, organisation.id)
    result = reconcile.reconcile(export.rows, projects, applications, numbers)
    return Outcome(export.layout, result, export.unread, len(numbers))
