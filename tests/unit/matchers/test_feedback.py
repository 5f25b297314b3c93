"""Learning from marks: what moves, how far at most, and that undoing gives back what was."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.background import Background
from matchers.bridge import Bridge
from matchers.feedback import CAP, NEGATIVE_CAP, Marked, learn, mass
from matchers.match import MARK, Matches
from matchers.model import Document, Query, TfidfMatcher
from matchers.terms import Term

TERMS = [
    Term("dagvatten", ("stormwater",), 1.0, "water"),
    Term("skyfall", ("cloudburst",), 1.0, "water"),
    Term("grönt tak", ("green roof",), 1.0, "water"),
    Term("skola", ("school",), 0.6, "school"),
]
BACKGROUND = Background(100, 20.0, {"term:dagvatten": 3, "term:skola": 20, "same:city": 60})
AREA = Query("D1", "Dagvatten", "Staden ska klara skyfall och dagvatten.")
ROOFS = Document("1", "Green roofs for stormwater", "Green roofs hold a cloudburst back.")
MORE_ROOFS = Document("2", "Green roofs", "Green roofs in every city.")
SCHOOLS = Document("3", "Stormwater in school", "A school teaches stormwater.")
CALLS = [ROOFS, MORE_ROOFS, SCHOOLS]


def model() -> TfidfMatcher:
    return TfidfMatcher(Bridge(TERMS), BACKGROUND)


def scores(area: Query) -> dict[str, float]:
    return {s.document_id: s.score for s in Matches(CALLS, [area], model()).best(0)}


def test_a_relevant_mark_finds_calls_that_share_its_words_and_the_reason_names_it() -> None:
    assert "2" not in scores(AREA)
    found = Matches(CALLS, [learn(model(), AREA, [Marked(ROOFS, True, "CALL-1")])], model())
    best = {s.document_id: s for s in found.best(0)}
    (reason,) = [r for r in best["2"].reasons if r.term == "grönt tak"]
    assert (reason.via, reason.mark, reason.english) == (MARK, "CALL-1", "Green roofs")
    for scored in best.values():
        assert sum(r.weight for r in scored.reasons) == pytest.approx(scored.score)


def test_an_irrelevant_mark_takes_weight_away_and_says_so() -> None:
    moved = learn(model(), AREA, [Marked(SCHOOLS, False, "CALL-3")])
    assert scores(moved)["3"] < scores(AREA)["3"]
    found = next(s for s in Matches(CALLS, [moved], model()).best(0) if s.document_id == "1")
    taken = [r for r in found.reasons if r.via == MARK]
    assert "dagvatten" in {r.term for r in taken}
    assert all(r.weight < 0 and r.mark == "CALL-3" for r in taken)
    assert sum(r.weight for r in found.reasons) == pytest.approx(found.score)


def test_an_area_without_words_learns_nothing() -> None:
    empty = Query("D", "", "🚰")
    assert learn(model(), Query("D", "", ""), [Marked(ROOFS, True, "x")]).learnt == {}
    assert learn(model(), empty, []) == empty


VOCABULARY = ["stormwater", "cloudburst", "school", "green", "roof", "city", "plasma", "x1", "ö", "🚰"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=30)
MARKS = st.lists(st.tuples(WORDS, WORDS, st.booleans()), max_size=6)


def marked(rows: list[tuple[list[str], list[str], bool]]) -> list[Marked]:
    texts = [(" ".join(title), " ".join(text), relevant) for title, text, relevant in rows]
    return [Marked(Document(str(n), t, x), relevant, f"CALL-{n}") for n, (t, x, relevant) in enumerate(texts)]


@settings(max_examples=60, deadline=None)
@given(MARKS, st.sampled_from(["dagvatten", "skola och dagvatten", "skyfall 🚰", "xyzzy"]))
def test_marks_never_outweigh_the_areas_own_text(rows: list[tuple[list[str], list[str], bool]], text: str) -> None:
    matcher, area = model(), Query("D", "", text)
    own = mass(matcher, matcher.weights(area))
    taught = learn(matcher, area, marked(rows))
    moved, keeps = taught.learnt, own * taught.kept
    assert all(math.isfinite(item.weight) and item.weight for item in moved.values())
    assert mass(matcher, {c: i.weight for c, i in moved.items() if i.weight > 0}) <= CAP * keeps * (1 + 1e-9)
    assert mass(matcher, {c: i.weight for c, i in moved.items() if i.weight < 0}) <= NEGATIVE_CAP * keeps * (1 + 1e-9)
    asked = mass(matcher, {c: w for c, w in matcher.weights(taught).items() if w > 0})
    assert asked == pytest.approx(own)


@settings(max_examples=40, deadline=None)
@given(MARKS, st.tuples(WORDS, WORDS, st.booleans()))
def test_undoing_a_mark_restores_the_query_exactly(
    rows: list[tuple[list[str], list[str], bool]], extra: tuple[list[str], list[str], bool]
) -> None:
    matcher, before = model(), marked(rows)
    first = learn(matcher, AREA, before)
    with_extra = learn(matcher, first, marked([*rows, extra]))
    assert learn(matcher, with_extra, before) == first
    assert learn(matcher, with_extra, []) == AREA


@settings(max_examples=40, deadline=None)
@given(MARKS)
def test_scores_stay_in_range_and_add_up_whatever_is_marked(rows: list[tuple[list[str], list[str], bool]]) -> None:
    marks = marked(rows)
    area = learn(model(), AREA, marks)
    found = Matches([*CALLS, *(m.document for m in marks)], [area], model()).best(0)
    for scored in found:
        assert 0 < scored.score <= 1
        assert sum(r.weight for r in scored.reasons) == pytest.approx(scored.score)
