"""The kind ``listing``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from db.records import Deadline, SourceState, Validators
from tests.fakes import FakeFetcher
from tests.pages import CALLS, detail_page, list_page
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, Refused, SourceFailed
from watcher.fetch.answer import Answer
from watcher.sources import listing

URL = "https://funder.example/utlysningar"
ROOT = "https://funder.example"
MARCH = Deadline(dt.date(2027, 3, 15), dt.time(16), "Europe/Stockholm")


def source(**options: object) -> SourceConfig:
    chosen = {k: v for k, v in {"item": "li.call", "title": "h3", "deadline": ".deadline", **options}.items() if v}
    return SourceConfig("lista", "listing", "Lista", URL, "sv", dt.timedelta(days=1), options=chosen)


def site(pages: Mapping[str, bytes | Exception]) -> FakeFetcher:
    def get(url: str, _validators: Any) -> Answer:
        page = pages[url]
        if isinstance(page, Exception):
            raise page
        return Answer(url, 200, page, "text/html", validators=Validators('"1"'))

    return FakeFetcher(on_get=get)


def details(deadline: str = "1 maj 2027") -> dict[str, bytes | Exception]:
    return {ROOT + link: detail_page(deadline) for _, link, _ in CALLS}


def test_rows_become_calls() -> None:
    answer = listing.read(source(), site({URL: list_page()}), memory())
    first, second, rolling, odd = (c.facts() for c in answer.candidates)
    assert first.key.external_id == ROOT + "/utlysningar/klimat"
    assert first.deadlines == (MARCH,)
    assert second.deadlines == (Deadline(dt.date(2027, 4, 30), None, "Europe/Stockholm"),)
    assert (rolling.deadlines, rolling.unread) == ((), {})
    assert odd.unread == {"deadline": "Sista ansökningsdag: nästa vår, 2027"}
    assert first.summary.startswith("En utlysning för kommuner")
    assert (answer.state, answer.complete, answer.validators) == (SourceState.OK, True, Validators('"1"'))


def test_without_a_selector_only_a_labelled_date_is_a_deadline() -> None:
    answer = listing.read(source(deadline=None), site({URL: list_page()}), memory())
    assert answer.candidates[0].deadlines == (MARCH,)
    plain = list_page().replace("Sista ansökningsdag:".encode(), b"Nytt")
    assert listing.read(source(deadline=None), site({URL: plain}), memory()).candidates[0].deadlines == ()


def test_pages_are_walked_to_the_end() -> None:
    second = list_page(CALLS[2:])
    first = list_page(CALLS[:2], '<a class="next" href="?p=2">Nästa</a>')
    answer = listing.read(source(next="a.next"), site({URL: first, URL + "?p=2": second}), memory())
    assert (len(answer.candidates), answer.complete, answer.requests) == (4, True, 2)
    assert answer.validators is None, "the first page says nothing of the second"


@pytest.mark.parametrize(
    ("link", "more", "words"),
    [
        ("?p=2", {"max_pages": 1}, "1 första sidorna"),
        ("https://other.example/", {}, "annan värd"),
        ("?p=2", {"forbidden": True}, "robots"),
    ],
)
def test_a_walk_that_is_cut_says_so_and_closes_nothing(link: str, more: dict[str, Any], words: str) -> None:
    fetcher = site({URL: list_page(extra=f'<a class="next" href="{link}">n</a>')})
    fetcher.forbidden = ("p=2",) if more.pop("forbidden", False) else ()
    answer = listing.read(source(next="a.next", **more), fetcher, memory())
    assert words in answer.notes[0]
    assert (len(answer.candidates), answer.complete) == (4, False)


def test_robots_binds_the_list_itself() -> None:
    fetcher = site({})
    fetcher.forbidden = ("utlysningar",)
    with pytest.raises(Refused):
        listing.read(source(), fetcher, memory())
    assert fetcher.asked == []


def test_selectors_that_find_nothing_are_named() -> None:
    none = listing.read(source(item=".x"), site({URL: list_page()}), memory())
    assert none.notes == ("item-selektorn '.x' gav inga poster",)
    late = listing.read(source(deadline=".slut"), site({URL: list_page()}), memory())
    assert late.notes == ("deadline-selektorn '.slut' gav inget i någon av 4 poster",)
    with pytest.raises(SourceFailed, match="title-selektorn 'h6'"):
        listing.read(source(title="h6"), site({URL: list_page()}), memory())


def test_details_give_text_and_last_day() -> None:
    answer = listing.read(source(detail_deadline="dd"), site({URL: list_page(), **details()}), memory())
    facts = answer.candidates[2].facts()
    assert facts.deadlines == (Deadline(dt.date(2027, 5, 1), None, "Europe/Stockholm"),)
    assert "Stödet går till kommuner" in facts.text
    assert answer.requests == 5


def test_an_unread_detail_keeps_what_is_stored_and_a_new_row_waits() -> None:
    pages = {URL: list_page(), **details()}
    first = listing.read(source(detail=True, max_details=3), site(pages), memory())
    assert len(first.candidates) == 3
    assert not first.complete
    assert "1 nya poster väntar" in first.notes[0]
    stored = {c.key.folded: c.raw_hash for c in first.candidates}
    fetcher = site(pages)
    second = listing.read(source(detail=True, max_details=1), fetcher, memory(known=lambda: stored))
    hashes = {c.key.folded: c.raw_hash for c in second.candidates}
    assert fetcher.asked[1][0].endswith("/energi"), "the new one first"
    assert len(hashes) == 4
    assert {k: hashes[k] for k in stored} == stored
    assert second.complete


def test_a_changed_row_is_read_before_an_unchanged_one() -> None:
    pages = {URL: list_page(), **details()}
    stored = {c.key.folded: c.raw_hash for c in listing.read(source(detail=True), site(pages), memory()).candidates}
    moved = {**pages, URL: list_page((*CALLS[:3], (*CALLS[3][:2], "1 juni 2027")))}
    fetcher = site(moved)
    listing.read(source(detail=True, max_details=1), fetcher, memory(known=lambda: stored))
    assert fetcher.asked[1][0].endswith("/energi")


def test_a_detail_that_fails_costs_only_itself_and_takes_nothing_away() -> None:
    good = {URL: list_page(), **details()}
    stored = {c.key.folded: c.raw_hash for c in listing.read(source(detail=True), site(good), memory()).candidates}
    bad = {**good, ROOT + "/utlysningar/vatten": BadStatus("x", 404)}
    known = listing.read(source(detail=True), site(bad), memory(known=lambda: stored))
    assert {c.key.folded: c.raw_hash for c in known.candidates} == stored
    assert "1 detaljsidor gick inte att läsa" in known.notes[0]
    fresh = listing.read(source(detail=True), site(bad), memory())
    assert fresh.candidates[1].deadlines == (Deadline(dt.date(2027, 4, 30), None, "Europe/Stockholm"),)


def test_a_host_that_fails_three_times_is_not_asked_again() -> None:
    fetcher = site({URL: list_page(), **{ROOT + link: BadStatus("x", 500) for _, link, _ in CALLS}})
    answer = listing.read(source(detail=True), fetcher, memory())
    assert len(fetcher.asked) == 1 + 3
    assert len(answer.candidates) == 4
