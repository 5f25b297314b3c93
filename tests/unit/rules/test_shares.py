"""Who pays how much, in the words of the funds."""

from __future__ import annotations

import pytest

from db.records import Shares
from watcher.rules.shares import shares_in


@pytest.mark.parametrize(
    ("text", "funder", "expected"),
    [
        ("ERUF finansierar högst 40 procent av kostnaderna", "", (40, None, None)),
        ("Medfinansieringen ska vara minst 60 %", "", (None, None, 60)),
        ("Stöd från AMIF: 75–90 %", "", (90, None, None)),
        ("Egen insats 10–25 procent", "", (None, None, 10)),
        ("40 % EU-stöd, 54 % med nationella medel", "", (40, 54, None)),
        ("Stödet från EU är 90 procent och medfinansieringen 10 procent", "", (90, None, 10)),
        ("Högsta tillåtna stödnivå är 50 %", "national", (None, 50, None)),
        ("Högsta tillåtna stödnivå är 50 %", "eu", (50, None, None)),
        ("Interreg South Baltic ger upp till 80 %", "", (80, None, None)),
    ],
)
def test_shares(text: str, funder: str, expected: tuple[int | None, int | None, int | None]) -> None:
    found = shares_in(text, funder=funder)
    assert (found.eu, found.national, found.own) == expected
    assert found.words, "the source's words stand beside the numbers"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Högsta tillåtna stödnivå är 50 %", ""),
        ("40 procent av kommunerna svarade", ""),
        ("EU täcker 40 %. I norr täcker EU 50 %", "EU täcker 40 %; I norr täcker EU 50 %"),
        ("EU har ökat med 300 %", ""),
    ],
)
def test_what_nobody_can_say_stays_unknown(text: str, words: str) -> None:
    assert shares_in(text) == Shares(words=words)
