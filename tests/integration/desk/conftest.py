"""Use cases run against a demo portal over real HTTP and a database of each engine."""

from __future__ import annotations

import pytest

import db.organisations
from tests.databases import database, database_url, engine_name, migrated_database_url
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps, deps
from tests.integration.jobs.test_match import TOWN
from watcher.jobs import crawl

__all__ = ["database", "database_url", "deps", "engine_name", "migrated_database_url"]


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    """A municipality with two areas and four calls, crawled and not yet matched."""
    deps.portal.rows = [
        portal_row("LIFE-1", title="Restoration of lakes and wetlands",
                   descriptionByte="<p>Protect threatened species. Restore lakes and wetlands with tourism.</p>"),
        portal_row("LIFE-2", title="Museums and tourism", descriptionByte="<p>Tourism and museums.</p>"),
        portal_row("HE-1", title="Reading in school", descriptionByte="<p>Pupils learn reading and maths.</p>"),
        portal_row("X-1", title="Fusion plasma", descriptionByte="<p>Tokamak.</p>"),
    ]  # fmt: skip
    with deps.database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
    crawl.run(deps, NOW)  # type: ignore[arg-type]
    return deps
