"""Two calls that a department has considered turn out to be one: nothing that is asked of either stumbles."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import db.considerations
import db.merges
import db.organisations
from db.engine import Database
from db.workrecords import Stand
from tests.integration.db.samples import DAY, NOW, store, with_town
from watcher.desk import annual, considerations, decisionlog
from watcher.desk.considering import Who, open_by_hand, take
from watcher.jobs import schedule


def test_a_consideration_beneath_a_merged_call_is_still_told(database: Database, tmp_path: Path) -> None:
    with database.write() as tx:
        with_town(tx)
        first, second = store(tx, ["A", "B"])
    one, other = (open_by_hand(database, "vaxjo", "teknik", call_id, NOW) for call_id in (first, second))
    take(database, one.id, Stand.WATCHING, Who("anna", "mail"), NOW)
    take(database, other.id, Stand.APPLYING, Who("anna", "mail"), NOW + DAY)
    before = decisionlog.export(database)
    with database.write() as tx:
        db.merges.hide(tx, second, first)
    (found,) = considerations.listing(database, "vaxjo")
    assert (found.consideration.id, found.call.id) == (other.id, first), "the later stand is the one that shows"
    assert considerations.show(database, one.id).considered.call.id == first
    assert considerations.follow_up(database, NOW + DAY, "vaxjo").total.opened == 1
    after = decisionlog.export(database)
    assert (after.shown, before.shown) == (2, 2)
    path = tmp_path / "logg.csv"
    path.write_bytes(after.content)
    assert decisionlog.check(path).fault is None
    assert annual.annual(database, 2026, NOW + dt.timedelta(days=2)).title


def test_what_was_decided_of_one_is_asked_of_neither(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        first, second = store(tx, ["A", "B"])
    one, other = (open_by_hand(database, "vaxjo", "teknik", call_id, NOW) for call_id in (first, second))
    take(database, one.id, Stand.APPLYING, Who("anna", "mail"), NOW)
    with database.write() as tx:
        db.merges.hide(tx, second, first)
    long_after = NOW + 60 * DAY
    with database.read() as tx:
        organisation = db.organisations.get(tx, "vaxjo")
        assert schedule.plan(tx, organisation, long_after).deputies == schedule.plan(tx, organisation, NOW).deputies
        assert db.considerations.listing(tx, "vaxjo", stands=[Stand.NEW]) == []
    assert considerations.follow_up(database, long_after, "vaxjo").total.waiting == 0
    with database.write() as tx:
        db.merges.bring_back(tx, second, first)
    assert {c.consideration.id for c in considerations.listing(database, "vaxjo")} == {one.id, other.id}
