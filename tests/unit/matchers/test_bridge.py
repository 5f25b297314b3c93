"""Texts of both languages into concepts."""

from __future__ import annotations

import pytest

from matchers.bridge import PART, SAME, TERM, Bridge
from matchers.errors import TermListError
from matchers.terms import Term, parse, refuse_doubles, shipped

TERMS = [
    Term("äldreomsorg", ("elderly care", "long-term care"), 1.0, "care"),
    Term("äldre", ("older people", "ageing"), 0.8, "care"),
    Term("omsorg", ("care",), 0.6, "care"),
    Term("psykisk hälsa", ("mental health",), 1.0, "care"),
    Term("hälsa", ("health",), 0.6, "care"),
    Term("EU-medborgare".lower(), ("eu citizen",), 1.0, "eu"),
    Term("verk", ("plant",), 0.4, "general"),
    Term("avlopp", ("sewage",), 1.0, "water"),
    Term("rening", ("treatment",), 0.8, "water"),
]
BRIDGE = Bridge(TERMS)


def swedish(text: str) -> dict[str, tuple[str, str]]:
    return {h.concept: (h.via, text[h.start : h.end]) for h in BRIDGE.swedish(text)}


def english(text: str) -> dict[str, str]:
    return {h.concept: text[h.start : h.end] for h in BRIDGE.english(text)}


def test_synonyms_in_english_are_one_concept() -> None:
    assert english("Long-term care services")["term:äldreomsorg"] == "Long-term care"
    assert english("elderly  care")["term:äldreomsorg"] == "elderly  care"


def test_a_compound_shows_itself_and_its_parts_less() -> None:
    found = {h.concept: h for h in BRIDGE.swedish("Äldreomsorgen")}
    assert found["term:äldreomsorg"].via == TERM
    assert found["term:äldre"].via == PART
    assert found["term:omsorg"].trust < found["term:äldreomsorg"].trust


def test_an_unknown_compound_is_its_parts() -> None:
    assert set(swedish("avloppsreningsverk")) == {"term:avlopp", "term:rening", "term:verk"}


def test_a_phrase_is_found_in_any_inflection() -> None:
    found = swedish("den psykiska hälsan")
    assert found["term:psykisk hälsa"] == (TERM, "psykiska hälsan")
    assert found["term:hälsa"][0] == PART


def test_a_hyphenated_term_is_a_phrase() -> None:
    assert "term:eu-medborgare" in swedish("EU-medborgare")


def test_unknown_words_meet_only_themselves_and_are_told() -> None:
    assert swedish("Interreg")["same:interreg"] == (SAME, "Interreg")
    assert english("the Interreg programme")["same:interreg"] == "Interreg"
    assert BRIDGE.unbridged("Interreg och äldreomsorg") == ["interreg"]


def test_stop_words_are_nothing() -> None:
    assert swedish("och det ska vi") == {}


@pytest.mark.parametrize(
    "row", ["ord", "ord\t", "\tword", "ord\tword\t2", "ord\tword\tx", "ord\tword\t1\tmore", "ord\t; ;"]
)
def test_a_broken_row_is_named_with_file_and_line(row: str) -> None:
    with pytest.raises(TermListError, match=r"terms\.tsv:2"):
        parse(["# head", row], "terms.tsv", "field")


def test_a_double_is_refused() -> None:
    with pytest.raises(TermListError, match="äldre"):
        refuse_doubles([TERMS[1], Term("äldre", ("old",), 1.0, "other")])


def test_the_shipped_list_is_whole_and_wide() -> None:
    terms = shipped()
    assert len(terms) >= 4000
    assert all(t.english for t in terms)
    words = {t.swedish for t in terms}
    assert {"äldreomsorg", "dagvatten", "fjärrvärme", "bibliotek", "folkhälsa", "upphandling", "skola"} <= words


@pytest.mark.parametrize(
    ("swedish_text", "english_text"),
    [
        ("äldreomsorgsverksamhet", "care for older people and long-term care"),
        ("avloppsreningsverk", "urban waste water treatment plants"),
        ("koldioxidinfångning", "carbon capture and storage"),
        ("flerbostadshus", "multi-apartment buildings"),
        ("fritidsgårdsverksamhet", "youth centres and youth work"),
        ("kompetensförsörjning", "skills supply and upskilling"),
        ("krisberedskap", "crisis preparedness"),
        ("nyanlända", "integration of migrants and newly arrived refugees"),
    ],
)
def test_the_shipped_list_bridges_municipal_words(swedish_text: str, english_text: str) -> None:
    from matchers.bridge import default_bridge

    bridge = default_bridge()
    common = {h.concept for h in bridge.swedish(swedish_text)} & {h.concept for h in bridge.english(english_text)}
    assert common
