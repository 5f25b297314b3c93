"""An agency's own list as a check of what the portal's search gave."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.records import SourceState
from tests.fakes import FakeFetcher
from tests.unit.config.test_sourcefile import GOOD
from tests.unit.config.test_sourcefile import read as read_file
from tests.unit.sources.test_feed_source import memory
from tests.unit.sources.test_listing_source import site
from watcher.config.sourcefile import SourceConfig, read_sources, shipped
from watcher.errors import BadStatus, ConfigError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.sources import crosscheck
from watcher.sources.base import SourceAnswer

ROOT = "https://cinea.ec.europa.eu"
LIST = f"{ROOT}/calls-proposals_en"
SOURCE = SourceConfig("cinea", "crosscheck", "CINEA", LIST, "en", dt.timedelta(days=1),
                      options={"forms": ("/calls-proposals/*_en",), "of": "eu"})  # fmt: skip
NATURE, FAIR, OVER = (f"{ROOT}/calls-proposals/{name}_en" for name in ("nature", "fair", "over"))


def page(title: str, reference: str, deadline: str) -> bytes:
    facts = f"<dl><dt>Reference</dt><dd>{reference}</dd><dt>Deadline date</dt><dd>{deadline}</dd></dl>"
    return f"<html><body><main><h1>{title}</h1>{facts}</main></body></html>".encode()


def links(*addresses: str) -> bytes:
    return "".join(["<html><body>", *(f'<a href="{a}">x</a>' for a in addresses), "</body></html>"]).encode()


PAGES: dict[str, bytes | Exception] = {
    LIST: links(NATURE, FAIR, OVER, f"{ROOT}/news/x_en"),
    NATURE: page("Nature and biodiversity", "LIFE-2027-SAP-NAT", "22 September 2027, 17:00 (CEST)"),
    FAIR: page("A fair transition", "HORIZON-CL5-2027-11", "1 December 2027, 17:00 (CET)"),
    OVER: page("Over", "LIFE-2026-SAP-OLD", "22 September 2026, 17:00 (CEST)"),
}


def read(fetcher: FakeFetcher, *known: str) -> SourceAnswer:
    return crosscheck.read(SOURCE, fetcher, memory(known=lambda: dict.fromkeys(known, "")))


def test_all_known_and_no_calls_of_its_own() -> None:
    answer = read(site(PAGES), "ft:life-2027-sap-nat", "ft:horizon-cl5-2027-11-d2-01")
    assert (answer.state, answer.notes) == (SourceState.OK, ("2 av 2 ämnen som går att söka är kända",))
    assert answer.candidates == ()
    assert answer.requests == 4


def test_what_the_portal_hides_is_named_and_most_of_it_is_suspect() -> None:
    some = read(site(PAGES), "ft:life-2027-sap-nat")
    assert some.state is SourceState.OK
    assert some.notes[0] == "1 av 2 ämnen som går att söka är kända; okända till exempel HORIZON-CL5-2027-11"
    most = read(site(PAGES), "ft:life-2027-sap-clima")
    assert most.state is SourceState.SUSPECT
    assert most.notes[0].startswith("0 av 2 ämnen")


def test_a_call_is_not_known_by_a_topic_whose_name_only_begins_alike() -> None:
    assert read(site(PAGES), "ft:life-2027-sap-nature", "ft:horizon-cl5-2027-110").notes[0].startswith("0 av 2")


def test_what_is_over_says_nothing() -> None:
    answer = read(site({LIST: links(OVER), OVER: PAGES[OVER]}), "ft:life-2027-sap-nat")
    assert answer.notes == ("0 av 0 ämnen som går att söka är kända",)
    assert answer.state is SourceState.OK


def test_before_the_portal_is_read_there_is_nothing_to_compare() -> None:
    assert read(site(PAGES)).notes == ("inga ämnen att jämföra med ännu",)


def test_a_page_that_fails_is_told_beside_the_others() -> None:
    answer = read(site({**PAGES, FAIR: BadStatus(FAIR, 429)}), "ft:life-2027-sap-nat")
    assert answer.notes[0] == "1 av 1 ämnen som går att söka är kända"
    assert "1 detaljsidor gick inte att läsa" in answer.notes[1]


def test_a_list_without_calls_fails_in_words() -> None:
    with pytest.raises(SourceFailed, match="inga länkar av formen /calls-proposals"):
        read(FakeFetcher(on_get=lambda url, _v: Answer(url, 200, links(), "text/html")), "ft:x")


@pytest.mark.parametrize("source_id", ["cinea", "hadea"])
def test_the_shipped_checks_read_their_agencys_addresses(source_id: str) -> None:
    source = read_sources(shipped()).get(source_id)
    assert source is not None
    address = source.url.replace("_en", "/nature_en")
    first = f"{source.url}?page=0"
    sites = {first: links(address), f"{source.url}?page=1": links(address), address: PAGES[NATURE]}
    answer = crosscheck.read(source, site(sites), memory(known=lambda: {"ft:life-2027-sap-nat": ""}))
    assert answer.notes == ("1 av 1 ämnen som går att söka är kända",)


def test_the_source_that_is_checked_has_to_exist(tmp_path: Path) -> None:
    block = f'[[source]]\nid = "c"\nkind = "crosscheck"\nname = "C"\nurl = "{LIST}"\nlanguage = "en"\nevery = "1d"\n'
    with pytest.raises(ConfigError, match="'of' 'nowhere' är ingen källa i filen"):
        read_file(tmp_path, f'{GOOD}\n{block}forms = ["/calls-proposals/*_en"]\nof = "nowhere"\n')
