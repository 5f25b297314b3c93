"""Two ways to read an English text must agree: with places for reasons, without for counting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.words import english_stem, english_stems, english_tokens, plain_words

WORDS = st.sampled_from(
    ["waste", "Water", "water", "storm", "co", "design", "Erasmus+", "ESF+x", "life-long", "å_ä", "📎"]
)
TEXT = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=80)


@given(TEXT)
def test_stems_are_those_of_the_tokens(text: str) -> None:
    assert english_stems(plain_words(text)) == [english_stem(t.word) for t in english_tokens(text)]


def test_what_some_write_apart_is_one_word() -> None:
    assert english_stems(plain_words("Waste water and start-ups")) == [
        *map(english_stem, ["wastewater", "and", "startups"])
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("emergency", "emerging"), ("organic", "organisations"), ("informal", "information"), ("authorities", "author"),
     ("experiments", "experience"), ("international", "internal"), ("connectivity", "connected")],
)  # fmt: skip
def test_words_of_other_families_have_other_stems(one: str, other: str) -> None:
    assert english_stem(one) != english_stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("entrepreneurship", "entrepreneurs"), ("tourist", "tourism"), ("democratic", "democracy"),
     ("emergencies", "emergency"), ("municipalities", "municipal"), ("labour", "labor")],
)  # fmt: skip
def test_words_of_a_family_have_one_stem(one: str, other: str) -> None:
    assert english_stem(one) == english_stem(other)
