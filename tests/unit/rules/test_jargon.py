"""The funders' words explained."""

from __future__ import annotations

import pytest

from watcher.rules.jargon import Explained, action, words


@pytest.mark.parametrize(
    ("action_type", "term", "begins"),
    [
        ("HORIZON Innovation Actions", "HORIZON Innovation Actions (IA)", "nya lösningar prövas"),
        ("HORIZON  Research and Innovation Actions", "HORIZON Research and Innovation Actions (RIA)", "forskning"),
        ("HORIZON Coordination and Support Actions", "HORIZON Coordination and Support Actions (CSA)", "nätverk"),
        ("CERV Lump Sum Grants", "CERV Lump Sum Grants", "en fast summa"),
        ("HORIZON Recognition Prize", "HORIZON Recognition Prize", "pris"),
        ("LIFE Operating Grants Framework Partnerships", "LIFE Operating Grants Framework Partnerships", "flerårigt"),
    ],
)
def test_an_action_type_gets_its_short_name_and_meaning(action_type: str, term: str, begins: str) -> None:
    explained = action(action_type)
    assert explained
    assert explained.term == term
    assert explained.swedish.startswith(begins)


def test_a_joint_undertaking_is_said_to_be_one() -> None:
    explained = action("DIGITAL JU Simple Grants")
    assert explained
    assert explained.swedish.endswith("(JU)")


def test_an_unknown_action_type_stands_without_a_meaning() -> None:
    assert action("EUBA Type of Action") == Explained("EUBA Type of Action", "")
    assert action(None) is None
    assert action("") is None


def test_words_come_in_the_order_of_the_text_and_only_whole() -> None:
    found = words("Living labs at TRL 5 with PDA; a controller's EXTRLONG stakeholder")
    assert [w.term for w in found] == ["Living labs", "TRL", "PDA"]
    assert words("controller nebula") == ()


def test_a_longer_term_hides_the_shorter_one_within_it() -> None:
    assert [w.term for w in words("Town-Twinning")] == ["Town-Twinning"]
