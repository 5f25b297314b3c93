"""What differs between two states of a call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from db.records import Budget, CallFacts, CallKey, Change, Deadline
from watcher.rules.changes import compare, content_hash

FACTS = CallFacts(CallKey("ft", "LIFE-1"), "Title", "https://example.org/1", "en", budget=Budget(total=5))


def test_the_same_facts_have_no_changes_and_one_hash() -> None:
    again = replace(FACTS)
    assert compare(FACTS, again) == ()
    assert content_hash(FACTS) == content_hash(again)


def test_a_moved_deadline_is_told_with_both_values() -> None:
    before = replace(FACTS, deadlines=(Deadline(dt.date(2026, 9, 17)),))
    after = replace(FACTS, deadlines=(Deadline(dt.date(2026, 10, 1), dt.time(17)),))
    (change,) = compare(before, after)
    assert change.field == "deadlines"
    assert [d["date"] for d in change.old] == ["2026-09-17"]  # type: ignore[attr-defined]
    assert [(d["date"], d["time"]) for d in change.new] == [("2026-10-01", "17:00:00")]  # type: ignore[attr-defined]
    assert content_hash(before) != content_hash(after)


def test_several_fields_change_in_the_order_of_the_record() -> None:
    after = replace(FACTS, title="Other", url="https://example.org/2")
    assert compare(FACTS, after) == (
        Change("title", "Title", "Other"),
        Change("url", "https://example.org/1", "https://example.org/2"),
    )
