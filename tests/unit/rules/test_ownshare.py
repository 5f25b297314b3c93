"""What is left to pay, in kronor."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from db.records import Budget, Shares
from tests.letters import facts
from watcher.rules.ownshare import ExchangeRate, OwnShare, own_share, rounded, usual_share

RATE = ExchangeRate(Decimal(10), dt.date(2026, 11, 1))


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (Budget(), None),
        (Budget(rate=0), None),
        (Budget(rate=100, minimum=5), OwnShare(0)),
        (Budget(rate=60), OwnShare(40)),
        # 2 million euros are 60 per cent of the costs: 40 per cent are 1.33 million, 13.3 million kronor.
        (Budget(rate=60, minimum=2_000_000, maximum=3_000_000), OwnShare(40, 13_000_000, 20_000_000)),
        (Budget(rate=50, maximum=1_000_000), OwnShare(50, None, 10_000_000)),
        (Budget("SEK", rate=50, minimum=1_000_000), OwnShare(50, 1_000_000)),
        (Budget("NOK", rate=50, minimum=1_000_000), OwnShare(50)),
        (Budget(rate=60, total=9_000_000), OwnShare(40)),
    ],
)
def test_the_share_that_is_left(budget: Budget, expected: OwnShare | None) -> None:
    assert own_share(budget, RATE) == expected


def test_without_a_rate_euros_stay_unknown() -> None:
    assert own_share(Budget(rate=50, minimum=1_000_000), None) == OwnShare(50)


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (7, 7), (99, 99), (14_933_333, 15_000_000), (995, 1000)])
def test_two_figures(value: int, shown: int) -> None:
    assert rounded(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("HORIZON Innovation Actions", 30),
        ("HORIZON  Research and Innovation Actions", 0),
        ("horizon coordination and support action", 0),
        ("HORIZON JU Innovation Actions", None),
        ("HORIZON Programme Cofund Actions", None),
        ("LIFE Project Grants", None),
        (None, None),
    ],
)
def test_what_the_type_of_action_usually_pays(action: str | None, expected: int | None) -> None:
    assert usual_share(facts(action_type=action)) == expected


@pytest.mark.parametrize(
    "told", [Budget(rate=80), Budget(shares=Shares(own=30)), Budget(shares=Shares(words="30 eller 50 procent"))]
)
def test_what_the_call_says_goes_before_what_is_usual(told: Budget) -> None:
    assert usual_share(facts(action_type="HORIZON Innovation Actions", budget=told)) is None
