"""Writers that work at the same time: none may lose what another wrote."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from db import calls, sources
from db.engine import Database
from db.records import CrawlReport, SourceState
from tests.databases import finish, start
from tests.integration.db.samples import NOW, store

_REPORT = CrawlReport("eu", SourceState.OK, NOW, NOW)
_COUNT = """
import datetime as dt, sys
from db import sources
from db.engine import open_database
from db.records import CrawlReport, SourceState
now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
database = open_database(sys.argv[1])
for _ in range(25):
    with database.write() as tx:
        known = sources.get(tx, "eu")
        report = CrawlReport("eu", SourceState.OK, now, now)
        sources.record(tx, report, name="EU", rows=(known.rows if known else 0) + 1, validators=None)
database.close()
"""


def _count_on(database: Database) -> None:
    with database.write() as tx:
        known = sources.get(tx, "eu")
        sources.record(tx, _REPORT, name="EU", rows=(known.rows if known else 0) + 1, validators=None)


def _rows(database: Database) -> int:
    with database.read() as tx:
        known = sources.get(tx, "eu")
        assert known is not None
        return known.rows


def test_processes_that_read_and_then_write_lose_no_update(database: Database, migrated_database_url: str) -> None:
    processes = [start(_COUNT, migrated_database_url) for _ in range(4)]
    assert [finish(process) for process in processes] == [(0, "")] * 4
    assert _rows(database) == 100


def test_threads_that_share_a_database_lose_no_update(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: _count_on(database), range(80)))
    assert _rows(database) == 80


def test_threads_that_store_the_same_calls_store_them_once(database: Database) -> None:
    wanted = [f"C{n}" for n in range(20)]

    def insert(source: int) -> list[int]:
        with database.write() as tx:
            return store(tx, wanted, f"source {source}")

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(insert, range(6)))
    assert all(found == ids[0] for found in ids)
    with database.read() as tx:
        assert calls.count(tx, NOW).total == 20
        assert all(len(call.sources) == 6 for call in calls.listing(tx, NOW))
