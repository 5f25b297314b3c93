"""Vinnova's open data: rounds joined with their calls and programmes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from db.records import Deadline, Shares, Status
from tests.fakes import FakeFetcher
from tests.shared import shared
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError, Unreachable
from watcher.fetch.answer import Answer
from watcher.sources import vinnova
from watcher.sources.base import SourceAnswer

SOURCE = SourceConfig("vinnova", "vinnova", "Vinnova", "https://data.example/api", "sv", dt.timedelta(days=1),
                      options={"page": "https://www.example.org/"})  # fmt: skip
ZONE = "Europe/Stockholm"
CALLS = [{"Diarienummer": "2026-00002", "DiarienummerProgram": "2026-00001", "Titel": "Cykelstäder 2026"}]
PROGRAMMES = [{"Diarienummer": "2026-00001", "Titel": "Hållbara orter"}]


def a_round(number: str = "2026-00010", **changed: Any) -> dict[str, Any]:
    """A made-up round in the documented shape."""
    return {
        "Diarienummer": number,
        "DiarienummerUtlysning": "2026-00002",
        "Titel": f"Trygga cykelvägar {number}",
        "Beskrivning": "Kommuner prövar trygga cykelvägar.",
        "TitelEngelska": "x",
        "Oppningsdatum": "2026-10-01T00:00:00",
        "Stangningsdatum": "2027-02-16T14:00:00",
        "AvlasningstillfalleLista": [],
        "LankLista": [
            {"Beskrivning": "Ansök här", "URL": "https://etjanster.example/form"},
            {"Beskrivning": "Läs mer", "URL": "https://www.vinnova.se/e/cykel/"},
        ],
        "Publik": 1,
        "Webbsida": 1,
        "AnnonseringslägeÅr": None,
        "AnnonseringslägePeriod": None,
        "WebTextLista": [
            {"TextID": "1", "TextSv": "Pröva nya sätt att bygga cykelvägar.", "TextEn": "xx"},
            {"TextID": "2", "TextSv": "Kommuner i Kronobergs län.", "TextEn": "xx"},
            {"TextID": "3", "TextSv": "Högst 2 miljoner kronor per projekt. Stöd ges med 50 procent.", "TextEn": "xx"},
        ],
        **changed,
    }


def serving(rounds: Any, calls: Any = CALLS, programmes: Any = PROGRAMMES) -> FakeFetcher:
    def get(url: str, _validators: Any) -> Answer:
        value = {"ansokningsomgangar": rounds, "utlysningar": calls, "program": programmes}[url.split("/")[-2]]
        if isinstance(value, Exception):
            raise value
        return Answer(url, 200, value if isinstance(value, bytes) else json.dumps(value).encode())

    return FakeFetcher(on_get=get)


def read(rounds: Any, **others: Any) -> SourceAnswer:
    return vinnova.read(SOURCE, serving(rounds, **others), memory())


def test_a_round_becomes_a_call() -> None:
    facts = read([a_round()]).candidates[0].facts()
    assert (facts.key.folded, facts.title) == ("vinnova:2026-00010", "Trygga cykelvägar 2026-00010")
    assert facts.deadlines == (Deadline(dt.date(2027, 2, 16), dt.time(14), ZONE),)
    assert (facts.status, facts.opening) == (Status.OPEN, dt.date(2026, 10, 1))
    assert facts.url == "https://www.vinnova.se/e/cykel/", "the page before the form"
    assert [s.heading for s in facts.sections] == ["", "Vad", "Vem", "Hur mycket"]
    assert facts.eligibility == "Kommuner i Kronobergs län."
    assert facts.regions == ("Kronoberg",)
    assert (facts.budget.currency, facts.budget.maximum) == ("SEK", 2_000_000)
    assert facts.budget.shares == Shares(national=50, words="Stöd ges med 50 procent")
    assert (facts.programme, facts.call_title) == ("Vinnova", "Hållbara orter")


def test_every_question_has_a_date_and_time_enough() -> None:
    fetcher = serving([a_round()])
    vinnova.read(SOURCE, fetcher, memory())
    assert [url for url, _ in fetcher.asked] == [
        "https://data.example/api/ansokningsomgangar/2024-11-23",
        "https://data.example/api/utlysningar/2020-01-01",
        "https://data.example/api/program/2020-01-01",
    ]
    assert all(asked["patience"] >= 180 for _, asked in fetcher.asked)


def test_a_list_of_changes_never_says_that_a_call_is_gone() -> None:
    assert not read([a_round()]).complete


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"Oppningsdatum": "2026-12-01T00:00:00"}, Status.FORTHCOMING, ""),
        ({"Stangningsdatum": "2026-11-22T14:00:00"}, Status.CLOSED, ""),
        ({"Oppningsdatum": "1900-01-01T00:00:00", "Stangningsdatum": "1900-01-01T00:00:00"}, Status.UNKNOWN, ""),
        ({"Oppningsdatum": None, "Stangningsdatum": None, "AnnonseringslägeÅr": 2027,
          "AnnonseringslägePeriod": "April"}, Status.FORTHCOMING, "april 2027"),
        ({"Oppningsdatum": None, "Stangningsdatum": None, "AnnonseringslägeÅr": "2027",
          "AnnonseringslägePeriod": "Våren"}, Status.FORTHCOMING, "våren 2027"),
    ],
)  # fmt: skip
def test_the_status_comes_from_the_dates(changed: dict[str, Any], status: Status, words: str) -> None:
    facts = read([a_round(**changed)]).candidates[0].facts()
    assert (facts.status, facts.opening_words) == (status, words)
    assert facts.unread == {}


def test_a_round_is_read_again_when_it_opens() -> None:
    row = a_round(Oppningsdatum="2026-12-01T00:00:00")
    before = vinnova.read(SOURCE, serving([row]), memory()).candidates[0]
    later = memory()
    later = type(later)(dt.datetime(2026, 12, 2, tzinfo=dt.UTC), isolate=later.isolate)
    after = vinnova.read(SOURCE, serving([row]), later).candidates[0]
    assert before.raw_hash != after.raw_hash
    assert after.facts().status is Status.OPEN


def test_rounds_for_the_invited_are_left_and_nameless_ones_rejected() -> None:
    answer = read([a_round(Publik=0), a_round("2026-00011", Titel="x"), a_round("2026-00012"), "noise"])
    assert [c.key.external_id for c in answer.candidates] == ["2026-00012"]
    assert answer.rejected == 2
    assert "1 omgångar bara för inbjudna lämnades" in answer.notes


def test_readings_before_the_closing_day_are_deadlines() -> None:
    row = a_round(AvlasningstillfalleLista=["2026-12-15T14:00:00", {"unknown": "shape"}])
    assert [d.date.isoformat() for d in read([row]).candidates[0].deadlines] == ["2026-12-15", "2027-02-16"]


def test_what_only_names_a_round_may_be_missing() -> None:
    answer = read([a_round()], calls=Unreachable("värden svarar inte"), programmes=b"<html>")
    assert answer.candidates[0].facts().call_title == ""
    assert [note.split()[0] for note in answer.notes] == ["utlysningar", "program"]


@pytest.mark.parametrize("answer", [b"<!DOCTYPE html><html>Vinnovas data</html>", {"rounds": []}, b""])
def test_what_is_no_list_of_rounds_fails(answer: Any) -> None:
    with pytest.raises(ParseError):
        read(answer)


def test_rounds_without_a_page_do_not_look_like_one_answer_repeated() -> None:
    rows = [a_round(f"2026-0{n:04}", LankLista=None) for n in range(12)]
    answer = read(rows)
    assert len({c.url for c in answer.candidates}) == 12
    assert answer.candidates[0].facts().url == "https://www.example.org/"


@pytest.mark.shared
def test_the_documented_round() -> None:
    rows = json.loads(shared("swedish", "vinnova", "ansokningsomgangar_doc_sample.json").read_bytes())
    facts = read(rows).candidates[0].facts()
    assert facts.key.external_id == "2016-04968"
    assert facts.deadlines == (Deadline(dt.date(2017, 3, 2), dt.time(14), ZONE),)
    assert (facts.status, facts.opening) == (Status.CLOSED, dt.date(2016, 12, 20))
    assert (facts.budget.total, facts.budget.currency) == (50_000_000, "SEK")
    assert [s.heading for s in facts.sections] == ["Vad", "Vem", "Hur mycket"]


@pytest.mark.shared
def test_the_page_that_comes_with_status_200_is_named() -> None:
    page = shared("swedish", "vinnova", "ansokningsomgangar_docs_page_2026-04-23.html").read_bytes()
    with pytest.raises(ParseError, match=r"webbsida \(HTML\)"):
        read(page)
