"""What people type wrong: a clear message that names the field, and nothing half stored."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import MONDAY, ORGANISATION, Place

OK = {"--department": "vatten", "--title": "Sjöar", "--kind": "eu"}
HEADINGS = "\ufeffförvaltning;titel;slag;program;total budget;egen andel;start;slut\r\n"
GOOD = 'vatten;Sjöar;EU-projekt;LIFE;"1 234 567,00 kr";25 tkr;2026-01-01;2026-12-31\r\n'


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"--start": "2026-05-01", "--end": "2026-04-30"}, "slut: 2026-04-30 är före starten 2026-05-01"),
        ({"--programme": "Horisontalt"}, "program: programmet 'Horisontalt' är okänt"),
        ({"--total": "1,234"}, "total budget: '1,234' kan läsas på två sätt"),
        ({"--total": "1.234.567 kr"}, "total budget: '1.234.567 kr' är inget belopp"),
        ({"--total": "900 tkr", "--own": "5 euro"}, "valuta: två valutor i samma rad: EUR och SEK"),
        ({"--total": "900", "--own": "5 euro", "--currency": "SEK"}, "valuta: två valutor"),
        ({"--title": " "}, "titel: saknas"),
        ({"--department": "skolan"}, "förvaltningen 'skolan' finns inte"),
        ({"--start": "i våras"}, "start: 'i våras' är inget datum"),
    ],
)
def test_a_project(town: Place, given: dict[str, str], words: str) -> None:
    options = [part for pair in (OK | given).items() for part in pair]
    code = 1 if "skolan" in words else 2
    assert words in town.run("project", "add", *options, expect=code).err
    assert town.run("--json", "project", "list").json == []


def test_spaces_commas_and_a_file_from_a_spreadsheet_program_are_understood(town: Place) -> None:
    town.write("projekt.csv", HEADINGS + GOOD)
    town.run("project", "import", "projekt.csv")
    (project,) = town.run("--json", "project", "list").json
    assert (project["total"], project["own"], project["currency"]) == ("1234567", "25000", "SEK")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("vatten;Sen;EU-projekt;LIFE;;;2026-05-01;2026-04-30", "rad 4, slut: 2026-04-30 är före starten"),
        ("vatten;Okänd;EU-projekt;Horisontalt;;;;", "rad 4, program: programmet 'Horisontalt' är okänt"),
        ("vatten;Belopp;EU-projekt;LIFE;1.234;;;", "rad 4, total budget: '1.234' kan läsas på två sätt"),
        ("vatten;Valutor;EU-projekt;LIFE;9 kr;5 EUR;;", "rad 4, valuta: två valutor i samma rad"),
        ("ingen;Vem;EU-projekt;LIFE;;;;", "rad 4: förvaltningen 'ingen' finns inte"),
        ("vatten;För många;eu;LIFE;;;;;;;", "rad 4: 11 celler, men bara 8 rubriker"),
        (";;;LIFE;;;;", "rad 4, förvaltning: saknas"),
    ],
)
def test_a_file_with_one_faulty_row_stores_none(town: Place, row: str, words: str) -> None:
    town.write("projekt.csv", HEADINGS + GOOD + GOOD.replace("Sjöar", "Hav") + row + "\r\n")
    result = town.run("project", "import", "projekt.csv", expect=1 if "celler" in words else 2)
    assert words in result.err
    assert "projekt.csv" in result.err
    assert town.run("--json", "project", "list").json == []


def test_every_fault_of_a_file_is_told_at_once(town: Place) -> None:
    town.write("projekt.csv", HEADINGS + ";A;eu;X;1.234;;;\r\n" + "vatten;B;katt;LIFE;;;;\r\n")
    err = town.run("project", "import", "projekt.csv", expect=2).err
    for words in ("rad 2, förvaltning", "rad 2, program", "rad 2, total budget", "rad 3, slag"):
        assert words in err


def test_an_empty_year_says_so(town: Place) -> None:
    result = town.run("report", "annual", "--year", "2019", "--now", MONDAY)
    assert "inget är registrerat för 2019" in result.err
    page = (town.folder / "internationellt-arbete-2019.html").read_text(encoding="utf-8")
    assert "Inget internationellt arbete är registrerat för året." in page
    assert "--year" in town.run("report", "annual", "--year", "", expect=2).err
    assert "year saknas" in town.run("report", "annual", expect=2).err
    town.run("project", "add", *[part for pair in OK.items() for part in pair])
    assert "inget är registrerat" not in town.run("report", "annual", "--year", "2019", "--now", MONDAY).err


def test_a_department_without_a_contact_is_told_of(town: Place) -> None:
    town.write(
        "by.toml",
        ORGANISATION.replace("coordinator =", "# coordinator =")
        + '\n[[department]]\nid = "ny"\nname = "Nya bolaget"\n',
    )
    town.run("org", "import", "by.toml")
    assert "Nya bolaget har ingen kontaktperson" in town.run("status", expect=1).out
    asked = town.run("report", "remind", "--year", "2026", "--now", MONDAY)
    assert "Nya bolaget har inte fyllt i, och ingen där kan nås" in asked.out
    assert "1 brev lagt i kön" in asked.out
    town.run("project", "add", "--department", "ny", "--title", "Tak", "--kind", "eu")
    assert "Nya bolaget" in town.run("project", "list").out
