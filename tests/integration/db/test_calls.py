from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from db import calls
from db.calls import CallCounts, ChangedCall, NewCall
from db.engine import Database
from db.records import Budget, CallFacts, Change, Deadline, Section
from tests.integration.db.samples import DAY, FULL, NOW, facts, new, store

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
_AMOUNT = st.none() | st.integers(0, 10**12)
_FACTS = st.builds(
    facts,
    st.just("X"),
    title=_TEXT,
    summary=_TEXT,
    sections=st.lists(st.builds(Section, _TEXT, _TEXT), max_size=3).map(tuple),
    opening=st.none() | st.dates(),
    deadlines=st.lists(st.builds(Deadline, st.dates(), st.none() | st.times(), stage=st.none()), max_size=3).map(tuple),
    budget=st.builds(Budget, st.just("SEK"), _AMOUNT, _AMOUNT, _AMOUNT),
    keywords=st.lists(_TEXT, max_size=3).map(tuple),
    unread=st.dictionaries(_TEXT, _TEXT, max_size=3),
)


def test_what_is_stored_comes_back_as_it_was(database: Database) -> None:
    with database.write() as tx:
        [call_id] = calls.insert(tx, "eu", [NewCall(FULL, "raw", "hash", NOW + DAY)], NOW)
    with database.read() as tx:
        call = calls.get(tx, call_id)
    assert call is not None
    assert call.facts == FULL
    assert (call.id, call.content_hash, call.sources) == (call_id, "hash", ("eu",))
    assert (call.first_seen, call.last_seen, call.gone_since, call.set_aside) == (NOW, NOW, None, None)
    assert call.first_seen.tzinfo is dt.UTC


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_facts=_FACTS)
def test_any_facts_come_back_as_they_were(database: Database, given_facts: CallFacts) -> None:
    with database.write() as tx:
        [call_id] = calls.insert(tx, "eu", [new("X")], NOW)
        calls.update(tx, "eu", [ChangedCall(call_id, given_facts, "r", "c", None, ())], NOW)
        call = calls.get(tx, call_id)
    assert call is not None
    assert call.facts == given_facts


def test_a_call_is_found_by_external_id_in_any_case_or_by_number(database: Database) -> None:
    with database.write() as tx:
        life, number = store(tx, ["LIFE-2027-ÅÄÖ", "77"])
    with database.read() as tx:
        found = [calls.find(tx, text) for text in (" life-2027-åäö ", str(life), "77")]
        assert [call and call.id for call in found] == [life, life, number]
        assert [calls.find(tx, text) for text in ("", "LIFE", "0", "-1", "²", "9" * 30)] == [None] * 6
        assert calls.get(tx, 10**12) is None


def test_ids_come_in_the_order_of_the_items_and_a_key_is_stored_once(database: Database) -> None:
    with database.write() as tx:
        a, b = store(tx, ["A", "B"])
        again = calls.insert(tx, "eu", [new("C"), new("a"), new("C"), new("B")], NOW)
        assert again == [again[0], a, again[0], b]
        assert calls.count(tx, NOW) == CallCounts(3, 3)
        assert set(calls.by_key(tx, ["ft:a", "ft:c", "ft:missing"])) == {"ft:a", "ft:c"}


def test_a_key_from_another_source_adds_a_sighting_only(database: Database) -> None:
    with database.write() as tx:
        [call_id] = store(tx, ["A"])
        other = calls.insert(tx, "second", [new("a", title="Another title")], NOW + DAY)
        call = calls.get(tx, call_id)
        assert other == [call_id]
        assert call is not None
        assert call.facts == facts("A")
        assert call.sources == ("eu", "second")
        assert (call.first_seen, call.last_seen) == (NOW, NOW + DAY)
        assert calls.known(tx, "second")["ft:a"].raw_hash == "raw a"
        assert calls.known(tx, "eu")["ft:a"].raw_hash == "raw A"


def test_known_tells_only_of_its_source(database: Database) -> None:
    with database.write() as tx:
        [call_id] = store(tx, ["A"])
        sighting = calls.known(tx, "eu")["ft:a"]
        assert (sighting.call_id, sighting.key.external_id, sighting.missed) == (call_id, "A", 0)
        assert (sighting.raw_hash, sighting.content_hash) == ("raw A", "content A")
        assert calls.known(tx, "second") == {}


def test_the_listing_leaves_out_what_has_closed(database: Database) -> None:
    with database.write() as tx:
        items = [new("past", NOW), new("coming", NOW + dt.timedelta(microseconds=1)), new("unknown", None)]
        past, coming, unknown = calls.insert(tx, "eu", items, NOW)
    with database.read() as tx:
        assert [call.id for call in calls.listing(tx, NOW)] == [coming, unknown]
        assert [call.id for call in calls.listing(tx, NOW, closed=True)] == [past, coming, unknown]
        assert [call.id for call in calls.listing(tx, NOW, ids=[unknown, past])] == [unknown]
        assert calls.listing(tx, NOW, ids=[]) == []
        assert calls.count(tx, NOW) == CallCounts(open=2, total=3)


def test_without_text_only_the_sections_are_missing(database: Database) -> None:
    with database.write() as tx:
        calls.insert(tx, "eu", [NewCall(FULL, "raw", "hash", None)], NOW)
        [full] = calls.listing(tx, NOW)
        [short] = calls.listing(tx, NOW, with_text=False)
    assert short.facts.sections == ()
    assert (short.facts.title, short.facts.deadlines, short.sources) == (FULL.title, FULL.deadlines, full.sources)


def test_an_update_writes_the_facts_and_a_revision_for_each_change(database: Database) -> None:
    changes = (Change("title", "Old", "New"), Change("budget.total", None, 5), Change("deadlines", [{"a": 1}], []))
    with database.write() as tx:
        first, second = store(tx, ["A", "B"])
        moved = ChangedCall(first, facts("A", title="New"), "raw 2", "content 2", NOW, changes)
        calls.update(tx, "eu", [moved], NOW + DAY)
        calls.update(tx, "eu", [], NOW + DAY)
    with database.read() as tx:
        call, found = calls.get(tx, first), calls.revisions(tx)
        assert call is not None
        assert (call.facts.title, call.content_hash, call.first_seen, call.last_seen) == (
            "New",
            "content 2",
            NOW,
            NOW + DAY,
        )
        assert [(r.call_id, r.source_id, r.field, r.old, r.new, r.at) for r in found] == [
            (first, "eu", change.field, change.old, change.new, NOW + DAY) for change in changes
        ]
        assert calls.known(tx, "eu")["ft:a"].raw_hash == "raw 2"
        assert calls.listing(tx, NOW) != []
        assert [call.id for call in calls.listing(tx, NOW)] == [second]
        assert calls.revisions(tx, call_ids=[second]) == calls.revisions(tx, since=NOW + 2 * DAY) == []
        assert calls.revisions(tx, call_ids=[first], since=NOW + DAY) == found


def test_a_thousand_calls_take_one_statement_each_at_most(database: Database) -> None:
    """Seconds are for the bench; what makes it quick is that little is asked."""
    items = [new(f"CALL-{n}", sections=(Section("Scope", "text " * 3_000),)) for n in range(1_000)]
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database._engine, "before_cursor_execute", note)
    with database.write() as tx:
        ids = calls.insert(tx, "eu", items, NOW)
    stored = len(statements)
    with database.write() as tx:
        calls.touch(tx, "eu", ids, NOW + DAY)
    event.remove(database._engine, "before_cursor_execute", note)
    assert len(set(ids)) == 1_000
    assert stored < 1_100, "more than one statement a call"
    assert len(statements) - stored < 20
