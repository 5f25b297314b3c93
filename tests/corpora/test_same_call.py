"""The rules against labelled pairs of recorded sightings: at most 2 % wrongly apart, at most 2 % wrongly one."""

from __future__ import annotations

from tests.corpora import same_call
from tests.shared import shared

MOST = 0.02


def test_recorded_topics_find_each_other_and_nothing_else() -> None:
    portal = same_call.read_portal(shared("portal", "sedia-rows.jsonl.gz"))
    found = list(same_call.measure(portal, same_call.read_calls(shared("matching", "calls.jsonl.gz"))))
    print("\n".join(same_call.table(found)))
    same, joined = sum(w.same for w in found), sum(w.joined for w in found)
    assert same > 2000
    assert sum(w.apart for w in found) <= MOST * same
    assert sum(w.merged for w in found) <= MOST * joined
