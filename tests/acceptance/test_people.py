"""What people are told: tables in Swedish, the organisation, and how things stand."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import MONDAY, ORGANISATION, Place
from watcher.demo.portal import DemoPortal


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["crawl"], "Oförändrade"),
        (["match"], "Friska sjöar"),
        (["calls", "list"], "Sista dag"),
        (["calls", "show", "LIFE-2026-CET-ENERPOV"], "Alleviating household energy poverty"),
        (["match", "explain", "HORIZON-MISS-2023-OCEAN-01-04", "sjoar"], "Engelska"),
        (["sources", "list"], "Portalen"),
        (["sources", "check", "feed"], "kända"),
        (["digest", "preview"], "bo@example.org"),
        (["digest", "preview", "--contact", "bo@example.org"], "Ämne: "),
        (["digest", "preview", "--contact", "bo@example.org", "--html"], "<html"),
        (["status"], "By kommun"),
    ],
)
def test_tables(town: Place, words: list[str], expected: str) -> None:
    town.run("--now", MONDAY, "crawl")
    town.run("--now", MONDAY, "match")
    assert expected in town.run("--now", MONDAY, *words).out


@pytest.mark.parametrize(("words", "sent"), [(["run"], 3), (["digest", "build"], 1)])
def test_a_round_says_where_the_digests_are(town: Place, words: list[str], sent: int) -> None:
    town.run("--now", MONDAY, "crawl")
    town.run("--now", MONDAY, "match")
    assert f"{sent} brev lämnade till utkorgen" in town.run("--now", MONDAY, *words).out


def test_a_round_without_a_municipality_says_what_to_do(place: Place, portal: DemoPortal, town: Place) -> None:
    (place.folder / "var" / "bidragsvakt.db").unlink()
    for rest in place.folder.glob("var/bidragsvakt.db-*"):
        rest.unlink()
    assert "bidragsvakt org import" in place.run("--now", MONDAY, "run").out


def test_importing_again_reports_what_changed(town: Place) -> None:
    again = town.run("--json", "org", "import", "by.toml").json
    assert again == {"organisation": "by", "added": [], "changed": [], "removed": [], "kept": []}
    town.write("by.toml", ORGANISATION.replace("Friska sjöar", "Rena sjöar").replace("bo@", "cia@"))
    kept = town.run("--json", "org", "import", "by.toml").json
    assert kept["changed"] == ["area sjoar"]
    assert kept["added"] == ["contact cia@example.org"]
    assert kept["kept"] == ["contact bo@example.org"]
    pruned = town.run("--json", "org", "import", "by.toml", "--prune").json
    assert pruned["removed"] == ["contact bo@example.org"]


def test_a_wrong_organisation_changes_nothing(town: Place) -> None:
    before = town.run("org", "export").out
    town.write("by.toml", ORGANISATION.replace("By kommun", "Ny kommun").replace("bo@example.org", "bo"))
    assert "rad 17" in town.run("org", "import", "by.toml", expect=2).err
    assert town.run("org", "export").out == before


def test_what_is_exported_can_be_imported(town: Place) -> None:
    town.run("org", "export", "out.toml")
    assert (town.folder / "out.toml").stat().st_mode & 0o777 == 0o600
    assert "Inget ändrat" in town.run("org", "import", "out.toml").out


def test_status_is_1_when_a_person_must_act(place: Place) -> None:
    assert "org import" in place.run("status", expect=1).out


def test_status_is_0_after_a_round_and_1_when_the_service_stands_still(town: Place) -> None:
    town.run("--now", MONDAY, "run")
    status = town.run("--json", "--now", MONDAY, "status").json
    assert status["ok"]
    assert status["digests"][0]["key"] == "2026-W48"
    assert status["organisations"] == [{"id": "by", "departments": 1, "areas": 1, "contacts": 1}]
    town.run("--now", "2026-11-30T08:59", "crawl")
    assert town.run("--json", "--now", "2026-11-30T08:59", "status").json["ok"]
    late = town.run("--json", "--now", "2026-11-30T09:00", "status", expect=1).json
    assert "2026-W49" in late["warnings"][0]
    idle = town.run("--json", "--now", "2026-12-02T10:00", "status", expect=1).json
    assert any("portal" in w for w in idle["warnings"])


def test_status_tells_of_a_broken_source_and_of_a_wrong_file(town: Place, portal: DemoPortal) -> None:
    portal.fault = lambda path, _n: (500, "", b"", {}) if path.endswith("xml") else None
    town.run("--now", MONDAY, "crawl", "--source", "portal")
    assert town.run("--json", "--now", MONDAY, "status").json["ok"]
    portal.fault = lambda path, _n: (404, "", b"", {}) if path.endswith("xml") else None
    town.run("--now", MONDAY, "crawl", expect=4)
    assert "källan feed" in town.run("--json", "--now", MONDAY, "status", expect=1).json["warnings"][0]
    town.write("sources.toml", "[[source]]\nid = 1\n")
    wrong = town.run("--json", "--now", MONDAY, "status", expect=1).json
    assert wrong["warnings"][0].startswith("sources.toml är fel")
    assert wrong["calls"]["open"] > 0


def test_status_tells_of_a_department_without_a_contact_or_an_area(town: Place) -> None:
    town.write("by.toml", ORGANISATION + '\n[[department]]\nid = "ny"\nname = "Nya bolaget"\n')
    town.run("org", "import", "by.toml")
    warnings = town.run("--json", "status", expect=1).json["warnings"]
    assert warnings == ["Nya bolaget har ingen kontaktperson", "Nya bolaget har inget utvecklingsområde"]
