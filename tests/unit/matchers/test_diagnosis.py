"""What an area is matched by, and what a call lacks of it."""

from __future__ import annotations

from matchers.background import Background
from matchers.bridge import Bridge
from matchers.diagnosis import lacked, length, weighty
from matchers.match import Matches
from matchers.model import Document, Query, TfidfMatcher
from matchers.terms import Term

TERMS = [
    Term("våtmark", ("wetland",), 1.0, "nature"),
    Term("sjö", ("lake",), 1.0, "nature"),
    Term("kommun", ("municipality",), 0.9, "general"),
    Term("by", ("village",), 0.2, "general"),
    Term("stad", ("city",), 1.0, "plan"),
]
RARE = dict.fromkeys(("term:våtmark", "term:sjö", "term:kommun", "term:by"), 5)
BACKGROUND = Background(1000, 20.0, {**RARE, "term:stad": 900})
AREA = Query("A", "Våtmarker", "Kommunen vill ha våtmarker, sjöar, en by och en stad i Kronoberg.", ("sjö",))


def model() -> TfidfMatcher:
    return TfidfMatcher(Bridge(TERMS), BACKGROUND)


def test_words_bear_when_they_are_rare_trusted_and_not_excluded() -> None:
    assert weighty(model(), AREA) == ["Våtmarker", "Kommunen"]
    assert "sjöar" in weighty(model(), Query("A", AREA.title, AREA.text))
    assert weighty(model(), Query("A", "", "🚰 och det")) == []


def test_a_call_lacks_the_bearing_words_it_does_not_meet() -> None:
    found = Matches([Document("1", "A municipality", "A city.")], [AREA], model())
    assert lacked(found.model, AREA, found.explain(0, 0)) == ["Våtmarker"]


def test_length_counts_words_of_title_and_text() -> None:
    assert length(AREA) == 13
    assert length(Query("A", "", "🚰")) == 0
