"""An area word for word in English."""

from __future__ import annotations

import pytest

from matchers.bridge import Bridge
from matchers.gloss import gloss
from matchers.terms import Term

BRIDGE = Bridge(
    [
        Term("dagvatten", ("stormwater", "runoff"), 1.0, "water"),
        Term("hållbar mobilitet", ("sustainable mobility",), 1.0, "traffic"),
        Term("mobilitet", ("mobility",), 1.0, "traffic"),
        Term("vatten", ("water",), 0.6, "water"),
        Term("rening", ("treatment",), 0.6, "water"),
    ]
)


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("Dagvatten och hållbar mobilitet", "stormwater, sustainable mobility"),
        ("Vattenrening", "water, treatment"),
        ("Dagvattnet. Dagvatten!", "stormwater"),
        ("Vatten i Sandviksverket", "water, Sandviksverket"),
        ("", ""),
        ("och att i", ""),
    ],
)
def test_each_word_once_by_its_first_translation(swedish: str, english: str) -> None:
    assert gloss(BRIDGE, swedish) == english
