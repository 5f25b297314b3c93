"""One call that two sources show: by command and in the digest, split and merged again."""

from __future__ import annotations

from tests.acceptance.conftest import MONDAY, Place

OWN = """
[[source]]
id = "own"
kind = "calls"
name = "Egna listan"
language = "en"
every = "1d"
file = "own.csv"
"""


def test_who_says_what_and_a_persons_word(town: Place) -> None:
    town.run("crawl", "--now", MONDAY)
    town.run("match", "--now", MONDAY)
    calls = town.run("--json", "calls", "list", "--now", MONDAY).json
    call = next(c for c in calls if c["sources"] == ["portal"] and c["next_deadline"] and len(c["title"].split()) > 4)
    name, number = call["external_id"], str(call["id"])
    row = f"A7;{call['title']};https://own.example/a7;{call['next_deadline']}"
    town.write("own.csv", f"id;title;link;deadline\n{row}\n")
    town.write("sources.toml", (town.folder / "sources.toml").read_text(encoding="utf-8") + OWN)
    town.run("crawl", "--source", "own", "--now", MONDAY)

    shown = town.run("--json", "calls", "show", name, "--now", MONDAY).json
    assert {s["source"]: s["external_id"] for s in shown["sightings"]} == {"portal": name, "own": "A7"}
    assert shown["origins"]["title"] == "portal"
    told = town.run("calls", "show", "A7", "--now", MONDAY).out
    assert "Portalen:" in told
    assert "Egna listan:" in told

    parted = town.run("--json", "calls", "split", name, "--source", "own", "--by", "Dan", "--now", MONDAY).json
    assert (parted["call"]["sources"], parted["split"]["sources"]) == (["portal"], ["own"])
    assert f"inte samma som {number} {call['title']}, av Dan" in town.run("calls", "show", "A7", "--now", MONDAY).out
    town.run("crawl", "--now", "2026-11-24T07:00")
    assert town.run("--json", "calls", "show", "A7", "--now", MONDAY).json["sources"] == ["own"], "it sticks"

    merged = town.run("calls", "merge", "A7", name, "--by", "Dan", "--now", MONDAY).out
    assert f"Hopslagen: {number} {call['title']}" in merged
    assert "Avgjort" in town.run("calls", "show", name, "--now", MONDAY).out
    assert "redan samma" in town.run("calls", "merge", "A7", name, expect=2).err
    assert "visas av own, portal" in town.run("calls", "split", name, "--source", "feed", expect=1).err
