"""What is scored anew, and what an area keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Band, Match, MatchState
from watcher.rules.rematch import Rematch, best_of, rematch

CALLS = dict.fromkeys(range(20), "old")
STATE = MatchState("areas", CALLS, learnt_calls=20, concepts={})
HASHES = st.dictionaries(st.integers(0, 30), st.sampled_from(["old", "new"]))


def moved(state: MatchState, by: int) -> MatchState:
    return MatchState(state.basis, state.calls, state.learnt_calls, state.concepts, by)


@pytest.mark.parametrize(
    ("state", "basis", "calls", "wanted"),
    [
        (None, "areas", CALLS, Rematch(True, CALLS, frozenset())),
        (STATE, "other areas", CALLS, Rematch(True, CALLS, frozenset())),
        (STATE, "areas", CALLS, Rematch(False, {}, frozenset())),
        (STATE, "areas", CALLS | {20: "a", 3: "b"}, Rematch(False, {20: "a", 3: "b"}, frozenset())),
        (STATE, "areas", dict.fromkeys(range(18), "old"), Rematch(False, {}, frozenset({18, 19}))),
        (STATE, "areas", dict.fromkeys(range(15), "old"), Rematch(True, dict.fromkeys(range(15), "old"), frozenset())),
        (moved(STATE, 3), "areas", CALLS | {20: "a"}, Rematch(False, {20: "a"}, frozenset())),
        (moved(STATE, 4), "areas", CALLS | {20: "a"}, Rematch(True, CALLS | {20: "a"}, frozenset())),
    ],
)
def test_only_what_is_new_or_changed_is_scored_until_too_much_has(
    state: MatchState | None, basis: str, calls: dict[int, str], wanted: Rematch
) -> None:
    assert rematch(state, basis, calls) == wanted


@given(HASHES, HASHES)
def test_what_is_scored_and_what_stays_are_all_calls_of_today(before: dict[int, str], today: dict[int, str]) -> None:
    state = MatchState("areas", before, learnt_calls=1_000, concepts={})
    found = rematch(state, "areas", today)
    stays = {i for i in before if i not in found.gone and i not in found.changed}
    assert stays | found.changed.keys() == today.keys()
    assert all(before[i] == today[i] for i in stays)
    assert found.nothing == (before == today)


def match(area: str, call_id: int, score: float) -> Match:
    return Match("vaxjo", area, call_id, score, Band.WEAK, ())


def test_each_area_keeps_its_best_and_of_equals_the_older_call() -> None:
    found = best_of([match("a", 2, 0.5), match("b", 1, 0.1), match("a", 1, 0.5), match("a", 3, 0.9)], 2)
    assert [(m.area_id, m.call_id) for m in found] == [("a", 3), ("a", 1), ("b", 1)]
