"""Which language a call is written in, and Danish and Norwegian read as Swedish."""

from __future__ import annotations

import pytest

from matchers.language import language_of
from matchers.match import Matches
from matchers.model import Document, Query


@pytest.mark.parametrize(
    ("text", "claimed", "language"),
    [
        ("The call supports cities that plan for heavy rain and heat, with schools and citizens", "sv", "en"),
        ("Kommuner kan söka stöd för skyfallsåtgärder och gröna skolgårdar i hela landet", "en", "sv"),
        ("Tilskud til grøn omstilling og klimatilpasning i danske kommuner, ansøgningsfrist 1. marts", "", "da"),
        ("Støtte til kommuner som vil utvikle bærekraftig reiseliv og friluftsliv i distriktene", "", "no"),
        ("Förderung von Projekten zur nachhaltigen Stadtentwicklung in deutschen Kommunen", "en", "de"),
        ("Open Topic", "en", "en"),
        ("Bygg robust bredband i Övre Norrland", "sv", "sv"),
        ("", "", "en"),
        ("🚰🚰🚰 12345 67890 !!! ??? 12345 67890 12345 67890", "sv", "sv"),
    ],
)
def test_the_text_counts_where_it_is_plain_and_the_source_where_it_is_not(
    text: str, claimed: str, language: str
) -> None:
    assert language_of(text, claimed) == language


@pytest.mark.parametrize("language", ["da", "no"])
def test_a_danish_or_norwegian_call_meets_a_swedish_area(language: str) -> None:
    call = Document("1", "Cirkulær økonomi og reparation", "Støtte til biblioteker og teater", language)
    found = Matches([call], [Query("A", "Cirkulär ekonomi", "Bibliotek, teater och reparation.")]).best(0)
    assert {"Bibliotek", "teater"} <= {r.swedish for r in found[0].reasons}
    assert "biblioteker" in {r.english for r in found[0].reasons}
