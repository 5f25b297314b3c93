from __future__ import annotations

import datetime as dt

from db import leases
from db.engine import Database
from tests.integration.db.samples import NOW

_MINUTE = dt.timedelta(minutes=1)


def test_a_lease_has_one_holder_until_it_ends(database: Database) -> None:
    with database.write() as tx:
        assert leases.take(tx, "crawl", "one", NOW, NOW + _MINUTE)
        assert not leases.take(tx, "crawl", "two", NOW, NOW + _MINUTE)
        assert leases.take(tx, "digest", "two", NOW, NOW + _MINUTE), "another lease"
        assert leases.take(tx, "crawl", "one", NOW, NOW + 2 * _MINUTE), "prolonged"
        assert not leases.take(tx, "crawl", "two", NOW + _MINUTE, NOW + 9 * _MINUTE)
        assert leases.take(tx, "crawl", "two", NOW + 2 * _MINUTE, NOW + 9 * _MINUTE), "ended"
        assert not leases.take(tx, "crawl", "one", NOW + 3 * _MINUTE, NOW + 9 * _MINUTE)


def test_only_the_holder_gives_a_lease_back(database: Database) -> None:
    with database.write() as tx:
        leases.take(tx, "crawl", "one", NOW, NOW + _MINUTE)
        leases.release(tx, "crawl", "two")
        assert not leases.take(tx, "crawl", "two", NOW, NOW + _MINUTE)
        leases.release(tx, "crawl", "one")
        assert leases.take(tx, "crawl", "two", NOW, NOW + _MINUTE)
