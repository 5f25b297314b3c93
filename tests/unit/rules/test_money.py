"""Amounts as pages write them."""

from __future__ import annotations

import pytest

from db.records import Budget
from watcher.rules.money import budget_in, find_money

M = 10**6


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("20 miljoner kronor", 20 * M, 20 * M, "SEK"),
        ("högst 500 000 kr", None, 500_000, "SEK"),
        ("120 miljoner SEK", 120 * M, 120 * M, "SEK"),
        ("3 till som mest 4,5 miljoner kronor", 3 * M, 4_500_000, "SEK"),
        ("85 miljoner Euro", 85 * M, 85 * M, "EUR"),
        ("500 MSEK", 500 * M, 500 * M, "SEK"),
        ("8,5 MEUR", 8_500_000, 8_500_000, "EUR"),
        ("300 000 kronor", 300_000, 300_000, "SEK"),
        ("48 444 567 euro", 48_444_567, 48_444_567, "EUR"),
        ("750 tkr", 750_000, 750_000, "SEK"),
        ("12,5 mnkr", 12_500_000, 12_500_000, "SEK"),
        ("7-12 MEUR", 7 * M, 12 * M, "EUR"),
        ("€2.5 million", 2_500_000, 2_500_000, "EUR"),
        ("EUR 1,500,000", 1_500_000, 1_500_000, "EUR"),
        ("1.234.567 kr", 1_234_567, 1_234_567, "SEK"),
        ("minst 2 miljoner euro", 2 * M, None, "EUR"),
        ("upp till 1 miljard kronor", None, 1_000 * M, "SEK"),
        ("500 000 kr – 2 miljoner kr", 500_000, 500_000, "SEK"),
    ],
)
def test_amounts(text: str, low: int | None, high: int | None, currency: str) -> None:
    first = next(find_money(text))
    assert (first.low, first.high, first.currency) == (low, high, currency)


@pytest.mark.parametrize("text", ["hösten 2027", "40 procent", "2026-04-12", "dnr 2023-04105", "10 miljoner", "5 krav"])
def test_numbers_that_are_no_money(text: str) -> None:
    assert list(find_money(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budgeten för hela utlysningen är 50 miljoner kronor.", Budget("SEK", total=50 * M)),
        ("Vi utlyser totalt 120 miljoner SEK. Ni kan söka 3 till som mest 4,5 miljoner kronor per projekt.",
         Budget("SEK", total=120 * M, minimum=3 * M, maximum=4_500_000)),
        ("Ni kan få högst 700 000 kr.", Budget("SEK", maximum=700_000)),
        ("Budgeten är 10 miljoner kronor. Den totala budgeten är 20 miljoner kronor.", Budget("SEK")),
        ("Budgeten är 10 miljoner kronor eller 900 000 euro.", Budget()),
        ("Vi har träffats 40 gånger.", Budget()),
    ],
)  # fmt: skip
def test_budgets(text: str, expected: Budget) -> None:
    assert budget_in(text) == expected
