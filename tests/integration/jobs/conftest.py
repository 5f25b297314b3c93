"""Jobs run against a demo portal over real HTTP and a database of each engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import Database
from tests.databases import database, database_url, engine_name, migrated_database_url
from tests.unit.parse.test_feed import RSS
from watcher.config.settings import Settings
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.demo.portal import DemoPortal
from watcher.fetch.client import Fetcher, FetchPolicy

__all__ = ["database", "database_url", "engine_name", "migrated_database_url"]

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


class JobDeps:
    """What the jobs need, real but for the settings' paths."""

    def __init__(self, database: Database, portal: DemoPortal, folder: Path) -> None:
        self.portal = portal
        self.database = database
        self.fetcher = Fetcher(FetchPolicy(allow=(("127.0.0.1", portal.port),), first_wait=0.01, timeout=5.0))
        self.sources = SourceFile((self.source("portal", "sedia", portal.search_url),))
        self.settings = Settings(
            home=folder, sources=folder / "sources.toml", database_url="sqlite://", outbox=folder / "outbox"
        )
        self.progress: Any = lambda _what, _done, _total: None
        self.encoder: Any = None

    @staticmethod
    def source(source_id: str, kind: str, url: str) -> SourceConfig:
        return SourceConfig(source_id, kind, f"Källan {source_id}", url, "en", dt.timedelta(days=1), rate=1000.0)

    def watch(self, *sources: SourceConfig) -> None:
        self.sources = SourceFile(sources)


@pytest.fixture
def deps(database: Database, tmp_path: Path) -> Iterator[JobDeps]:
    with DemoPortal(rows=[], feed=RSS) as portal:
        made = JobDeps(database, portal, tmp_path)
        yield made
        made.fetcher.close()
