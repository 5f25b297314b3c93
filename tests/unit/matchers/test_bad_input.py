"""Areas, calls and lists that nobody should write, and that someone will."""

from __future__ import annotations

import math

import pytest

from matchers.background import Background
from matchers.bridge import Bridge, default_bridge
from matchers.errors import TermListError
from matchers.match import Matches, Scored
from matchers.model import Document, Query, TfidfMatcher
from matchers.terms import Term, parse
from matchers.words import MAX_CHARACTERS

CALLS = [
    Document("1", "Storm water and cloudburst", "Cities manage storm water, flooding and heavy rain."),
    Document("2", "Schools for all", "Teachers and pupils learn to read."),
    Document("3", "Stormwater", ""),
    Document("4", "", ""),
]


def best(text: str, title: str = "", calls: list[Document] | None = None) -> list[Scored]:
    return Matches(CALLS if calls is None else calls, [Query("A", title, text)]).best(0)


def test_an_area_of_one_word_finds_its_calls() -> None:
    assert {s.document_id for s in best("dagvatten")} >= {"1", "3"}


def test_an_area_of_twenty_thousand_words_is_matched_like_any_other() -> None:
    found = best("dagvatten skyfall skola " * 7_000)
    assert {s.document_id for s in found} == {"1", "2", "3"}
    assert all(0 < s.score < 1 for s in found)


@pytest.mark.parametrize("text", ["och att det som en vi ska", "🚰🌧️🏫", "", "   \n\t", "... !!! ???", "\x00\ufffd"])
def test_an_area_that_says_nothing_matches_nothing_and_is_no_crash(text: str) -> None:
    assert best(text) == []


def test_an_english_area_meets_calls_by_its_own_words() -> None:
    found = best("Flooding and rain in cities")
    assert found[0].document_id == "1"
    assert {r.via for r in found[0].reasons} <= {"same", "dictionary", "near", "term", "part"}


def test_sql_is_words_like_others() -> None:
    assert best("'; DROP TABLE calls; -- dagvatten")[0].document_id in {"1", "3"}


def test_a_call_without_text_is_matched_by_its_title() -> None:
    assert [s.document_id for s in best("dagvatten", calls=[CALLS[2]])] == ["3"]


def test_a_call_of_five_megabytes_is_read_so_far_and_no_further() -> None:
    long = Document("L", "Storm water", "flooding and heavy rain in cities " * 150_000)
    late = Document("S", "Physics", "plasma " * (MAX_CHARACTERS // 7 + 1) + "storm water")
    assert [s.document_id for s in best("dagvatten och skyfall", calls=[long, late])] == ["L"]


def test_an_empty_corpus_and_texts_without_a_word_give_no_match() -> None:
    assert best("dagvatten", calls=[]) == []
    assert best("dagvatten", calls=[Document("1", "!!!", "...")]) == []


@pytest.mark.parametrize("weight", ["nan", "inf", "-inf", "0", "-1", "1e999"])
def test_a_weight_that_is_no_weight_is_named_with_its_line(weight: str) -> None:
    with pytest.raises(TermListError, match=r"egna\.tsv:1.*vikten"):
        parse([f"dagvatten\tstormwater\t{weight}"], "egna.tsv", "own")


def test_a_background_that_knows_nothing_gives_finite_scores() -> None:
    model = TfidfMatcher(Bridge([Term("vatten", ("water",), 1.0, "x")]), Background(0, 1.0, {}))
    found = Matches([Document("1", "Water", "water")], [Query("A", "Vatten", "vatten")], model).best(0)
    assert all(math.isfinite(s.score) for s in found)


def test_the_shipped_bridge_reads_a_word_of_a_thousand_letters() -> None:
    assert default_bridge().unbridged("q" * 1_000) == ["q" * 1_000]
