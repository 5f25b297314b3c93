"""What contacts are told of calls that become one, and come apart: each is announced once, a moved deadline once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import db.calls
import db.considerations
from db.records import CallFacts, Deadline
from db.workrecords import Stand
from tests.crawls import TRUST, crawl, shown
from tests.integration.mail.conftest import WEEK, ListTransport, Town
from tests.letters import LATER, NOW, match
from watcher.desk import sightings
from watcher.desk.considering import Who, open_by_hand, take
from watcher.jobs import deliver, digest

PORTAL = shown("eu", deadlines=(LATER,))
AGENCY = shown("agency", "A-1", title="Something written quite otherwise", deadlines=(LATER,))


def crawled(town: Town, source: str, facts: CallFacts, week: int = 0) -> list[int]:
    """The calls there are then, all matched."""
    crawl(town.database, source, facts, now=NOW + week * WEEK)
    return matched(town)


def matched(town: Town) -> list[int]:
    with town.database.read() as tx:
        ids = [c.id for c in db.calls.listing(tx, NOW)]
    town.matched(*(match(i) for i in ids))
    return ids


def week(town: Town, number: int) -> dict[str, int]:
    """What Anna's mail of that week told of, by kind; empty without one but for the quiet mail."""
    town.transport = transport = ListTransport()
    digest.run(town.deps, NOW + number * WEEK)
    deliver.run(town.deps, NOW + number * WEEK)
    return {name: count for m in transport.sent for name, count in m.counts.items() if count}


def test_a_second_sighting_is_no_news(town: Town) -> None:
    crawled(town, "eu", PORTAL)
    assert week(town, 0) == {"new": 1}
    crawled(town, "access", shown("access", deadlines=(LATER,)), 1)
    assert week(town, 1) == {}


def test_a_deadline_moved_in_two_sources_is_told_once(town: Town) -> None:
    for source in ("eu", "access"):
        crawled(town, source, shown(source, deadlines=(LATER,)))
    assert week(town, 0) == {"new": 1}
    moved = Deadline(LATER.date + dt.timedelta(days=20), LATER.time, LATER.zone)
    crawled(town, "eu", replace(PORTAL, deadlines=(moved,)), 1)
    assert week(town, 1) == {"changed": 1}
    crawled(town, "access", shown("access", deadlines=(moved,)), 2)
    assert week(town, 2) == {}


def test_merged_and_split_calls_are_not_announced_again_and_keep_their_stands(town: Town) -> None:
    [first] = crawled(town, "eu", PORTAL)
    assert week(town, 0) == {"new": 1}
    _, second = crawled(town, "agency", AGENCY, 1)
    assert week(town, 1) == {"new": 1}
    opened = open_by_hand(town.database, "town", "tech", second, NOW + WEEK)
    take(town.database, opened.id, Stand.APPLYING, Who("anna@example.org", "mail"), NOW + WEEK)

    one = sightings.merge(town.database, TRUST, "LIFE-2026-1", "A-1", "Dan", NOW + WEEK)
    assert (one.id, matched(town)) == (first, [first])
    assert stands(town) == [(first, Stand.APPLYING)]
    assert week(town, 2).get("new") is None

    sightings.split(town.database, TRUST, "LIFE-2026-1", "agency", "Dan", NOW + 2 * WEEK)
    assert matched(town) == [first, second]
    assert stands(town) == [(second, Stand.APPLYING)]
    assert week(town, 3).get("new") is None


def stands(town: Town) -> list[tuple[int, Stand]]:
    with town.database.read() as tx:
        return [(c.call_id, c.stand) for c in db.considerations.listing(tx, "town")]
