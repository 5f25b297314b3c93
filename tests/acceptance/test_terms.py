"""The coordinator's own terms, as the command shows them."""

from __future__ import annotations

from tests.acceptance.conftest import Place

TERMS = '[[term]]\nterm = "glasriket"\nenglish = ["glass industry"]\n'


def test_own_terms_are_shown_and_what_is_wrong_in_them_ends_with_1(place: Place) -> None:
    assert place.run("--json", "terms", "check").json["terms"] == []
    place.write("var/terms.toml", TERMS)
    assert place.run("--json", "terms", "check").json["terms"] == [
        {"term": "glasriket", "english": ["glass industry"], "weight": 1.0}
    ]
    place.write("var/terms.toml", TERMS + '[[term]]\nterm = "ord"\n')
    found = place.run("terms", "check", expect=1)
    assert "1 egna termer" in found.out
    assert "terms.toml, rad 4: 'english'" in found.out
