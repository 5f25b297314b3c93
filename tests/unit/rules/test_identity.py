"""What a sighting is recognised by."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db.records import CallFacts, CallKey, Clues, Deadline, Precision, Section
from watcher.rules.addresses import canonical
from watcher.rules.identity import REMEMBERED, clues_of, combined, identifiers_in, tokens
from watcher.rules.titles import near, words


def facts(**changed: Any) -> CallFacts:
    values: dict[str, Any] = {"key": CallKey("site", "17"), "title": "Water in cities", "url": "", "language": "en"}
    return CallFacts(**(values | changed))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see HORIZON-CL5-2026-02-D4-01 for more", {"horizon-cl5-2026-02-d4-01"}),
        ("LIFE-2026-SAP-CLIMA and LIFE-2026-SAP-ENV", {"life-2026-sap-clima", "life-2026-sap-env"}),
        ("the call HORIZON-MISS-2026-04 with HORIZON-MISS-2026-04-CIT-01", {"horizon-miss-2026-04-cit-01"}),
        ("one-2026-day-long", set()),
        ("2026-11-24", set()),
        ("covid-19, ISO-9001 and 2026", set()),
    ],
)
def test_topics_in_running_text(text: str, found: set[str]) -> None:
    assert identifiers_in(text) == found


@pytest.mark.parametrize(
    ("changed", "own"),
    [
        ({"key": CallKey("ft", "LIFE-2026-X")}, "life-2026-x"),
        ({"url": "https://portal.example/topic-details/life-2026-sap-env"}, "life-2026-sap-env"),
        ({"title": "LIFE-2026-SAP-ENV Water in cities"}, "life-2026-sap-env"),
        ({"title": "RFCS-2026-Big Tickets"}, ""),
        ({"title": "LIFE-2026-SAP-ENV and LIFE-2026-SAP-CLIMA"}, ""),
        ({"url": "https://site.example/calls/17"}, ""),
    ],
)
def test_an_identifier_of_its_own(changed: dict[str, Any], own: str) -> None:
    assert clues_of(facts(**changed)).own == own


def test_clues_of_a_page_without_an_identifier() -> None:
    found = clues_of(
        facts(
            url="https://www.site.example/calls/17/?utm_source=x",
            sections=(Section("", "Part of LIFE-2026-SAP-ENV."),),
            deadlines=(Deadline(dt.date(2026, 9, 17)), Deadline(dt.date(2027, 1, 1), precision=Precision.MONTH)),
        )
    )
    assert found == Clues("", ("life-2026-sap-env",), "site.example/calls/17", (("water cities", ("2026-09-17",)),))
    assert set(tokens(found)) == {"i:life-2026-sap-env", "u:site.example/calls/17", "t:2026-09-17|water cities"}


def test_what_was_once_said_is_remembered_up_to_a_limit() -> None:
    said: Clues | None = None
    for day in range(1, REMEMBERED + 5):
        moment = dt.date(2026, 1, 1) + dt.timedelta(days=day)
        said = combined(said, clues_of(facts(deadlines=(Deadline(moment),))))
    assert said is not None
    assert len(said.titles) == REMEMBERED
    assert said.titles[-1] == ("water cities", ("2026-01-25",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://WWW.site.example/a/index.html", "https://site.example/a"),
        ("https://site.example/a?b=1&a=2&utm_medium=x#part", "https://site.example/a?a=2&b=1"),
        ("https://site.example/#/calls/7", "https://site.example/#/calls/7"),
    ],
)
def test_one_page_has_one_address(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize("url", ["", "https://site.example/", "mailto:a@example.org", "http://[::1", "javascript:x"])
def test_what_is_no_page_has_none(url: str) -> None:
    assert canonical(url) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Call for proposals: Water in the cities", "Water in cities", True),
        ("Hydrogen cities", "HYDROGEN CITIES", True),
        ("Hydrogen cities", "Hydrogen towns", False),
        ("Clean water for small towns 2026", "Clean water for small towns 2027", False),
        ("Innovation actions, stage one", "Innovation actions, stage two", False),
        ("Kraftsamla för ökad spetskompetens i hela länet", "Kraftsamla för spetskompetens i hela länet", True),
        ("", "", False),
    ],
)  # fmt: skip
def test_titles_of_one_call(one: str, other: str, same: bool) -> None:
    assert near(words(one), words(other)) is same
