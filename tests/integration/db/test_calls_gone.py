"""When a call counts as gone, and when it comes back."""

from __future__ import annotations

from sqlalchemy import event

from db import calls, sources
from db.calls import ChangedCall
from db.engine import Database
from db.records import CrawlReport, SourceState
from db.transaction import Tx
from tests.integration.db.samples import DAY, NOW, facts, new, store


def _gone_twice(tx: Tx) -> int:
    [call_id] = store(tx, ["A"])
    assert calls.miss(tx, "eu", [], NOW + DAY) == []
    assert calls.miss(tx, "eu", [], NOW + 2 * DAY) == [call_id]
    return call_id


def test_two_complete_crawls_without_it_and_a_call_is_gone(database: Database) -> None:
    with database.write() as tx:
        a, b = store(tx, ["A", "B"])
        assert calls.miss(tx, "eu", [b], NOW + DAY) == []
        assert calls.gone(tx) == []
        assert calls.miss(tx, "eu", [b], NOW + 2 * DAY) == [a]
        assert calls.gone(tx) == [a]
        call = calls.get(tx, a)
        assert call is not None
        assert call.gone_since == NOW + 2 * DAY
        assert [call.id for call in calls.listing(tx, NOW)] == [a, b], "gone is not closed"
        assert calls.miss(tx, "eu", [b], NOW + 3 * DAY) == [], "told once"


def test_the_two_crawls_must_follow_each_other(database: Database) -> None:
    with database.write() as tx:
        [call_id] = store(tx, ["A"])
        calls.miss(tx, "eu", [], NOW + DAY)
        calls.touch(tx, "eu", [call_id], NOW + 2 * DAY)
        assert calls.known(tx, "eu")["ft:a"].missed == 0
        assert calls.miss(tx, "eu", [], NOW + 3 * DAY) == []


def test_a_call_that_another_source_shows_is_not_gone(database: Database) -> None:
    with database.write() as tx:
        [call_id] = store(tx, ["A"])
        store(tx, ["A"], "second")
        for day in (1, 2, 3):
            assert calls.miss(tx, "eu", [], NOW + day * DAY) == []
        calls.miss(tx, "second", [], NOW + 4 * DAY)
        assert calls.miss(tx, "second", [], NOW + 5 * DAY) == [call_id]


def test_a_source_out_of_force_holds_nothing_back(database: Database) -> None:
    with database.write() as tx:
        [call_id] = store(tx, ["A"])
        store(tx, ["A"], "second")
        sources.record(tx, CrawlReport("second", SourceState.OK, NOW, NOW), name="S", rows=1, validators=None)
        sources.mark_removed(tx, ["eu"])
        calls.miss(tx, "eu", [], NOW + DAY)
        assert calls.miss(tx, "eu", [], NOW + 2 * DAY) == [call_id]


def test_any_sign_of_a_gone_call_brings_it_back(database: Database) -> None:
    later = NOW + 3 * DAY
    with database.write() as tx:
        call_id = _gone_twice(tx)
        signs = (
            lambda: calls.touch(tx, "eu", [call_id], later),
            lambda: calls.touch_raw(tx, "eu", [(calls.known(tx, "eu")["ft:a"].sighting_id, "raw 2")], later),
            lambda: calls.update(tx, "eu", [ChangedCall(call_id, facts("A"), "r", "c", None, ())], later),
            lambda: calls.insert(tx, "second", [new("A")], later),
        )
        for sign in signs:
            sign()
            assert calls.gone(tx) == []
            calls.miss(tx, "second", [], later)
            calls.miss(tx, "second", [], later)
            calls.miss(tx, "eu", [], later)
            calls.miss(tx, "eu", [], later)
            assert calls.gone(tx) == ([call_id]), "gone again, for the next sign"


def test_other_bytes_that_say_the_same_only_change_the_raw_hash(database: Database) -> None:
    with database.write() as tx:
        store(tx, ["A"])
        calls.touch_raw(tx, "eu", [(calls.known(tx, "eu")["ft:a"].sighting_id, "raw 2")], NOW + DAY)
        calls.touch_raw(tx, "eu", [], NOW + DAY)
        sighting = calls.known(tx, "eu")["ft:a"]
        assert (sighting.raw_hash, sighting.content_hash) == ("raw 2", "content A")
        assert calls.revisions(tx) == []


def test_an_unchanged_round_writes_nothing_but_last_seen(database: Database) -> None:
    with database.write() as tx:
        ids = store(tx, [f"C{n}" for n in range(2_500)])
    written: list[tuple[str, int]] = []
    with database.write() as tx:

        @event.listens_for(tx.connection, "after_cursor_execute")
        def note(_connection: object, cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith("SELECT"):
                written.append((statement.split()[1], cursor.rowcount))  # type: ignore[attr-defined]

        calls.touch(tx, "eu", ids, NOW + DAY)
        assert calls.miss(tx, "eu", ids, NOW + DAY) == []
    rows: dict[str, int] = {}
    for table, count in written:
        rows[table] = rows.get(table, 0) + count
    assert rows == {"sightings": 2_500, "calls": 0}
    assert len(written) == 6, "a statement a chunk and table"
