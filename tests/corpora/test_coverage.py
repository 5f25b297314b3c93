"""How many words of areas from the whole municipal field the term list bridges. The texts are nobody's real areas."""

from __future__ import annotations

import tomllib
from pathlib import Path

from matchers.bridge import default_bridge
from matchers.words import stop_words, tokens

_AREAS = Path(__file__).parent / "data" / "areas.toml"
_LEAST = 0.95
"""Measured 23 November 2026: 0.98 of the words. What is left are verbs and adjectives that say little."""


def test_the_term_list_bridges_nearly_all_words_of_areas_from_the_whole_field() -> None:
    bridge = default_bridge()
    said: set[str] = set()
    unbridged: set[str] = set()
    for area in tomllib.loads(_AREAS.read_text(encoding="utf-8"))["area"]:
        text = f"{area['title']}\n{area['text']}"
        said |= {t.word for t in tokens(text) if t.word not in stop_words("sv")}
        unbridged |= set(bridge.unbridged(text))
    assert 1 - len(unbridged) / len(said) >= _LEAST, sorted(unbridged)


def test_no_area_is_left_with_hardly_a_word() -> None:
    bridge = default_bridge()
    for area in tomllib.loads(_AREAS.read_text(encoding="utf-8"))["area"]:
        known = {h.concept for h in bridge.swedish(area["text"]) if h.concept.startswith("term:")}
        assert len(known) >= 8, area["id"]
