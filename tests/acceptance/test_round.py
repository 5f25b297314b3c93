from __future__ import annotations

import re

import pytest

from tests.acceptance.conftest import MONDAY, Place
from watcher.demo.portal import DemoPortal
from watcher.demo.smtp import DemoSmtp

COUNTS = ("new", "changed", "unchanged", "stale", "duplicate", "rejected")


def broken(path: str, _number: int) -> tuple[int, str, bytes, dict[str, str]] | None:
    return (200, "text/html", b"<html>login</html>", {}) if path.endswith("search") else None


def test_crawl_reports_each_source(town: Place) -> None:
    portal, feed = town.run("--json", "--now", MONDAY, "crawl").json
    assert list(portal) == ["id", "state", "requests", "seen", *COUNTS, "notes", "error"]
    assert (portal["id"], portal["state"], portal["error"]) == ("portal", "ok", None)
    assert (feed["id"], feed["state"], feed["new"]) == ("feed", "ok", 8)
    for report in (portal, feed):
        assert report["seen"] == sum(report[name] for name in COUNTS) > 0


def test_crawl_of_one_source_leaves_the_other_alone(town: Place) -> None:
    reports = town.run("--json", "--now", MONDAY, "crawl", "--source", "feed").json
    assert [r["id"] for r in reports] == ["feed"]
    assert {c["sources"][0] for c in town.run("--json", "--now", MONDAY, "calls", "list").json} == {"feed"}


def test_calls_are_listed_with_their_facts(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    calls = town.run("--json", "--now", MONDAY, "calls", "list").json
    by_id = {c["external_id"]: c for c in calls}
    neb = by_id["HORIZON-NEB-2026-01-BUSINESS-03"]
    assert list(neb) == ["id", "external_id", "title", "programme", "status", "deadlines", "next_deadline",
                         "budget_total", "url", "sources", "set_aside"]  # fmt: skip
    assert (neb["next_deadline"], neb["programme"], neb["sources"]) == ("2026-12-01", "HORIZON", ["portal"])
    assert set(neb["deadlines"][0]) == {"date", "time", "zone", "stage", "precision", "preliminary"}
    later = town.run("--json", "--now", "2026-12-02", "calls", "list").json
    assert "HORIZON-NEB-2026-01-BUSINESS-03" not in {c["external_id"] for c in later}
    everything = town.run("--json", "--now", "2026-12-02", "calls", "list", "--all").json
    assert "HORIZON-NEB-2026-01-BUSINESS-03" in {c["external_id"] for c in everything}


def test_a_call_is_found_in_any_case_and_by_number(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    by_name = town.run("--json", "calls", "show", "life-2026-cet-enerpov").json
    assert by_name["external_id"] == "LIFE-2026-CET-ENERPOV"
    assert by_name["sections"]
    assert town.run("--json", "calls", "show", str(by_name["id"])).json["external_id"] == "LIFE-2026-CET-ENERPOV"


def test_calls_that_a_municipality_cannot_take_part_in_are_listed_apart(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    every = town.run("--json", "--now", MONDAY, "calls", "list").json
    aside = town.run("--json", "--now", MONDAY, "calls", "list", "--set-aside").json
    assert 0 < len(aside) < len(every)
    assert aside == [c for c in every if c["set_aside"]]
    assert aside[0]["set_aside"] in town.run("--now", MONDAY, "calls", "list", "--set-aside").out


def test_a_call_tells_who_can_take_part(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    call = town.run("--json", "--now", MONDAY, "calls", "show", "life-2026-cet-enerpov").json
    assert call["role"]["role"] == "lead"
    assert (call["consortium"]["partners"], call["consortium"]["countries"]) == (3, 3)
    assert call["consortium"]["words"].startswith("at least three applicants")
    assert (call["stages"], call["similar"]) == (1, [])
    out = town.run("--now", MONDAY, "calls", "show", "life-2026-cet-enerpov").out
    assert "kan leda" in out
    assert "minst 3 partner och 3 länder" in out


def test_match_gives_reasons_that_add_up(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    (area,) = town.run("--json", "--now", MONDAY, "match", "--top", "3").json
    assert (area["id"], len(area["calls"])) == ("sjoar", 3)
    best = area["calls"][0]
    assert {"score", "band", "reasons", "similar"} <= set(best)
    assert sum(r["weight"] for r in best["reasons"]) == pytest.approx(best["score"], abs=1e-6)
    explained = town.run("--json", "--now", MONDAY, "match", "explain", best["external_id"].lower(), "SJOAR").json
    assert explained["match"]["score"] == pytest.approx(best["score"], abs=1e-6)
    assert explained["area"] == "sjoar"
    told = town.run("--now", MONDAY, "match", "explain", best["external_id"], "sjoar").out
    *shares, (whole, last) = re.findall(r"^ *(\d,\d{3})  (.+?)(?: \(.*)?$", told, re.MULTILINE)
    assert last == "summa"
    assert len({words.casefold() for _, words in shares}) == len(shares), "the same words are told once"
    assert sum(_number(s) for s, _ in shares) == pytest.approx(_number(whole), abs=0.0005 * len(shares))
    assert _number(whole) == pytest.approx(best["score"], abs=0.0006)
    assert [a["id"] for a in town.run("--json", "--now", MONDAY, "match", "--area", "sjoar", "--top", "60").json] == [
        "sjoar"
    ]
    assert "finns inte" in town.run("--now", MONDAY, "match", "--area", "x", expect=1).err


def _number(told: str) -> float:
    return float(told.replace(",", "."))


def test_a_round_ends_in_the_outbox_and_a_second_one_changes_nothing(town: Place) -> None:
    first = town.run("--json", "--now", MONDAY, "run").json
    assert first["deliver"]["sent"] == 3
    kinds = [re.sub(r"-.*", "", m.removeprefix("outbox/2026-W48/")) for m in town.mails if m.endswith(".eml")]
    assert kinds == ["bo@example.org.confirm", "bo@example.org.eml", "eva@example.org.summary"]
    assert (town.folder / "outbox").stat().st_mode & 0o777 == 0o700
    second = town.run("--json", "--now", "2026-11-24T07:00", "run").json
    assert [r["new"] + r["changed"] for r in second["crawl"]] == [0, 0]
    assert second["deliver"]["sent"] == 0
    third = town.run("--json", "--now", "2026-11-30T07:00", "run").json
    assert third["digest"]["key"] == "2026-W49"
    assert third["deliver"]["sent"] == 1, "nothing new but the coordinator's week"
    assert len(town.mails) == 8


def test_next_week_tells_what_is_new_and_changed(town: Place, portal: DemoPortal) -> None:
    town.run("--now", MONDAY, "run")
    portal.show("49")
    report = town.run("--json", "--now", "2026-11-30T07:00", "run").json
    assert report["crawl"][0]["new"] == 3
    assert report["crawl"][0]["changed"] == 3


def test_a_broken_source_is_4_and_the_digest_goes_out(town: Place, portal: DemoPortal) -> None:
    portal.fault = broken
    report = town.run("--json", "--now", MONDAY, "run", expect=4).json
    assert [r["state"] for r in report["crawl"]] == ["failed", "ok"]
    assert report["deliver"]["sent"] == 3
    assert "Portalen" in (town.folder / "outbox/2026-W48/bo@example.org.html").read_text()


def test_what_was_stored_outlives_a_broken_source(town: Place, portal: DemoPortal) -> None:
    town.run("--now", MONDAY, "crawl")
    before = town.run("--json", "--now", MONDAY, "calls", "list").json
    portal.fault = broken
    town.run("--now", MONDAY, "crawl", expect=4)
    assert town.run("--json", "--now", MONDAY, "calls", "list").json == before


def test_check_shows_and_stores_nothing(town: Place) -> None:
    checked = town.run("--json", "--now", MONDAY, "sources", "check", "portal").json
    assert checked["new"] == len(checked["calls"]) > 40
    assert checked["seen"] == sum(checked[n] for n in ("new", "known", "stale", "duplicate", "rejected"))
    assert town.run("--json", "--now", MONDAY, "calls", "list").json == []
    assert town.run("--json", "sources", "list").json[0]["state"] is None


def test_preview_stores_nothing(town: Place) -> None:
    town.run("--now", MONDAY, "crawl")
    town.run("--now", MONDAY, "match")
    shown = town.run("--json", "--now", MONDAY, "digest", "preview", "--contact", "bo@example.org").json
    assert "sjöar" in shown["text"].casefold()
    assert town.run("--json", "--now", MONDAY, "digest", "preview").json["contacts"][0]["new"] > 0
    assert town.mails == []
    assert town.run("--json", "--now", MONDAY, "digest", "build").json["deliver"]["sent"] == 1


def test_under_another_time_mail_stays_on_the_machine(town: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", "smtp://relay.example:587")
    town.run("--now", MONDAY, "run")
    assert len(town.mails) == 6


def test_a_relay_on_the_machine_gets_the_mail(town: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSmtp() as relay:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", relay.url)
        town.run("--now", MONDAY, "run")
        assert [m.recipient for m in relay.stored] == ["bo@example.org", "bo@example.org", "eva@example.org"]
    assert town.mails == []


def test_mail_that_cannot_leave_is_1(town: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSmtp(fault="rcpt:550") as relay:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", relay.url)
        town.run("--now", MONDAY, "run", expect=1)
    assert "gick inte att skicka" in town.run("--now", MONDAY, "status", expect=1).out
