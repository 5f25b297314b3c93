"""Concepts near each other, the coordinator's own terms and the general dictionary."""

from __future__ import annotations

import pytest

from matchers.bridge import DICTIONARY, NEAR, OWN, PART, SAME, TERM, Bridge
from matchers.dictionary import folkets
from matchers.dictionary import parse as parse_dictionary
from matchers.match import Matches
from matchers.model import Document, Query, TfidfMatcher
from matchers.near import MOST
from matchers.terms import Term

TERMS = [
    Term("energilager", ("energy storage", "battery storage"), 1.0, "e"),
    Term("energilagring", ("energy storage", "storage of energy"), 1.0, "e"),
    Term("energi", ("energy",), 0.5, "e"),
    Term("vatten", ("water",), 1.0, "w"),
]


def test_terms_that_share_english_words_are_near_and_others_not() -> None:
    near = Bridge(TERMS).near("term:energilager")
    assert set(near) == {"term:energilagring", "term:energi"}
    assert MOST >= near["term:energilagring"] > near["term:energi"] > 0


def test_a_word_of_no_list_has_no_neighbours() -> None:
    assert Bridge(TERMS).near("same:interreg") == {}


def test_a_swedish_call_meets_an_area_that_says_it_in_another_word() -> None:
    calls = [Document("1", "Stöd till energilagring", "", "sv"), Document("2", "Stöd till vatten", "", "sv")]
    found = Matches(calls, [Query("A", "Energilager", "")], TfidfMatcher(Bridge(TERMS))).best(0)
    assert [s.document_id for s in found] == ["1"]
    assert sum(r.weight for r in found[0].reasons) == pytest.approx(found[0].score)


def test_a_reason_by_a_neighbour_says_so_and_names_the_areas_word() -> None:
    calls = [Document("1", "Storage of energy", "")]
    found = Matches(calls, [Query("A", "Energilager", "")], TfidfMatcher(Bridge(TERMS))).best(0)[0]
    reason = next(r for r in found.reasons if r.term == "energilagring")
    assert (reason.via, reason.swedish, reason.english) == (NEAR, "Energilager", "Storage of energy")


def test_own_terms_stand_above_the_list_and_say_so() -> None:
    own = Term("vatten", ("lake",), 0.9, "terms.toml", own=True)
    hits = Bridge([own, *TERMS]).swedish("vatten")
    assert [(h.concept, h.via, h.trust) for h in hits] == [("term:vatten", OWN, 0.9)]
    assert "term:vatten" not in {h.concept for h in Bridge([own, *TERMS]).english("water")}


def test_the_order_of_trust() -> None:
    bridge = Bridge([*TERMS, Term("glas", ("glass",), 1.0, "o", own=True)], {"hund": ("dog",)})
    hits = bridge.swedish("glas vatten energivatten hundar xyzzy")
    best = {h.via: h.trust for h in hits}
    assert {OWN, TERM, PART, DICTIONARY, SAME} == set(best)
    assert [h.concept for h in hits if h.via == DICTIONARY] == ["same:dog"]
    assert best[DICTIONARY] < best[SAME] < best[TERM]


def test_a_word_that_only_the_dictionary_knows_is_still_told_as_unbridged() -> None:
    assert Bridge(TERMS, {"hund": ("dog",)}).unbridged("hundar och vatten") == ["hundar"]


def test_a_dictionary_word_leads_to_the_terms_that_have_its_english() -> None:
    hits = Bridge(TERMS, {"kraft": ("energy", "power")}).swedish("kraften")
    assert {h.concept for h in hits if h.via == DICTIONARY} == {"term:energi", "same:energi", "same:power"}


def test_the_dictionary_keeps_the_first_senses_and_skips_what_is_no_word() -> None:
    rows = ["# head", "-vänlig\t-friendly", "i dag\ttoday", "ord\tword", "ord\tword", "ord\tterm", "tom"]
    assert parse_dictionary(rows) == {"ord": ("word", "term")}


def test_the_installed_dictionary_is_read() -> None:
    assert folkets()["hund"] == ("dog",)
