"""Two calls that a department has considered turn out to be one: nothing that is asked of either stumbles."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import db.considerations
import db.merges
from db.engine import Database
from db.workrecords import Stand
from tests.integration.db.samples import DAY, NOW, store, with_town
from watcher.desk import annual, considerations, decisionlog
from watcher.desk.considering import Who, open_by_hand, take


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
    found = considerations.listing(database, "vaxjo")
    assert {c.consideration.id for c in found} == {one.id, other.id}
    assert {c.call.id for c in found} == {first}
    assert considerations.show(database, one.id).considered.call.id == first
    assert considerations.follow_up(database, NOW + DAY, "vaxjo").total.opened == 2
    after = decisionlog.export(database)
    assert (after.shown, before.shown) == (2, 2)
    path = tmp_path / "logg.csv"
    path.write_bytes(after.content)
    assert decisionlog.check(path).fault is None
    assert annual.annual(database, 2026, NOW + dt.timedelta(days=2)).title
