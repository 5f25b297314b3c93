"""Exports of public registers, known and not. All projects are made up."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from db.workrecords import ApplicationState
from watcher.errors import ParseError, UsageError
from watcher.parse.publicregister import read_export
from watcher.rules.sameamount import Amount, Means

KOHESIO = (
    '"Operation_Unique_Identifier","Operation_Local_Identifier","Operation_Name_English",'
    '"Operation_Name_Programme_Language","Operation_Start_Date","Operation_End_Date",'
    '"Total_Eligible_Expenditure_amount","Total_Eligible_Expenditure_Currency","Project_EU_Budget"\n'
    '"https://example.org/Q1","2021SE_23-017","Blue wetlands","Blå våtmarker","04/09/2023",,"337478.5",,"134991.4"\n'
)
CORDIS = (
    "projectID;projectAcronym;organisationID;vatNumber;name;role;ecContribution;netEcContribution;totalCost\n"
    "101000001;WETBLUE;999888777;SE212000066201;BY KOMMUN;participant;120000.75;120000;150000\n"
)
CORDIS_PROJECTS = (
    "id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution\n"
    "101000001;WETBLUE;SIGNED;Blue wetlands;2023-09-01;2027-08-31;2000000;många\n"
)


def test_kohesio() -> None:
    export = read_export(KOHESIO.encode("utf-8-sig"), "k.csv")
    (row,) = export.rows
    assert (export.layout, export.unread) == ("Kohesio", ())
    assert row.titles == ("Blå våtmarker", "Blue wetlands")
    assert row.references == ("2021SE_23-017", "https://example.org/Q1")
    assert (row.start, row.end, row.line) == (dt.date(2023, 9, 4), None, 2)
    assert row.amounts == (Amount(Means.ELIGIBLE, 337_478, "EUR"), Amount(Means.EU, 134_991, "EUR"))


def test_cordis_organisations_have_their_own_part() -> None:
    (row,) = read_export(CORDIS.encode(), "organization.csv").rows
    assert row.organisations == {"999888777", "2120000662"}
    assert row.amounts == (Amount(Means.PART_EU, 120_001, "EUR"), Amount(Means.PART_TOTAL, 150_000, "EUR"))


def test_an_amount_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    export = read_export(CORDIS_PROJECTS.encode(), "project.csv")
    assert export.unread == ("rad 2, ecMaxContribution: 'många' är inget belopp",)
    assert export.rows[0].amounts == (Amount(Means.TOTAL, 2_000_000, "EUR"),)


def test_a_file_with_columns_of_its_own() -> None:
    content = "Projektnamn;Diarienr;Org.nr;Beviljat ESF-stöd;Start\nTillväxt;2023/00041;212000-0662;1 234 567 kr;2023\n"
    columns = {"title": "projektnamn", "reference": "Diarienr", "organisation": "Org.nr", "eu": "Beviljat ESF-stöd",
               "start": "Start"}  # fmt: skip
    export = read_export(content.encode("cp1252"), "esf.csv", columns, "sek")
    (row,) = export.rows
    assert (row.titles, row.references, row.organisations) == (
        ("Tillväxt",),
        ("2023/00041",),
        frozenset({"2120000662"}),
    )
    assert row.amounts == (Amount(Means.EU, 1_234_567, "SEK"),)
    assert export.unread == ("rad 2, Start: '2023' är inget datum",)


def test_gdp_applications() -> None:
    people = [{"namn": "Cia Ceder"}]
    items = [
        {"diarienummer": "2024-00123", "titel": "Ej öppna data", "titelEng": None, "status": "Avslagen",
         "soktBelopp": 900000.0, "soktBeloppValuta": "SEK", "personer": people,
         "organisationer": [{"organisationsnummer": "212000-0662"}, {"organisationsnummer": None}, None]},
        {"diarienummer": "2024-00124", "titel": "Våtmark", "organisationer": None, "soktBelopp": "mycket"},
    ]  # fmt: skip
    export = read_export(json.dumps(items).encode(), "svar.json")
    first, second = export.rows
    assert (first.titles, first.references, first.state) == ((), ("2024-00123",), ApplicationState.REJECTED)
    assert (first.organisations, first.amounts) == (frozenset({"2120000662"}), (Amount(Means.APPLIED, 900_000, "SEK"),))
    assert (second.titles, second.organisations, second.state) == (("Våtmark",), frozenset(), None)
    assert export.unread == ("post 2, soktBelopp: 'mycket' är inget belopp",)
    assert "Cia" not in repr(export)


@pytest.mark.parametrize(
    ("content", "columns", "words"),
    [
        (b"Projekt;Belopp\nA;1\n", {}, "--column"),
        (b"Projekt;Belopp\nA;1\n", {"titel": "Projekt"}, "fältet 'titel'"),
        (b"Projekt;Belopp\nA;1\n", {"title": "Namn"}, "rubriken 'Namn' finns inte"),
        (b"Projekt;Belopp\nA;1\n", {"eu": "Belopp"}, "title eller reference"),
        (b"PK\x03\x04...", {}, "spara den som CSV"),
        (b'{"fel": "nyckel"}', {}, "inget svar"),
        (b'[{"titel": "x"}]', {}, "inget svar"),
        (b"[1, 2", {}, "trasig JSON"),
        (b"", {}, "saknar rubrikrad"),
    ],
)
def test_what_is_no_export(content: bytes, columns: dict[str, str], words: str) -> None:
    with pytest.raises((ParseError, UsageError), match=words):
        read_export(content, "fil", columns)
