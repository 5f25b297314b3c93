"""What an area's words ask for."""

from __future__ import annotations

import pytest

from matchers.background import Background
from matchers.bridge import PART_TRUST, Bridge
from matchers.said import ENOUGH, TITLE, own_weights
from matchers.terms import Term

TERMS = [
    Term("laddning", ("charging", "recharging"), 1.0, "t"),
    Term("laddinfrastruktur", ("charging", "charging infrastructure"), 1.0, "t"),
    Term("laddstolpe", ("charging", "charging point"), 1.0, "t"),
    Term("buss", ("bus",), 1.0, "t"),
    Term("tåg", ("train",), 0.5, "t"),
    Term("station", ("station",), 0.5, "t"),
    Term("tågstation", ("train station",), 1.0, "t"),
]
BACKGROUND = Background(1000, 20.0, {})
BRIDGE = Bridge(TERMS)


def asked(title: str, text: str, bridge: Bridge = BRIDGE) -> dict[str, float]:
    return own_weights(bridge, BACKGROUND.rarity, title, text)


def saturated(weight: float) -> float:
    """Of a word with one English phrase, alone."""
    return weight * ENOUGH / (ENOUGH + weight * BACKGROUND.rarity("term:buss"))


def test_a_word_asks_for_its_concept_the_less_the_more_it_brings() -> None:
    assert asked("", "tåg") == {"term:tåg": pytest.approx(saturated(0.5))}
    assert asked("", "buss") == {"term:buss": pytest.approx(saturated(1.0))}


def test_a_word_of_the_title_and_a_word_said_again_ask_for_more_but_not_in_proportion() -> None:
    assert asked("buss", "")["term:buss"] == pytest.approx(saturated(TITLE))
    assert asked("", "buss bussar bussen")["term:buss"] == pytest.approx(saturated(3.0))
    assert asked("buss", "buss")["term:buss"] == pytest.approx(saturated(TITLE + 1.0))


def test_a_word_known_under_many_near_names_brings_little_more_than_a_word_known_under_one() -> None:
    def brings(word: str, phrase: str) -> float:
        weights = asked("", word)
        return sum(weights.get(concept, 0.0) * BACKGROUND.rarity(concept) for concept in BRIDGE.meaning(phrase))

    alone, many = brings("buss", "bus"), brings("laddning", "charg")
    assert len(BRIDGE.near("term:laddning")) == 2
    assert alone < many < ENOUGH
    assert many / alone < 1.2


def test_near_concepts_weigh_less_than_the_word_itself_and_add_nothing_to_it() -> None:
    weights = asked("", "laddning")
    assert 0 < weights["term:laddstolpe"] < weights["term:laddning"] < saturated(1.0)


def test_a_compounds_part_keeps_its_own_weight_beside_the_whole_that_it_is_near_to() -> None:
    weights = asked("", "tågstation")
    assert 0 < BRIDGE.near("term:tågstation")["term:tåg"] < PART_TRUST * 0.5
    assert weights["term:tåg"] / weights["term:tågstation"] == pytest.approx(PART_TRUST * 0.5)


def test_words_of_an_area_do_not_temper_each_other() -> None:
    both = asked("", "laddning buss")
    assert both == pytest.approx(asked("", "laddning") | asked("", "buss"))


def test_two_words_that_are_near_add_up() -> None:
    both = asked("", "laddning laddstolpe")
    assert both["term:laddstolpe"] == pytest.approx(
        asked("", "laddstolpe")["term:laddstolpe"] + asked("", "laddning")["term:laddstolpe"]
    )


def test_a_word_no_list_knows_is_tempered_by_its_own_rarity() -> None:
    (weight,) = asked("", "Interreg").values()
    assert 0 < weight < saturated(1.0)


def test_an_area_without_words_asks_for_nothing() -> None:
    assert asked("", "och det 🚰") == {}
