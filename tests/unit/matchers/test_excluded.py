"""Words that an area does not want."""

from __future__ import annotations

import pytest

from db.records import Band
from matchers.background import Background
from matchers.bridge import Bridge
from matchers.excluded import Barred, barred_by, barred_concepts
from matchers.match import EXCLUDED, Matches
from matchers.model import Document, Query, TfidfMatcher
from matchers.terms import Term

BRIDGE = Bridge(
    [
        Term("vätgas", ("hydrogen",), 1.0, "energy"),
        Term("gas", ("gas",), 0.6, "energy"),
        Term("lager", ("storage",), 0.6, "energy"),
        Term("fjärrvärme", ("district heating",), 1.0, "energy"),
        Term("barn", ("children",), 0.8, "school"),
        Term("ladugård", ("barn",), 0.8, "rural"),
    ]
)
HEAT = Query("E", "Fjärrvärme", "Vi bygger ut fjärrvärme och lager, gärna med vätgas.", ("vätgas",))
HYDROGEN = Document("1", "Hydrogen for district heating", "District heating with storage.")
STORAGE = Document("2", "District heating", "District heating with storage and hydrogen.")


@pytest.mark.parametrize(
    ("word", "concepts"),
    [
        ("vätgas", {"term:vätgas"}),
        ("Vätgasen", {"term:vätgas"}),
        ("hydrogen", {"same:hydrogen", "term:vätgas"}),
        ("barn", {"term:barn"}),
        ("vätgaslager", {"same:vätgaslag"}),
        ("district heating", {"term:fjärrvärme"}),
        ("  ", set()),
        ("och", {"same:och"}),
    ],
)
def test_what_an_excluded_word_means(word: str, concepts: set[str]) -> None:
    assert set(barred_concepts(BRIDGE, [word])) == concepts


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Green HYDROGEN valleys", "en", Barred("vätgas", "HYDROGEN")),
        ("Stöd till vätgaslager", "sv", Barred("vätgas", "vätgaslager")),
        ("Vätgas – the Swedish way", "en", Barred("vätgas", "Vätgas")),
        ("Natural gas", "en", None),
    ],
)
def test_a_title_is_barred_by_meaning_or_as_written(title: str, language: str, found: Barred | None) -> None:
    assert barred_by(BRIDGE, ["vätgas"], Document("1", title, "", language)) == found


def test_an_excluded_word_weighs_nothing_and_holds_down_the_call_that_is_named_after_it() -> None:
    model = TfidfMatcher(BRIDGE, Background(100, 20.0, {}))
    assert "term:vätgas" in model.own_weights(HEAT)
    assert "term:vätgas" not in model.weights(HEAT)
    first, second = Matches([HYDROGEN, STORAGE], [HEAT], model).best(0)
    assert first.document_id == "2"
    assert all(r.via != EXCLUDED and r.term != "vätgas" for r in first.reasons)
    assert second.band is Band.WEAK
    assert (second.reasons[-1].via, second.reasons[-1].swedish, second.reasons[-1].english) == (
        EXCLUDED, "vätgas", "Hydrogen")  # fmt: skip
    assert sum(r.weight for r in second.reasons) == pytest.approx(second.score)
