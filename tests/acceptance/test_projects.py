"""Projects, applications and activities by command and by file."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.conftest import MONDAY, ORGANISATION, Place
from watcher.demo.portal import DemoPortal

CALL = "LIFE-2026-CET-ENERPOV"
PROJECT = ("--title", "CoBiUM", "--kind", "eu", "--programme", "Interreg South Baltic", "--start", "2024-01-01")


def test_nothing_is_typed_twice_from_consideration_to_project(town: Place) -> None:
    town.run("crawl", "--now", MONDAY)
    stand = town.run("--json", "consider", "set", CALL, "söker", "--department", "vatten", "--now", MONDAY).json
    sent = town.run(
        "--json", "application", "add", "--consideration", str(stand["id"]), "--submitted", "2026-11-20"
    ).json
    assert (sent["programme"], sent["state"], sent["department_id"]) == ("LIFE", "inskickad", "vatten")
    money = ("--total", "1 200 000 kr", "--grant", "900 tkr", "--reference", "KS 2026-14")
    town.run("application", "set", str(sent["id"]), *money)
    project = town.run("--json", "project", "add", "--application", str(sent["id"]), "--start", "2027-01-01").json
    assert (project["title"], project["programme"]) == (sent["title"], "LIFE")
    assert (project["total"], project["grant"], project["currency"]) == ("1200000", "900000", "SEK")
    assert town.run("--json", "application", "show", str(sent["id"])).json["state"] == "beviljad"
    assert "EU-projekt" in town.run("project", "list").out
    town.run("project", "add", "--application", str(sent["id"]), expect=1)


def test_a_file_goes_out_is_changed_and_comes_back(town: Place) -> None:
    town.run("project", "add", "--department", "Vattenbolaget", *PROJECT, "--partners", "Gdynia (PL)")
    town.run("project", "export", "projekt.csv")
    text = (town.folder / "projekt.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("nr;förvaltning;titel;slag;")
    again = town.run("--json", "project", "import", "projekt.csv").json
    assert again == {"added": 0, "changed": 0, "unchanged": 1}
    town.write("projekt.csv", "\ufeff" + text.replace("CoBiUM", "CoBiUM II") + ";vatten;Nytt;EU-projekt\r\n")
    assert "1 nya, 1 ändrade" in town.run("project", "import", "projekt.csv").out
    assert [p["title"] for p in town.run("--json", "project", "list").json] == ["CoBiUM II", "Nytt"]
    assert "title: CoBiUM → CoBiUM II" in town.run("project", "show", "1").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("förvaltning;titel;slag;start;slut\nvatten;A;eu;2026-01-01;2025-01-01\n", "rad 2, slut: 2025-01-01 är före"),
        ("förvaltning;titel;slag\nvatten;Rätt;eu\nskolan;B;eu\n", "rad 3: förvaltningen 'skolan'"),
        ("förvaltning;titel;slag;total budget;egen andel\nvatten;A;eu;1 000 kr;5 euro\n", "rad 2, valuta: två valutor"),
        ("förvaltning;titel;slag;program\nvatten;A;eu;Horisontalt\n", "rad 2, program: programmet 'Horisontalt'"),
        ("förvaltning;titel;slaag\n", "rad 1: rubriken 'slaag'"),
        ("förvaltning;titel;slag;nr\nvatten;A;eu;99\n", "rad 2: projekt 99 finns inte"),
    ],
)
def test_a_faulty_file_is_told_by_line_and_field_and_nothing_stored(town: Place, text: str, words: str) -> None:
    town.write("fel.csv", text)
    result = town.run("project", "import", "fel.csv", expect=2)
    assert words in result.err
    assert town.run("--json", "project", "list").json == []


def test_an_activity_in_a_minute(town: Place) -> None:
    visit = ("--title", "Studiebesök i Gdynia", "--kind", "studiebesök", "--start", "2026-05-04", "--place", "Gdynia")
    town.run("activity", "add", "--department", "vatten", *visit)
    assert "1 aktivitet" in town.run("activity", "list").out
    town.run("activity", "remove", "1")
    assert town.run("--json", "activity", "list").json == []
    assert "titel: saknas" in town.run("activity", "add", "--department", "vatten", expect=2).err


def test_the_register_is_compared_with_a_public_one(town: Place) -> None:
    town.write("by.toml", ORGANISATION.replace('name = "By kommun"', 'name = "By kommun"\norgnr = "212000-0662"'))
    town.run("org", "import", "by.toml")
    town.run("project", "add", "--department", "vatten", *PROJECT, "--reference", "2024-00123")
    town.run("project", "add", "--department", "vatten", "--title", "Gröna tak", "--kind", "eu")
    town.write(
        "esf.csv",
        "\ufeffNamn;Dnr;Orgnr\r\nCoBiUM;2024-00123;212000-0662\r\nNy start;2025-1;212000-0662\r\nX;9;556000-1111\r\n",
    )
    columns = ("--column", "title=Namn", "--column", "reference=Dnr", "--column", "organisation=Orgnr")
    found = town.run("--json", "project", "reconcile", "esf.csv", *columns).json
    assert [(p["line"], p["match"], p["own"] and p["own"]["id"]) for p in found["pairs"]] == [
        (2, "certain", 1), (3, "missing", None),
    ]  # fmt: skip
    assert (found["others"], [o["title"] for o in found["not_in_file"]]) == (1, ["Gröna tak"])
    said = town.run("project", "reconcile", "esf.csv", *columns).out
    assert "säkra: 1, troliga: 0, saknas i registret: 1" in said
    assert "--column" in town.run("project", "reconcile", "esf.csv", expect=2).err
    assert "FÄLT=RUBRIK" in town.run("project", "reconcile", "esf.csv", "--column", "title", expect=2).err


def test_a_funder_is_asked_what_it_has_of_ours(
    town: Place, portal: DemoPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GDP_KEY", "hemlig")
    more = f'\n[[source]]\nid = "formas"\nkind = "gdp"\nname = "Formas"\nurl = "{portal.url}/gdp"\nlanguage = "sv"\n'
    options = 'every = "1d"\nkey_env = "GDP_KEY"\npage = "https://example.org/"\n'
    town.write("sources.toml", (town.folder / "sources.toml").read_text(encoding="utf-8") + more + options)
    answer = [{"diarienummer": "2024-00123", "titel": "CoBiUM", "status": "Beviljad", "soktBelopp": 900000,
               "soktBeloppValuta": "SEK", "organisationer": [{"organisationsnummer": "212000-0662"}]}]  # fmt: skip
    seen: list[str] = []

    def fault(path: str, _n: int) -> tuple[int, str, bytes, dict[str, str]]:
        seen.append(path)
        return 200, "application/json", json.dumps(answer).encode(), {}

    portal.fault = fault
    assert "organisationsnummer" in town.run("project", "reconcile", "--source", "formas", expect=2).err
    ours = ("--number", "212000-0662")
    town.run("application", "add", "--department", "vatten", "--title", "CoBiUM", "--state", "inskickad",
             "--grant", "900 tkr")  # fmt: skip
    found = town.run("--json", "project", "reconcile", "--source", "formas", *ours).json
    assert seen == ["/gdp/ansokningar"]
    (pair,) = found["pairs"]
    assert (pair["match"], pair["own"]["kind"]) == ("certain", "application")
    assert pair["differences"] == ["läge: inskickad i registret, beviljad i filen"]
    assert [a["same"] for a in pair["amounts"]] == [True]
    assert "bara gdp" in town.run("project", "reconcile", "--source", "portal", *ours, expect=2).err
    assert "finns inte" in town.run("project", "reconcile", "--source", "x", *ours, expect=1).err
    assert "en fil eller --source" in town.run("project", "reconcile", expect=2).err
