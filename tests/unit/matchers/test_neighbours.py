"""Calls that say nearly the same."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers import neighbours as module
from matchers.model import Document
from matchers.neighbours import neighbours
from tests.shared import shared

TEXT = "Restoration of wetlands, rivers and lakes in river basins, with monitoring of species, habitats and water."


def document(number: int, title: str, text: str = TEXT) -> Document:
    return Document(str(number), title, text)


def test_a_topic_published_again_is_near_and_another_is_not() -> None:
    found = neighbours(
        [
            document(1, "Wetlands 2026"),
            document(2, "Wetlands 2027"),
            document(3, "Harbours", "Charging of ships at the quay."),
        ]
    )
    assert found == {"1": ("2",), "2": ("1",)}


def test_texts_without_words_are_near_nothing() -> None:
    assert neighbours([]) == {}
    assert neighbours([document(1, "", ""), document(2, "🌱", "")]) == {}
    assert neighbours([document(1, "", ""), document(2, "", ""), document(3, "Lakes", "")]) == {}


WORDS = st.lists(st.sampled_from(["lake", "river", "school", "heat", "bus", "waste"]), max_size=5).map(" ".join)


@given(st.lists(WORDS, max_size=8))
def test_nearness_is_mutual_and_block_by_block_the_same(texts: list[str]) -> None:
    documents = [document(n, "", text) for n, text in enumerate(texts)]
    whole = neighbours(documents)
    assert all(near in whole[other] for near, others in whole.items() for other in others)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 3)
        assert neighbours(documents) == whole


@given(st.lists(WORDS, max_size=10), st.sampled_from([0.3, 0.6, 0.9]))
def test_only_some_pairs_are_compared_and_none_is_missed(texts: list[str], least: float) -> None:
    documents = [document(n, "", text) for n, text in enumerate(texts)]
    vectors = module._vectors(documents).toarray()
    cosines = vectors @ vectors.T
    close = {(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b and cosines[a, b] > least + 1e-9}
    found = {(int(a), int(b)) for a, others in neighbours(documents, least).items() for b in others}
    assert close <= found
    assert all(cosines[pair] > least - 1e-9 for pair in found)


@pytest.mark.shared
def test_judged_calls_have_their_siblings() -> None:
    with gzip.open(shared("matching", "calls.jsonl.gz"), "rt", encoding="utf-8") as rows:
        calls = [json.loads(row) for row in rows]
    names = {c["doc"]: c["identifier"] for c in calls}
    found = neighbours([Document(c["doc"], c["title"], c["text"]) for c in calls])
    near = {(names[a], names[b]) for a, others in found.items() for b in others}
    assert ("CREA-CULT-2026-COOP-1", "CREA-CULT-2026-COOP-2") in near
    assert ("HORIZON-EIC-2026-PRIZE-ICAPITAL-01", "HORIZON-EIC-2026-PRIZE-ICAPITAL-02") in near
    assert len(found) < 0.1 * len(calls), "most calls are alone"
