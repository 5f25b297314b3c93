"""Reasons with the same words on both sides, told once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Reason
from watcher.rules.wordpairs import word_pairs

TERM = Reason(0.20, "Renovering", "renovation", "renovering", "term")
NEAR = Reason(0.15, "renovering", "Renovation", "ombyggnad", "near")
OTHER = Reason(0.30, "renovering", "rebuilding", "ombyggnad", "near")
MARK = Reason(0.10, "renovering", "renovation", "renovering", "mark", mark="X-1")
EXCLUDED = Reason(0.0, "renovering", "renovation", "renovering", "excluded")
TAKEN = Reason(-0.05, "forskning", "research", "forskning", "mark", mark="X-2")


def test_the_same_words_are_one_pair_whatever_the_case_and_the_heaviest_names_it() -> None:
    first, second = word_pairs([NEAR, OTHER, TERM])
    assert (first.heaviest, first.others) == (TERM, (NEAR,))
    assert first.weight == pytest.approx(0.35)
    assert (second.heaviest, second.others, second.weight) == (OTHER, (), 0.30)


def test_what_a_mark_taught_and_what_an_excluded_word_holds_down_stand_alone_and_the_latter_last() -> None:
    pairs = word_pairs([EXCLUDED, TAKEN, MARK, TERM])
    assert [p.heaviest for p in pairs] == [TERM, MARK, TAKEN, EXCLUDED]
    assert not any(p.others for p in pairs)


def test_two_marked_calls_are_told_apart() -> None:
    again = Reason(0.05, "renovering", "renovation", "renovering", "mark", mark="X-9")
    assert len(word_pairs([MARK, again])) == 2


_WORDS = st.sampled_from(["a", "A", "b"])
_REASONS = st.lists(
    st.builds(
        Reason,
        weight=st.floats(-1, 1),
        swedish=_WORDS,
        english=_WORDS,
        term=_WORDS,
        via=st.sampled_from(["term", "near", "mark", "meaning", "excluded"]),
    )
)


@given(_REASONS)
def test_every_reason_is_in_one_pair_and_weights_add_up(reasons: list[Reason]) -> None:
    pairs = word_pairs(reasons)
    assert sorted(map(repr, reasons)) == sorted(repr(r) for p in pairs for r in (p.heaviest, *p.others))
    assert sum(p.weight for p in pairs) == pytest.approx(sum(r.weight for r in reasons))
