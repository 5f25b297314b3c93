"""Topics' own files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from db.records import Budget, CallFacts, CallKey, Section, Shares
from watcher.errors import ParseError
from watcher.sources.sedia.details import address, filled, lacks

BARE = CallFacts(CallKey("ft", "LIFE-2027-Nat"), "Lakes", "https://portal.example/", "en")
ENTRY = {
    "action": "LIFE-2027-Nat - LIFE Project Grants",
    "budgetYearMap": {"2027": "4 000 000"},
    "maxContribution": 2_000_000,
}
OTHER = {"action": "LIFE-2027-Nat-two-stage - X", "budgetYearMap": {"2027": 99_000_000}}


def content(**changed: Any) -> bytes:
    details = {
        "identifier": "LIFE-2027-NAT",
        "callTitle": "Call of 2027",
        "description": '<p class="topicdescriptionkind">Objective:</p><p>Lakes get well. And more.</p>',
        "conditions": "<p>Public bodies may apply.</p>",
        "budgetOverviewJSONItem": {"budgetTopicActionMap": {"1": [ENTRY, OTHER]}},
        **changed,
    }
    return json.dumps({"TopicDetails": details}).encode()


def test_what_was_lacking_is_filled_in() -> None:
    facts = filled(BARE, content())
    assert facts.sections == (Section("Objective", "Lakes get well. And more."),)
    assert facts.summary == "Lakes get well."
    assert facts.eligibility == "Public bodies may apply."
    assert facts.call_title == "Call of 2027"
    assert (facts.budget.total, facts.budget.maximum) == (4_000_000, 2_000_000)
    assert not lacks(facts)


def test_news_in_the_file_are_read_like_those_of_a_row() -> None:
    assert filled(BARE, content(latestInfos=[{"n": "<p>Twelve applications came.</p>"}, "x"])).updates == (
        "Twelve applications came.",
    )


def test_what_was_known_is_never_replaced() -> None:
    known = replace(
        BARE, sections=(Section("", "Own"),), summary="Own.", eligibility="Own", call_title="Own",
        budget=Budget(total=1, rate=60, shares=Shares(eu=60)), updates=("Own.",),
    )  # fmt: skip
    assert filled(known, content()) == known
    rated = replace(BARE, budget=Budget(rate=60))
    assert filled(rated, content()).budget.rate == 60


@pytest.mark.parametrize("name", ["description", "conditions", "budgetOverviewJSONItem", "callTitle", "latestInfos"])
@pytest.mark.parametrize("value", [None, "", [], 7])
def test_a_file_that_knows_nothing_changes_nothing(name: str, value: Any) -> None:
    facts = filled(BARE, content(**{name: value}))
    assert facts.title == BARE.title
    assert lacks(facts) == (name in ("description", "budgetOverviewJSONItem"))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b'{"TopicDetails": []}',
        content(identifier="LIFE-2027-NAT-two-stage"),
        content(identifier=None),
    ],
)
def test_what_is_no_file_of_this_topic_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        filled(BARE, body)


def test_addresses_are_in_lower_case_and_stay_in_their_folder() -> None:
    assert address("https://x.example/d/", "LIFE-2027-Nat") == "https://x.example/d/life-2027-nat.json"
    assert address("https://x.example/d", "../../a?b") == "https://x.example/d/..%2F..%2Fa%3Fb.json"
