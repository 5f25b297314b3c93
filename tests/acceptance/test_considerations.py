"""Considerations by command."""

from __future__ import annotations

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
