"""Trying and keeping other limits, and what an area's diagnosis says."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import MONDAY, Place

LATER = "2026-11-23T12:00"


@pytest.fixture
def matched(town: Place) -> Place:
    town.run("--now", "2026-11-22T07:00", "crawl")
    town.run("--now", "2026-11-22T07:00", "match")
    return town


def test_a_replay_shows_what_would_leave_and_keeps_nothing(matched: Place) -> None:
    before = matched.run("--json", "--now", LATER, "match").json
    told = matched.run("--now", LATER, "tune", "replay", "--weeks", "2", "--strong", "1", "--possible", "0.999").out
    assert "faller bort" in told
    assert "2026-W48" in told
    assert "Inget är sparat." in told
    data = matched.run("--json", "--now", LATER, "tune", "replay", "--strong", "1", "--possible", "0.999").json
    assert (data["weeks"], data["after"], data["enters"]) == (12, 0, [])
    assert data["before"] == len(data["leaves"]) > 0
    assert data["leaves"][0]["contact"] == "bo@example.org"
    assert [t["own"] for t in matched.run("--json", "tune", "show").json] == [False]
    assert matched.run("--json", "--now", LATER, "match").json == before


def test_a_text_from_a_file_is_tried(matched: Place) -> None:
    file = matched.write("text.txt", "Fler ska cykla till skolan på säkra cykelvägar.")
    data = matched.run("--json", "--now", LATER, "tune", "replay", "--area", "sjoar", "--text", str(file)).json
    assert data["leaves"]
    words = ["tune", "replay", "--area", "sjoar", "--excluded", "sjö", "--excluded", "hav"]
    assert matched.run("--json", "--now", LATER, *words).json["leaves"]


def test_limits_are_kept_for_the_next_matching_and_given_back(matched: Place) -> None:
    assert "egna" in matched.run("tune", "set", "--strong", "1", "--possible", "0.999").out
    matched.run("--now", LATER, "match")
    (area,) = matched.run("--json", "--now", LATER, "areas", "list").json
    assert (area["strong"], area["possible"]) == (0, 0)
    assert "matcharens" in matched.run("tune", "set", "--default").out
    matched.run("--now", LATER, "match")
    (area,) = matched.run("--json", "--now", LATER, "areas", "list").json
    assert area["strong"] + area["possible"] > 0


def test_areas_are_listed_and_diagnosed(matched: Place) -> None:
    assert "Vattenbolaget" in matched.run("--now", LATER, "areas", "list").out
    said = matched.run("--now", LATER, "areas", "diagnose", "sjoar").out
    assert "Bärande ord" in said
    assert "texten är för kort: 14 ord, skriv minst 15" in said
    assert "Saknar" in said
    (data,) = matched.run("--json", "--now", LATER, "areas", "diagnose").json
    assert data["id"] == "sjoar"
    assert data["weighty"]
    assert all(m["score"] < 0.12 for m in data["misses"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["tune", "replay"], 2, "ange vad som ska prövas"),
        (["tune", "replay", "--excluded", "hav"], 2, "--area"),
        (["tune", "replay", "--strong", "0.1", "--possible", "0.2"], 2, "möjlig ≤ stark"),
        (["tune", "replay", "--strong", "hög"], 2, "hög"),
        (["tune", "replay", "--weeks", "0", "--strong", "0.5"], 2, "0"),
        (["tune", "replay", "--area", "nej", "--excluded", "hav"], 1, "sjoar"),
        (["tune", "replay", "--strong", "0.5", "--org", "nej"], 1, "by"),
        (["tune", "set"], 2, "--default"),
        (["tune", "set", "--default", "--strong", "0.5"], 2, "--default"),
        (["tune", "set", "--strong", "nan"], 2, "nan"),
        (["areas", "diagnose", "nej"], 1, "sjoar"),
    ],
)
def test_what_cannot_be_tuned_is_said(town: Place, words: list[str], code: int, said: str) -> None:
    assert said in town.run(*words, expect=code).err


def test_a_text_that_is_not_text_is_named(town: Place) -> None:
    file = town.folder / "text.txt"
    file.write_bytes(b"\xff\xfe\x00")
    assert "text.txt" in town.run("tune", "replay", "--area", "sjoar", "--text", str(file), expect=2).err


def test_without_a_municipality_everything_says_what_to_do(place: Place) -> None:
    assert "org import" in place.run("tune", "replay", "--strong", "0.5", expect=1).err
    assert place.run("--json", "--now", MONDAY, "areas", "diagnose").json == []
    assert place.run("--json", "tune", "show").json == []
