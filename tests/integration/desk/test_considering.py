"""Stands taken and taken back, on both engines."""

from __future__ import annotations

import datetime as dt

import pytest

import db.considerations
from db.engine import Database
from db.workrecords import Consideration, Grounds, Stand
from tests.integration.db.samples import DAY, NOW, store, with_town
from watcher.desk.considering import Who, open_by_hand, take, undo
from watcher.errors import NotFound, UsageError

ANNA = Who("anna@example.org", "mail")


@pytest.fixture
def opened(database: Database) -> Consideration:
    with database.write() as tx:
        with_town(tx)
        (call_id,) = store(tx, ["A"])
    return open_by_hand(database, "vaxjo", "teknik", call_id, NOW)


def test_a_consideration_is_opened_once(database: Database, opened: Consideration) -> None:
    assert opened.stand is Stand.NEW
    assert opened.due == dt.date(2026, 12, 14)
    again = open_by_hand(database, "vaxjo", "teknik", opened.call_id, NOW + DAY)
    assert again == opened
    other = open_by_hand(database, "vaxjo", "social", opened.call_id, NOW + DAY)
    assert other.id != opened.id
    with database.read() as tx:
        assert db.considerations.listing(tx, "vaxjo", departments=["teknik"]) == [opened]
        assert db.considerations.listing(tx, "vaxjo", calls=[opened.call_id]) == [opened, other]


def test_a_stand_is_taken_once_and_its_history_kept(database: Database, opened: Consideration) -> None:
    first = take(database, opened.id, Stand.DECLINED, ANNA, NOW, grounds=Grounds.CAPACITY, note="Inte i år.")
    assert first.line is not None
    assert (first.consideration.stand, first.consideration.taken) == (Stand.DECLINED, NOW)
    again = take(database, opened.id, Stand.DECLINED, ANNA, NOW + DAY, grounds=Grounds.CAPACITY, note="Inte i år.")
    assert again.line is None
    take(database, opened.id, Stand.APPLYING, Who("bo", "command"), NOW + DAY)
    with database.read() as tx:
        lines = db.considerations.history(tx, [opened.id])
        assert [(x.by, x.via, x.stand) for x in lines] == [
            ("anna@example.org", "mail", Stand.DECLINED),
            ("bo", "command", Stand.APPLYING),
        ]
        assert db.considerations.listing(tx, "vaxjo", stands=[Stand.DECLINED]) == []


def test_undoing_restores_what_stood_before_and_is_idempotent(database: Database, opened: Consideration) -> None:
    take(database, opened.id, Stand.DECLINED, ANNA, NOW, grounds=Grounds.NEED, note="n")
    applying = take(database, opened.id, Stand.APPLYING, ANNA, NOW + DAY)
    assert applying.line is not None
    back = undo(database, opened.id, ANNA, NOW + 2 * DAY, line_id=applying.line.id)
    assert (back.consideration.stand, back.consideration.grounds, back.consideration.note) == (
        Stand.DECLINED,
        Grounds.NEED,
        "n",
    )
    assert undo(database, opened.id, ANNA, NOW + 3 * DAY, line_id=applying.line.id).line is None
    new = undo(database, opened.id, ANNA, NOW + 3 * DAY)
    assert (new.consideration.stand, new.consideration.taken) == (Stand.NEW, None)
    with pytest.raises(UsageError, match="inget att ångra"):
        undo(database, opened.id, ANNA, NOW + 3 * DAY)


def test_what_makes_no_sense_is_refused_and_changes_nothing(database: Database, opened: Consideration) -> None:
    with pytest.raises(UsageError, match="avstår"):
        take(database, opened.id, Stand.APPLYING, ANNA, NOW, grounds=Grounds.NEED)
    with pytest.raises(UsageError, match="vem"):
        take(database, opened.id, Stand.DELEGATED, ANNA, NOW)
    with pytest.raises(UsageError, match="tecken"):
        take(database, opened.id, Stand.WATCHING, ANNA, NOW, note="x" * 2_001)
    with pytest.raises(NotFound, match="övervägande 99"):
        take(database, 99, Stand.WATCHING, ANNA, NOW)
    with pytest.raises(NotFound, match=r"förvaltningen .nope. finns inte"):
        open_by_hand(database, "vaxjo", "nope", opened.call_id, NOW)
    with pytest.raises(NotFound, match="utlysning 99"):
        open_by_hand(database, "vaxjo", "teknik", 99, NOW)
    with database.read() as tx:
        assert db.considerations.get(tx, opened.id) == opened
        assert db.considerations.history(tx, [opened.id]) == []


def test_delegated_to_somebody(database: Database, opened: Consideration) -> None:
    taken = take(database, opened.id, Stand.DELEGATED, ANNA, NOW, owner="cilla")
    assert (taken.consideration.owner, taken.consideration.stand) == ("cilla", Stand.DELEGATED)
    assert take(database, opened.id, Stand.WATCHING, Who("cilla", "web"), NOW + DAY).consideration.owner == "cilla"
