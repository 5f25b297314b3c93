"""Sources that a coordinator adds, tries and follows without code."""

from __future__ import annotations

from tests.acceptance.conftest import MONDAY, Place
from tests.pages import list_page
from watcher.demo.portal import DemoPortal, Reply

LISTING = """
[[source]]
id = "funder"
kind = "listing"
name = "Finansiären"
url = "{url}/utlysningar"
language = "sv"
every = "1d"
item = "{item}"
title = "h3"
deadline = ".deadline"
"""


def with_list(path: str, _number: int) -> Reply | None:
    return (200, "text/html; charset=utf-8", list_page(), {}) if path == "/utlysningar" else None


def test_an_address_becomes_a_block_that_works(town: Place, portal: DemoPortal) -> None:
    portal.fault = with_list
    offered = town.run("--json", "sources", "add", f"{portal.url}/utlysningar").json
    offer = offered["offers"][0]
    assert (offer["kind"], offer["count"]) == ("listing", 4)
    trial = town.folder / "trial.toml"
    trial.write_text(offer["block"], encoding="utf-8")
    source_id = offer["block"].split('id = "')[1].split('"')[0]
    checked = town.run("--json", "--now", MONDAY, "sources", "check", source_id, "--file", "trial.toml").json
    assert [c["title"] for c in checked["calls"]][:2] == ["Klimatanpassning i kommuner", "Rent vatten i små sjöar"]
    assert town.run("--json", "calls", "list").json == [], "a check stores nothing"


def test_a_selector_that_finds_nothing_is_named_with_another(town: Place, portal: DemoPortal) -> None:
    portal.fault = with_list
    trial = town.folder / "trial.toml"
    trial.write_text(LISTING.format(url=portal.url, item="div.nowhere"), encoding="utf-8")
    result = town.run("--now", MONDAY, "sources", "check", "funder", "--file", "trial.toml")
    assert "div.nowhere" in result.out
    assert "li.call" in result.out
    hints = town.run("--json", "--now", MONDAY, "sources", "check", "funder", "--file", "trial.toml").json["hints"]
    assert hints["hints"][0]["matched"] == 0
    assert "li.call" in hints["hints"][0]["proposals"]


def test_health_is_told_and_decides_the_exit_code(town: Place, portal: DemoPortal) -> None:
    town.run("--now", MONDAY, "crawl")
    town.run("sources", "health")
    portal.fault = lambda path, _number: (404, "text/html", b"", {}) if path.endswith("search") else None
    for day in (24, 25, 26):
        town.run("--now", f"2026-11-{day}T07:00", "crawl", expect=4)
    result = town.run("--json", "--now", "2026-11-26T08:00", "sources", "health", expect=1)
    conditions = {row["id"]: row["condition"] for row in result.json}
    assert conditions == {"portal": "failing", "feed": "fine"}


def test_a_backlog_makes_no_news(town: Place) -> None:
    town.run("crawl", "--catch-up", expect=2)
    for source_id in ("portal", "feed"):
        town.run("--now", MONDAY, "crawl", "--source", source_id, "--catch-up")
    town.run("--now", MONDAY, "match")
    contacts = town.run("--json", "--now", MONDAY, "digest", "build").json["digest"]["contacts"]
    assert [c["state"] for c in contacts] == ["silent"]


def test_the_list_tells_what_each_source_is_worth_and_who_is_not_watched(town: Place) -> None:
    path = town.folder / "sources.toml"
    more = (
        'verified_on = 2026-11-23\nterms = "CC0"\nblind = "Klockslag."\noff_because = "behöver en nyckel"\n'
        'enabled = false\n\n[[unwatched]]\nid = "plan"\nname = "Planen"\n'
        'url = "https://plan.example/"\nwhy = "Okänd."\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    out = town.run("sources", "list").out
    for words in ("beskrivet 2026-11-23", "Villkor: CC0", "Kan inte berätta: Klockslag.", "Av: behöver en nyckel",
                  "Planen: https://plan.example/", "Okänd."):  # fmt: skip
        assert words in out
    rows = {row["id"]: row for row in town.run("--json", "sources", "list").json}
    assert rows["plan"] == {"id": "plan", "name": "Planen", "url": "https://plan.example/", "watched": False,
                            "enabled": False, "why": "Okänd."}  # fmt: skip
    assert rows["feed"]["verified_on"] == "2026-11-23"
    assert "bevakas inte, titta själva ibland: Planen" in town.run("status").out


def test_all_addresses_are_tried_and_a_broken_one_is_told(town: Place, portal: DemoPortal) -> None:
    good = town.run("--json", "--now", MONDAY, "sources", "check", "--all").json
    assert {row["id"]: row["state"] for row in good} == {"portal": "ok", "feed": "ok"}
    portal.fault = lambda path, _number: (404, "text/html", b"", {}) if path.endswith(".xml") else None
    result = town.run("--now", MONDAY, "sources", "check", "--all", expect=4)
    assert "felkod 404" in result.out
    town.run("sources", "check", expect=2)
    town.run("sources", "check", "feed", "--all", expect=2)
    assert town.run("--json", "calls", "list").json == [], "nothing is stored"


def test_a_private_database_is_not_even_tried_before_its_terms_are_confirmed(town: Place, portal: DemoPortal) -> None:
    path = town.folder / "sources.toml"
    plain = path.read_text(encoding="utf-8")
    path.write_text(plain + "private = true\nenabled = false\n", encoding="utf-8")
    asked: list[str] = []
    portal.fault = lambda asked_for, _number: asked.append(asked_for)
    result = town.run("--now", MONDAY, "sources", "check", "feed", expect=4)
    assert "terms_confirmed = true" in result.out
    assert asked == []
    path.write_text(plain + "private = true\nenabled = false\nterms_confirmed = true\n", encoding="utf-8")
    town.run("--now", MONDAY, "sources", "check", "feed")
    assert asked
