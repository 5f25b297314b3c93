"""Texts cut into passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matchers.model import Document
from matchers.passages import LEAST, WORDS, bodies, passages


def sentence(word: str, length: int) -> str:
    return " ".join([word] * (length - 1) + ["slut."])


def test_a_call_without_a_text_is_its_title() -> None:
    assert passages(Document("1", "Clean  air\nin cities", "")) == ["Clean air in cities"]


def test_each_passage_stands_under_the_title() -> None:
    text = f"{sentence('ett', 80)} {sentence('två', 80)}"
    assert passages(Document("1", "Air", text)) == ["Air", f"Air. {sentence('ett', 80)}", f"Air. {sentence('två', 80)}"]


def test_sentences_stay_whole_and_a_short_rest_joins_the_last_passage() -> None:
    text = "\n".join([sentence("ett", 60), sentence("två", 60), sentence("tre", 60), sentence("rest", 10)])
    found = bodies(text)
    assert [len(f.split()) for f in found] == [60, 60, 70]
    assert found[-1].endswith(sentence("rest", 10))


def test_a_sentence_without_an_end_is_cut() -> None:
    assert [len(f.split()) for f in bodies("ord " * 250)] == [WORDS, WORDS, 50]


@given(st.text(max_size=3000))
def test_no_word_is_lost_or_moved_and_only_a_lone_passage_is_short(text: str) -> None:
    found = bodies(text)
    assert " ".join(found).split() == text.split()
    assert len(found) < 2 or all(len(f.split()) >= LEAST for f in found)
    assert all(len(f.split()) <= WORDS + 2 * LEAST for f in found)
