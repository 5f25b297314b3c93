"""Marking calls, and why a call matches, as people see it."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import MONDAY, Place

CALL = "HORIZON-MISS-2023-OCEAN-01-04"


@pytest.fixture
def matched(town: Place) -> Place:
    town.run("--now", MONDAY, "crawl")
    town.run("--now", MONDAY, "match")
    return town


def test_a_call_is_marked_listed_explained_and_unmarked(matched: Place) -> None:
    before = matched.run("--json", "--now", MONDAY, "match").json
    said = matched.run("--now", MONDAY, "match", "mark", CALL.lower(), "irrelevant", "--area", "sjoar").out
    assert said == f"{CALL} är märkt inte relevant för Friska sjöar. Det räknas från nästa matchning.\n"
    assert "23 november 2026" in matched.run("match", "marks").out
    (listed,) = matched.run("--json", "match", "marks").json
    assert (listed["call"], listed["mark"], listed["by"], listed["counts"]) == (CALL, "irrelevant", "cli", True)
    matched.run("--now", MONDAY, "match")
    explained = matched.run("--now", MONDAY, "match", "explain", CALL, "sjoar").out
    assert f"märkningen av {CALL}" in explained
    assert "−0,0" in explained
    undone = matched.run("match", "unmark", CALL, "--area", "sjoar").out
    assert undone == f"{CALL} är inte längre märkt för Friska sjöar.\n"
    assert matched.run("--json", "match", "marks").json == []
    assert "ångrad" in matched.run("match", "marks", "--all").out
    assert matched.run("--json", "--now", MONDAY, "match").json == before


def test_explain_shows_the_digests_score_with_the_phrase_in_its_sentence(matched: Place) -> None:
    (area,) = matched.run("--json", "--now", MONDAY, "match").json
    wanted = next(c for c in area["calls"] if c["external_id"] == CALL)
    told = matched.run("--json", "--now", MONDAY, "match", "explain", CALL, "sjoar").json
    assert told["stored"] is True
    assert (told["match"]["score"], told["match"]["band"]) == (wanted["score"], wanted["band"])
    assert sum(r["weight"] for r in told["match"]["reasons"]) == pytest.approx(wanted["score"])
    shown = [r for r in told["match"]["reasons"] if r["sentence"]]
    assert shown
    for reason in shown:
        place = reason["sentence"]
        assert place["text"][place["start"] : place["end"]].casefold() == reason["english"].casefold()
    people = matched.run("--now", MONDAY, "match", "explain", CALL, "sjoar").out
    assert "som i veckobrevet" in people
    assert "«" in people


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["match", "mark", "NO-1", "relevant", "--area", "sjoar"], 1, "NO-1"),
        (["match", "mark", CALL, "relevant", "--area", "nej"], 1, "sjoar"),
        (["match", "mark", CALL, "relevant", "--area", "sjoar", "--by", "x@example.org"], 1, "By kommun"),
        (["match", "mark", CALL, "kanske", "--area", "sjoar"], 2, "kanske"),
        (["match", "mark", CALL, "relevant"], 2, "area saknas"),
        (["match", "unmark", CALL, "--area", "sjoar"], 1, "inte märkt"),
        (["match", "marks", "--area", "nej"], 1, "sjoar"),
    ],
)
def test_what_cannot_be_marked_is_said(matched: Place, words: list[str], code: int, said: str) -> None:
    assert said in matched.run(*words, expect=code).err
