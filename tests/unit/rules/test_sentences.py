"""A phrase in its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.rules.sentences import in_sentence

TEXT = """Scope:

Proposals should address storm water in cities, e.g. Green roofs and parks. They may also
restore  wetlands near towns! Cities of 5.000 people count.

- Item about rivers
- Item about Lakes and
  streams"""


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("storm water", "Proposals should address «storm water» in cities, e.g. Green roofs and parks."),
        ("restore wetlands", "They may also «restore wetlands» near towns!"),
        ("PEOPLE", "Cities of 5.000 «people» count."),
        ("rivers", "Item about «rivers»"),
        ("lakes and streams", "Item about «Lakes and streams»"),
        ("Proposals", "«Proposals» should address storm water in cities, e.g. Green roofs and parks."),
    ],
)
def test_the_sentence_around_the_first_place(phrase: str, shown: str) -> None:
    found = in_sentence(TEXT, phrase)
    assert found is not None
    assert found.marked() == shown
    assert found.text[found.start : found.end] == found.hit


@pytest.mark.parametrize("phrase", ["", "  ", "river", "wetlands storm", "(("])
def test_what_does_not_stand_there_as_words_is_not_found(phrase: str) -> None:
    assert in_sentence(TEXT, phrase) is None


def test_a_long_sentence_is_cut_at_words_around_the_hit() -> None:
    found = in_sentence("before " * 100 + "the hit" + " after" * 100, "the hit", 60)
    assert found is not None
    assert found.before.startswith("… before ")
    assert found.after.endswith(" after …")
    assert len(found.text) <= 64
    assert set(found.text.replace("the hit", "").split()) == {"…", "before", "after"}


def test_what_one_side_does_not_need_the_other_gets() -> None:
    found = in_sentence("Hit " + "after " * 100, "hit", 80)
    assert found is not None
    assert found.before == ""
    assert len(found.after) > 60


@given(st.text(max_size=300), st.text("abåÄ.- \n(", max_size=30), st.integers(0, 120))
def test_any_text_gives_the_phrase_on_one_line(text: str, phrase: str, limit: int) -> None:
    found = in_sentence(f"{text} {phrase} {text}", phrase, limit)
    if found is None:
        assert not phrase.split()
    else:
        assert "\n" not in found.text
        assert found.hit.casefold().split() == phrase.casefold().split()
        assert len(found.text) <= max(limit, len(found.hit)) + 4
