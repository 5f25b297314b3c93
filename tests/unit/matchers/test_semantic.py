"""Meaning alone: what is near, counted from neutral sentences, and the fit of the fusion."""

from __future__ import annotations

import numpy as np
import pytest

from matchers import fusing
from matchers.encoder import KeptEncoder, MemoryStore
from matchers.model import Document, Query
from matchers.neutral import neutral
from matchers.semantic import SemanticMatcher
from tests.encoders import FakeEncoder

CALLS = [Document("lake", "Lakes", "A pond. A lake."), Document("school", "Literacy", "Pupils at school.")]
AREAS = [Query("a", "Sjöar", "sjö"), Query("b", "Läsning", "grundskolan")]


def test_each_area_is_nearest_to_its_own_call() -> None:
    matcher = SemanticMatcher(FakeEncoder())
    matcher.fit(CALLS)
    scores = matcher.scores(AREAS)
    assert scores.argmax(axis=1).tolist() == [0, 1]
    assert scores == pytest.approx(np.vstack([matcher.scores([a]) for a in AREAS]))


def test_a_call_about_nothing_is_as_near_as_neutral_text_and_one_about_another_subject_is_farther() -> None:
    matcher = SemanticMatcher(FakeEncoder())
    matcher.fit([*CALLS, Document("nothing", "Other things", "They are said at some length.")])
    scores = matcher.scores(AREAS)
    assert scores[:, 2] == pytest.approx(0.0, abs=1e-6)
    assert scores[0, 0] > 0 > scores[0, 1]


def test_texts_shared_by_calls_are_encoded_once() -> None:
    fake = FakeEncoder()
    matcher = SemanticMatcher(fake)
    matcher.fit([CALLS[0], Document("again", CALLS[0].title, CALLS[0].text)])
    assert len(fake.asked) == 2


def test_areas_and_neutral_sentences_are_encoded_once() -> None:
    fake = FakeEncoder()
    matcher = SemanticMatcher(KeptEncoder(fake, MemoryStore()))
    matcher.fit(CALLS)
    before = len(fake.asked)
    for index in (0, 1):
        matcher.scores(AREAS)
        matcher.nearest(AREAS[0], index)
    assert len(fake.asked) == before + len(neutral()) + 2 * len(AREAS), "each area in Swedish and in English"


def test_the_neutral_sentences_are_many_different_and_of_no_subject() -> None:
    sentences = neutral()
    assert 140 <= len(sentences) == len(set(sentences))
    subjects = ("skola", "vatten", "klimat", "energi", "omsorg", "trafik", "kultur", "digital", "skog", "hälsa")
    assert not [s for s in sentences for word in subjects if word in s.lower()]


def test_fitting_finds_which_of_the_two_tells() -> None:
    drawn = np.random.default_rng(7).normal(size=(6, 200, 2))
    wanted = drawn[:, :, 1] > 0.5
    weights = fusing.fit(drawn, wanted)
    assert weights.meaning > 5 * abs(weights.words)
    assert ((fusing.left_out(drawn, wanted) > 0.5) == wanted).mean() > 0.95


def test_an_area_left_out_does_not_teach_its_own_weights() -> None:
    drawn = np.random.default_rng(7).normal(size=(3, 200, 2))
    wanted = drawn[:, :, 1] > 0.5
    other = wanted.copy()
    other[0] = ~other[0]
    assert fusing.left_out(drawn, wanted)[0] == pytest.approx(fusing.left_out(drawn, other)[0])
