"""Scores, bands and reasons."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.background import Background
from matchers.bridge import Bridge
from matchers.match import Matches
from matchers.model import Document, Query, TfidfMatcher
from matchers.terms import Term

TERMS = [
    Term("dagvatten", ("stormwater", "storm water"), 1.0, "water"),
    Term("skyfall", ("cloudburst",), 1.0, "water"),
    Term("skola", ("school",), 0.6, "school"),
    Term("stad", ("city", "urban area"), 0.6, "plan"),
]
CALLS = [
    Document("1", "Stormwater in cities", "Cloudburst plans for each city. Schools may join."),
    Document("2", "Schools for all", "A call about schools and teachers."),
    Document("3", "Fusion physics", "Plasma and more plasma."),
    Document("4", "Dagvatten i staden", "Skyfall och dagvatten i staden.", "sv"),
]
AREA = Query("D1", "Dagvatten", "Staden ska klara skyfall och dagvatten.")


def matches(documents: list[Document], queries: list[Query]) -> Matches:
    return Matches(documents, queries, TfidfMatcher(Bridge(TERMS), Background(100, 20.0, {})))


def test_the_call_about_the_subject_comes_first_and_the_unrelated_not_at_all() -> None:
    found = matches(CALLS, [AREA]).best(0)
    assert {s.document_id for s in found[:2]} == {"1", "4"}
    assert "3" not in {s.document_id for s in found}


def test_reasons_add_up_and_name_both_languages() -> None:
    best = next(s for s in matches(CALLS, [AREA]).best(0) if s.document_id == "1")
    assert sum(r.weight for r in best.reasons) == pytest.approx(best.score)
    heaviest = best.reasons[0]
    assert (heaviest.swedish.lower(), heaviest.english.lower(), heaviest.term) == (
        "dagvatten",
        "stormwater",
        "dagvatten",
    )


@pytest.mark.parametrize(
    ("named", "plain", "language"),
    [("For the local authority.", "For the plasma reactor.", "en"), ("För kommunens del.", "För sångens del.", "sv")],
)
def test_a_call_that_speaks_of_municipalities_comes_first(named: str, plain: str, language: str) -> None:
    terms = [*TERMS, Term("kommun", ("municipality", "local authority"), 0.3, "who")]
    calls = [Document(n, "Dagvatten stormwater", text, language) for n, text in (("a", plain), ("b", named))]
    found = Matches(calls, [AREA], TfidfMatcher(Bridge(terms), Background(100, 20.0, {}))).best(0)
    assert [s.document_id for s in found] == ["b", "a"]
    assert sum(r.weight for r in found[0].reasons) == pytest.approx(found[0].score)
    assert "kommun" not in {r.term for r in found[0].reasons}  # more of what it says, not a reason of its own


def test_municipalities_alone_are_no_match() -> None:
    terms = [*TERMS, Term("kommun", ("municipality",), 0.3, "who")]
    model = TfidfMatcher(Bridge(terms), Background(100, 20.0, {}))
    assert Matches([Document("1", "Municipality", "Municipality.")], [AREA], model).best(0) == []


def test_empty_corpora_areas_and_texts_are_no_crash() -> None:
    assert matches([], [AREA]).best(0) == []
    assert matches([Document("1", "", "")], [AREA]).best(0) == []
    assert matches(CALLS, [Query("D2", "", "")]).best(0) == []
    assert matches(CALLS, []) is not None


TEXT = st.text(max_size=200) | st.sampled_from(["dagvatten i staden", "🚰🚰", "'; DROP TABLE call;--", "och det ska"])


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=5), TEXT)
def test_any_texts_give_finite_scores_in_order_with_reasons_that_add_up(calls: list[str], area: str) -> None:
    documents = [Document(str(n), text, text) for n, text in enumerate(calls)]
    found = matches(documents, [Query("D", area, area)]).best(0)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    for scored in found:
        assert 0 < scored.score <= 1
        assert sum(r.weight for r in scored.reasons) == pytest.approx(scored.score)
        assert scored.reasons


WORDS = ["stormwater", "city", "school", "cloudburst", "plasma", "teachers", "reactor", "music"]
BACKGROUND = Background(100_000, 20.0, {f"term:{t.swedish}": 500 for t in TERMS})


def _ranked(calls: list[Document]) -> dict[str, float]:
    model = TfidfMatcher(Bridge(TERMS), BACKGROUND)
    return {s.document_id: s.score for s in Matches(calls, [AREA], model).best(0, 100)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=2, max_size=8))
def test_an_unrelated_call_neither_matches_nor_reorders_the_others(texts: list[str]) -> None:
    calls = [Document(str(n), text, text) for n, text in enumerate(texts)]
    before = _ranked(calls)
    after = _ranked([*calls, Document("new", "Zebra", "Giraffe and zebra.")])
    assert "new" not in after
    assert after == pytest.approx(before, abs=1e-3)  # rarity drifts by one call in 100,000
    assert list(after) == list(before)


@settings(max_examples=40, deadline=None)
@given(st.permutations(CALLS))
def test_the_order_of_the_calls_changes_nothing(calls: list[Document]) -> None:
    expected = matches(CALLS, [AREA]).best(0)
    found = matches(list(calls), [AREA]).best(0)
    assert [s.document_id for s in found] == [s.document_id for s in expected]
    assert [s.score for s in found] == pytest.approx([s.score for s in expected])
