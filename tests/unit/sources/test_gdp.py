"""GDP 2.0: one adapter for four funders."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from db.records import Deadline, Status
from tests.fakes import FakeFetcher
from tests.shared import shared
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, ParseError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.sources import gdp
from watcher.sources.base import SourceAnswer

URL = "https://api.example/gdp"
NUMBERS = {"Kommande": "2026-00100", "Pågående": "2026-00200"}


def source(**options: object) -> SourceConfig:
    chosen = {"page": "https://www.example.org/", "key_env": "GDP_TEST_KEY", **options}
    return SourceConfig("gdp-x", "gdp", "X", URL, "sv", dt.timedelta(days=1), options=chosen)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDP_TEST_KEY", "hemlig")


def a_call(number: str = "2026-00200", **changed: Any) -> dict[str, Any]:
    """A made-up call in the standard's shape."""
    return {
        "finansiarNamn": "Finansiären",
        "finansiarOrganisationsnummer": "202100-0000",
        "diarienummer": number,
        "titel": f"Levande stadskärnor {number}",
        "lank": None,
        "titelEng": "Lively town centres",
        "beskrivning": "<p>Kommuner i hela Sverige kan söka.</p>",
        "beskrivningEng": None,
        "status": "Pågående",
        "budgetBelopp": 30_000_000.0,
        "budgetValuta": "SEK",
        "oppningsdatum": "2026-10-01",
        "stangningsdatum": "2027-03-02",
        "publiceringsplatser": [{"webbadress": None}, {"webbadress": "https://www.example.org/utlysning"}],
        "bidragsformer": [{"namn": "Projektbidrag", "beskrivning": None, "stodform": None}],
        "program": [{"finansiarNamn": "F", "finansiarOrganisationsnummer": "1", "diarienummer": "p", "titel": "Orter"}],
        **changed,
    }


def serving(respond: Callable[[str], Any], extra: Callable[[str], Mapping[str, str]] = lambda _u: {}) -> FakeFetcher:
    def get(url: str, _validators: Any) -> Answer:
        value = respond(url)
        if isinstance(value, Exception):
            raise value
        return Answer(url, 200, value if isinstance(value, bytes) else json.dumps(value).encode(), extra=extra(url))

    return FakeFetcher(on_get=get)


def open_only(*rows: Any) -> Callable[[str], Any]:
    return lambda url: list(rows) if "P%C3%A5g" in url else []


def read(*rows: Any) -> SourceAnswer:
    return gdp.read(source(), serving(open_only(*rows)), memory())


def test_a_call() -> None:
    facts = read(a_call()).candidates[0].facts()
    assert (facts.key.folded, facts.title, facts.language) == (
        "gdp-x:2026-00200", "Levande stadskärnor 2026-00200", "sv")  # fmt: skip
    assert facts.deadlines == (Deadline(dt.date(2027, 3, 2), None, "Europe/Stockholm"),)
    assert (facts.status, facts.opening) == (Status.OPEN, dt.date(2026, 10, 1))
    assert (facts.budget.total, facts.budget.currency) == (30_000_000, "SEK")
    assert facts.url == "https://www.example.org/utlysning"
    assert (facts.programme, facts.call_title, facts.action_type) == ("Finansiären", "Orter", "Projektbidrag")
    assert facts.text == "Kommuner i hela Sverige kan söka."
    assert facts.regions == ("Hela Sverige",)


def test_coming_and_open_calls_are_asked_for_without_a_limit_and_with_the_key_in_the_header() -> None:
    fetcher = serving(lambda _url: [])
    answer = gdp.read(source(), fetcher, memory())
    assert [url for url, _ in fetcher.asked] == [
        f"{URL}/utlysningar?status=Kommande", f"{URL}/utlysningar?status=P%C3%A5g%C3%A5ende"]  # fmt: skip
    assert all(asked["secrets"] == {"Authorization": "hemlig"} for _, asked in fetcher.asked)
    assert answer.complete


def test_a_header_that_is_refused_is_followed_by_the_parameter() -> None:
    def respond(url: str) -> Any:
        return [a_call()] if "authorization=hemlig" in url else BadStatus("nej", 401)

    fetcher = serving(respond)
    answer = gdp.read(source(), fetcher, memory())
    assert len(answer.candidates) == 2
    assert [("authorization=" in url) for url, _ in fetcher.asked] == [False, True, True], "asked once, remembered"


def test_an_error_that_is_not_about_the_key_is_no_reason_to_put_it_in_the_address() -> None:
    fetcher = serving(lambda _url: BadStatus("trasig", 500))
    with pytest.raises(BadStatus):
        gdp.read(source(), fetcher, memory())
    assert len(fetcher.asked) == 1


def test_without_its_key_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GDP_TEST_KEY")
    with pytest.raises(SourceFailed, match="GDP_TEST_KEY"):
        gdp.read(source(), serving(lambda _url: []), memory())


def test_next_pages_are_followed() -> None:
    def extra(url: str) -> Mapping[str, str]:
        first = "offset" not in url and "P%C3%A5g" in url
        return {"x-totalrecords": "2"} | ({"x-next": f"{URL}/utlysningar?status=P%C3%A5g&offset=1"} if first else {})

    rows = {True: [a_call("2026-00201")], False: [a_call()]}
    fetcher = serving(lambda url: rows["offset" in url] if "P%C3%A5g" in url else [], extra)
    answer = gdp.read(source(), fetcher, memory())
    assert [c.key.external_id for c in answer.candidates] == ["2026-00200", "2026-00201"]
    assert answer.notes == ("svaret säger 2 utlysningar men gav 0 (kommande)",)
    assert not answer.complete


@pytest.mark.parametrize(
    ("following", "words"),
    [("https://elsewhere.example/gdp/utlysningar", "annan värd"), (f"{URL}/utlysningar?status=Kommande", "tillbaka")],
)
def test_the_key_goes_to_no_other_host_and_a_circle_ends(following: str, words: str) -> None:
    fetcher = serving(open_only(a_call()), lambda url: {"x-next": following} if "Kommande" in url else {})
    answer = gdp.read(source(), fetcher, memory())
    assert len(fetcher.asked) == 2
    assert words in answer.notes[0]
    assert not answer.complete


def test_closed_calls_that_come_all_the_same_are_told_as_closed() -> None:
    facts = read(a_call(status="Avslutad", stangningsdatum=None)).candidates[0].facts()
    assert (facts.status, facts.deadlines) == (Status.CLOSED, ())


@pytest.mark.parametrize("row", [{}, None, "x", a_call(diarienummer=None), a_call(titel=None, titelEng=None)])
def test_what_cannot_be_a_call_is_rejected(row: Any) -> None:
    answer = read(row, a_call())
    assert (len(answer.candidates), answer.rejected) == (1, 1)


@pytest.mark.parametrize("body", [b"<html>", {"utlysningar": []}])
def test_what_is_no_list_fails(body: Any) -> None:
    with pytest.raises(ParseError):
        gdp.read(source(), serving(lambda _url: body), memory())


# --- the contract: the standard's own OpenAPI --------------------------------------------------------


@pytest.fixture
def standard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared("swedish", "gdp", "GDP 2_0.json").read_bytes())
    return found


def properties(standard: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema's properties, those of what it builds on included."""
    schema = standard["components"]["schemas"][name]
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= properties(standard, part["$ref"].split("/")[-1]) if "$ref" in part else part.get("properties", {})
    return found


@pytest.mark.shared
def test_what_is_asked_is_what_the_standard_has(standard: dict[str, Any]) -> None:
    operation = standard["paths"]["/utlysningar"]["get"]
    parameters = {p["name"]: p for p in operation["parameters"]}
    assert set(gdp.ASKED) < set(parameters["status"]["schema"]["enum"]) == set(gdp.STATUSES)
    assert {"x-next", "x-totalrecords"} == set(operation["responses"]["200"]["headers"])
    scheme = standard["components"]["securitySchemes"]["apiKeyAuth"]
    assert (scheme["in"], scheme["name"]) == ("header", gdp.HEADER)


@pytest.mark.shared
def test_the_shipped_addresses_are_the_standards_servers(standard: dict[str, Any]) -> None:
    from watcher.config.sourcefile import read_sources, shipped

    ours = {s.url for s in read_sources(shipped()).sources if s.kind == "gdp"}
    assert ours == {server["url"] for server in standard["servers"]}


@pytest.mark.shared
def test_the_made_up_call_has_the_standards_fields(standard: dict[str, Any]) -> None:
    assert set(a_call()) == set(properties(standard, "Utlysning"))
    assert set(a_call()["publiceringsplatser"][0]) == set(properties(standard, "Publiceringsplats"))
    assert set(a_call()["bidragsformer"][0]) == set(properties(standard, "Bidragsform"))
    assert set(a_call()["program"][0]) <= set(properties(standard, "Program"))


@pytest.mark.shared
def test_every_field_that_may_be_null_may_be_null(standard: dict[str, Any]) -> None:
    nullable = [name for name, schema in properties(standard, "Utlysning").items() if schema.get("nullable")]
    assert len(nullable) > 10
    for name in nullable:
        facts = read(a_call() | {name: None}).candidates[0].facts()
        assert facts.title, name
    bare = a_call() | {name: None for name in nullable if name != "titel"}
    facts = read(bare).candidates[0].facts()
    assert (facts.url, facts.status, facts.deadlines) == ("https://www.example.org/", Status.UNKNOWN, ())
    assert facts.unread == {}


def test_applications_are_asked_for_by_organisation_page_by_page() -> None:
    second = f"{URL}/ansokningar?organisationsnummer=212000-0662&offset=1"
    asked: list[str] = []

    def respond(url: str) -> list[dict[str, str]]:
        asked.append(url)
        return [{"diarienummer": "2024-2"}] if url == second else [{"diarienummer": "2024-1"}]

    def extra(url: str) -> Mapping[str, str]:
        return {"x-totalrecords": "3"} | ({} if url == second else {"x-next": second})

    items, cut = gdp.applications(source(), serving(respond, extra), ["212000-0662", "556000-1111"])
    assert [i["diarienummer"] for i in items] == ["2024-1", "2024-2"]
    assert asked[0] == f"{URL}/ansokningar?organisationsnummer=212000-0662%2C556000-1111"
    assert cut == ("svaret säger 3 ansökningar men gav 2",)
    with pytest.raises(ParseError, match="ingen lista"):
        gdp.applications(source(), serving(lambda _url: {"fel": 1}), ["212000-0662"])
