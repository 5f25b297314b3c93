"""Considerations by command."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.conftest import MONDAY, Place

CALL = "LIFE-2026-CET-ENERPOV"


def test_a_stand_from_the_first_to_the_follow_up(town: Place) -> None:
    town.run("crawl", "--now", MONDAY)
    taken = town.run("--json", "consider", "set", CALL, "söker", "--department", "vatten", "--now", MONDAY).json
    assert (taken["stand"], taken["changed"], taken["call"]) == ("applying", True, CALL)
    number = str(taken["id"])
    again = town.run("consider", "set", number, "applying", "--now", MONDAY).out
    assert "Vattenbolaget: söker (var redan så)" in again
    town.run("consider", "set", number, "avstår", "--reason", "capacity", "--note", "Nästa år", "--now", MONDAY)
    assert "avstår, saknar kapacitet, ”Nästa år”" in town.run("consider", "show", number).out
    assert "1 övervägande" in town.run("consider", "list", "--department", "Vattenbolaget").out
    found = town.run("--json", "consider", "follow-up", "--now", MONDAY).json
    assert (found["total"]["opened"], found["total"]["grounds"]) == (1, {"capacity": 1})
    assert "saknar kapacitet" in town.run("consider", "follow-up", "--now", MONDAY).out
    folder = town.folder / "uppföljning"
    written = town.run("--json", "consider", "follow-up", "--out", str(folder), "--now", MONDAY).json["files"]
    assert {Path(f).suffix for f in written} == {".docx", ".html", ".xlsx", ".csv", ".svg"}
    lines = (folder / "overvaganden.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Förvaltning;Öppnade;I tid")
    assert [line.split(";")[:3] for line in lines[1:]] == [["Vattenbolaget", "1", "1"], ["Hela kommunen", "1", "1"]]
    page = (folder / "overvaganden.html").read_text(encoding="utf-8")
    assert page.index("<svg") < page.rindex("saknar kapacitet</t"), "the chart has its table beside it"
    backwards = ("--from", "2026-12-01", "--to", "2026-11-01")
    assert "ligger före" in town.run("consider", "follow-up", *backwards, expect=2).err
    back = town.run("--json", "consider", "undo", number, "--now", MONDAY).json
    assert back["stand"] == "applying"
    assert len(town.run("--json", "consider", "show", number).json["history"]) == 3


def test_what_is_wrong_is_said_and_nothing_stored(town: Place) -> None:
    town.run("crawl", "--now", MONDAY)
    assert "bevakar, söker" in town.run("consider", "set", "1", "kanske", expect=2).err
    assert "--department" in town.run("consider", "set", CALL, "söker", expect=2).err
    assert "förvaltningen 'x'" in town.run("consider", "set", CALL, "söker", "--department", "x", expect=1).err
    reason = ("--department", "vatten", "--reason", "need")
    assert "avstår" in town.run("consider", "set", CALL, "söker", *reason, expect=2).err
    assert "övervägande 7" in town.run("consider", "undo", "7", expect=1).err
    assert town.run("--json", "consider", "list").json == []
