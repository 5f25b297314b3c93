"""Words and meaning together: ranking, reasons that add up, and what marks and excluded words still do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Band
from matchers import fusion
from matchers.background import Background
from matchers.bridge import Bridge
from matchers.hybrid import MEANING, HybridMatches
from matchers.match import EXCLUDED
from matchers.model import Document, Learnt, Query, TfidfMatcher
from matchers.semantic import SemanticMatcher
from matchers.terms import Term
from tests.encoders import FakeEncoder

CALLS = [
    Document("words", "Restoring lakes", "Funds the restoration of lakes."),
    Document("meaning", "Blue spaces", "Every pond counts. " + "Other things are said at some length here. " * 20),
    Document("neither", "Fusion", "Plasma in a tokamak."),
    Document("title", "Wetlands", ""),
]
LAKES = Query("sjoar", "Sjöar", "Vi vill restaurera en sjö.")


def model() -> TfidfMatcher:
    return TfidfMatcher(Bridge([Term("sjö", ("lake",), 1.0, "water")]), Background(100, 20.0, {}))


def matches(*queries: Query, calls: list[Document] = CALLS) -> HybridMatches:
    return HybridMatches(calls, queries, model(), meaning=SemanticMatcher(FakeEncoder()))


def test_what_both_find_comes_before_what_one_finds_and_that_before_neither() -> None:
    order = [s.document_id for s in matches(LAKES).best(0)]
    assert order[0] == "words"
    assert order[-1] == "neither"


def test_every_match_says_why_and_its_reasons_add_up() -> None:
    for scored in matches(LAKES).best(0):
        assert scored.reasons
        assert 0 < scored.score < 1
        assert sum(r.weight for r in scored.reasons) == pytest.approx(scored.score)
        assert [r.weight for r in scored.reasons] == sorted((r.weight for r in scored.reasons), reverse=True)


def test_what_only_the_model_found_shows_the_nearest_passage_as_the_call_writes_it() -> None:
    scored = next(s for s in matches(LAKES).best(0) if s.document_id == "meaning")
    (reason,) = scored.reasons
    assert (reason.via, reason.swedish, reason.term) == (MEANING, "Sjöar", "")
    assert reason.english.startswith("Every pond counts.")
    assert reason.english in " ".join(CALLS[1].text.split())


def test_a_call_without_a_text_shows_its_title() -> None:
    scored = next(s for s in matches(LAKES).best(0) if s.document_id == "title")
    assert scored.reasons[0].english == "Wetlands"


def test_an_excluded_word_holds_a_match_down_and_says_so() -> None:
    free = matches(LAKES).explain(0, 0)
    held = matches(replace(LAKES, excluded=("sjö",))).explain(0, 0)
    assert held.band is Band.WEAK
    assert held.score < free.score
    assert any(r.via == EXCLUDED and r.weight == 0 for r in held.reasons)
    assert sum(r.weight for r in held.reasons) == pytest.approx(held.score)


def test_marks_that_outweigh_the_words_leave_the_meaning() -> None:
    unlearnt = replace(LAKES, learnt={"term:sjö": Learnt(-5.0, "X-1")})
    (reason,) = matches(unlearnt).explain(0, 0).reasons
    assert reason.via == MEANING


def test_above_gives_as_many_as_reach_the_score() -> None:
    both = matches(LAKES)
    scores = sorted((s.score for s in both.best(0)), reverse=True)
    assert [s.score for s in both.above(0, scores[1])] == scores[:2]


def test_no_calls_and_no_areas_are_allowed() -> None:
    assert matches(LAKES, calls=[]).best(0) == []
    assert matches()._fused.shape == (0, len(CALLS))


def test_an_area_in_one_word_and_a_call_without_any_are_scored() -> None:
    found = matches(Query("x", "", "sjö"), calls=[Document("1", "", ""), *CALLS]).best(0)
    assert {s.document_id for s in found} == {"1", *(c.id for c in CALLS)}
    assert all(np.isfinite(s.score) for s in found)


@given(st.floats(0, 500), st.floats(-3, 3), st.floats(0, 500), st.floats(-3, 3))
def test_more_of_either_is_never_worth_less(words: float, near: float, more: float, nearer: float) -> None:
    def score(w: float, n: float) -> float:
        return float(fusion.fused(np.array([[w]]), np.array([[n]]))[0, 0])

    assert 0 <= score(words, near) <= 1
    assert score(words + more, near) >= score(words, near)
    assert score(words, near + abs(nearer)) >= score(words, near)
    assert 0 <= fusion.meaning_share(words, near) <= 1
