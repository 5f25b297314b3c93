"""The kinds ``links`` and ``pages``, numbered list pages, and cards whose bare date is that of a call that is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from db.records import Budget, Deadline, Shares, Status
from tests.fakes import FakeFetcher
from tests.unit.sources.test_feed_source import memory
from tests.unit.sources.test_listing_source import site
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, ParseError, SourceFailed, Unreachable
from watcher.fetch.answer import Answer
from watcher.sources import feed, listing, pages

ROOT = "https://agency.example"
LIST = f"{ROOT}/utlysningar.1.html"
ZONE = "Europe/Stockholm"
CARD = '<a href="/utlysningar/{slug}.html"><div>Hela kortet {slug} Pågående Stänger 1 maj 2020</div></a>'


def source(kind: str = "links", url: str = LIST, **options: object) -> SourceConfig:
    chosen = {"forms": ("/utlysningar/*.*.html",), "complete": False} if kind == "links" else {}
    return SourceConfig("verket", kind, "Verket", url, "sv", dt.timedelta(days=1), options=chosen | options)


def page_of(*slugs: str, extra: str = "") -> bytes:
    cards = "".join(CARD.format(slug=s) for s in slugs)
    return f'<html><body><nav><a href="/utlysningar.1.html">Utlysningar</a>{extra}</nav>{cards}</body></html>'.encode()


def call_page(title: str = "Bygg beredskap", body: str = "<p>Stänger 13 augusti 2027</p>") -> bytes:
    return f"<html><body><nav>Stänger 1 januari 2020</nav><main><h1>{title}</h1>{body}</main></body></html>".encode()


def at(slug: str) -> str:
    return f"{ROOT}/utlysningar/{slug}.html"


# --- links -------------------------------------------------------------------------------------------


def test_a_call_is_read_from_its_own_page_and_the_list_gives_only_its_address() -> None:
    body = "<p>Öppnar 12 augusti 2026</p><p>Stänger 29 september 2027</p><ul><li>Kalmar</li><li>Kronoberg</li></ul>"
    fetcher = site({LIST: page_of("varme.11"), at("varme.11"): call_page("Ta vara på värme", body)})
    answer = listing.read(source(), fetcher, memory())
    facts = answer.candidates[0].facts()
    assert (facts.title, facts.url) == ("Ta vara på värme", at("varme.11"))
    assert facts.deadlines == (Deadline(dt.date(2027, 9, 29), None, ZONE),)
    assert facts.opening == dt.date(2026, 8, 12)
    assert facts.regions == ("Kalmar", "Kronoberg")
    assert not answer.complete, "absent from the list is not closed"


def test_only_an_opening_date_is_no_deadline() -> None:
    fetcher = site({LIST: page_of("a.1"), at("a.1"): call_page(body="<p>Öppnar 12 augusti 2027</p>")})
    facts = listing.read(source(), fetcher, memory()).candidates[0].facts()
    assert (facts.deadlines, facts.opening) == ((), dt.date(2027, 8, 12))


def test_the_list_itself_and_addresses_of_another_form_or_host_are_no_calls() -> None:
    extra = (
        '<a href="/utlysningar/arkiv.html">A</a><a href="https://other.example/utlysningar/x.1.html">B</a>'
        '<a href="/utlysningar/sub/y.2.html">C</a><a href="#top">D</a>'
    )
    fetcher = site({LIST: page_of("a.1", extra=extra), at("a.1"): call_page()})
    assert [c.url for c in listing.read(source(), fetcher, memory()).candidates] == [at("a.1")]


def test_a_list_without_any_such_link_is_told() -> None:
    answer = listing.read(source(), site({LIST: page_of()}), memory())
    assert answer.notes == ("sidan har inga länkar av formen /utlysningar/*.*.html",)


def test_a_new_call_whose_page_fails_waits_and_a_known_one_stays() -> None:
    sites: dict[str, Any] = {LIST: page_of("a.1", "b.2"), at("a.1"): Unreachable("tyst"), at("b.2"): call_page()}
    answer = listing.read(source(), site(sites), memory())
    assert [c.url for c in answer.candidates] == [at("b.2")]
    known = {answer.candidates[0].key.folded.replace("b.2", "a.1"): "old:hash"}
    again = listing.read(source(), site(sites), memory(known=lambda: known))
    assert {c.url: c.raw_hash for c in again.candidates}[at("a.1")] == "old:hash"


def test_a_page_without_a_heading_is_no_call() -> None:
    fetcher = site({LIST: page_of("a.1"), at("a.1"): b"<html><body><p>Hej</p></body></html>"})
    assert listing.read(source(), fetcher, memory()).candidates == []


def test_what_a_page_says_of_money_and_status() -> None:
    body = "<p>Stängd</p><p>ERUF finansierar högst 40 procent.</p><p>Ni kan få högst 3 miljoner kronor.</p>"
    fetcher = site({LIST: page_of("a.1"), at("a.1"): call_page(body=body)})
    facts = listing.read(source(), fetcher, memory()).candidates[0].facts()
    assert facts.status is Status.CLOSED
    shares = Shares(eu=40, words="ERUF finansierar högst 40 procent")
    assert facts.budget == Budget("SEK", maximum=3_000_000, shares=shares)


# --- numbered pages ----------------------------------------------------------------------------------

CARDS = "https://agency.example/utlysningar/"
BARE = {"item": "a:has(h2)", "title": "h2", "link": ".", "page_param": "page", "bare_date": "closed"}


def cards(*rows: tuple[str, str]) -> bytes:
    made = "".join(
        f'<a href="/utlysningar/{t}/"><h2>{t}</h2><p>{date}</p><p>Forskningsstöd</p></a>' for t, date in rows
    )
    return f"<html><body>{made}</body></html>".encode()


def numbered(*found: bytes | Exception) -> FakeFetcher:
    return site({f"{CARDS}?page={n}": page for n, page in enumerate(found, 1)})


def test_numbered_pages_are_read_until_one_brings_nothing_new() -> None:
    first, second = cards(("a", "Stänger 24 april 2027")), cards(("b", "28 april 2026"))
    for last in (cards(), second, BadStatus("borta", 404)):
        fetcher = numbered(first, second, last)
        answer = listing.read(source("listing", CARDS, **BARE), fetcher, memory())
        assert [c.title for c in answer.candidates if c.rank == 0][:2] == ["a", "b"]
        assert len(fetcher.asked) == 3


def test_another_error_than_a_missing_page_fails_the_crawl() -> None:
    with pytest.raises(BadStatus):
        listing.read(source("listing", CARDS, **BARE), numbered(cards(("a", "")), BadStatus("trasig", 500)), memory())


def test_a_bare_date_is_the_day_a_call_was_over_only_where_the_source_writes_so() -> None:
    fetcher = numbered(cards(("a", "24 april 2026")), cards())
    over = listing.read(source("listing", CARDS, **BARE), fetcher, memory()).candidates[0]
    assert over.deadlines == (Deadline(dt.date(2026, 4, 24), None, ZONE),)
    plain = {k: v for k, v in BARE.items() if k != "bare_date"}
    unknown = listing.read(source("listing", CARDS, **plain), fetcher, memory()).candidates[0]
    assert unknown.deadlines == ()


# --- pages -------------------------------------------------------------------------------------------


def test_each_page_is_a_call_and_a_broken_one_costs_only_itself() -> None:
    urls = (f"{ROOT}/bidrag/a", f"{ROOT}/bidrag/b", f"{ROOT}/bidrag/c")
    body = "<p>öppnar inom kort och stänger 1 oktober 2027 klockan 12.00</p>"
    fetcher = site({urls[0]: call_page("Ungas delaktighet", body), urls[1]: Unreachable("tyst"), urls[2]: b"<p>x</p>"})
    answer = pages.read(source("pages", f"{ROOT}/bidrag", pages=urls), fetcher, memory())
    facts = answer.candidates[0].facts()
    assert (len(answer.candidates), answer.rejected, answer.complete) == (1, 1, False)
    assert (facts.title, facts.key.external_id) == ("Ungas delaktighet", urls[0])
    assert facts.deadlines == (Deadline(dt.date(2027, 10, 1), dt.time(12), ZONE),)
    assert answer.notes == (f"{urls[1]}: tyst", f"{urls[2]}: sidan har ingen rubrik")


def test_the_address_itself_is_the_page_where_none_is_listed() -> None:
    answer = pages.read(source("pages"), site({LIST: call_page(body="<p>Beräknas öppna hösten 2027</p>")}), memory())
    assert answer.candidates[0].facts().opening_words == "hösten 2027"


def test_no_page_at_all_is_a_failure() -> None:
    with pytest.raises(SourceFailed, match="tyst"):
        pages.read(source("pages"), site({LIST: Unreachable("tyst")}), memory())


# --- feeds found on their page -----------------------------------------------------------------------

ITEM = b"<item><guid>1</guid><title>Ny utlysning</title></item>"
RSS = b'<rss version="2.0"><channel><title>N</title>' + ITEM + b"</channel></rss>"
NAMED = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body></body></html>'


def serving(found: dict[str, bytes]) -> FakeFetcher:
    return FakeFetcher(on_get=lambda url, _v: Answer(url, 200, found[url]))


def test_a_feed_is_found_on_its_page() -> None:
    fetcher = serving({LIST: NAMED, f"{ROOT}/rss.xml": RSS})
    answer = feed.read(source("feed", discover=True), fetcher, memory())
    assert [c.title for c in answer.candidates] == ["Ny utlysning"]
    assert answer.requests == 2


def test_a_page_that_names_no_feed_is_told_and_none_is_guessed() -> None:
    fetcher = serving({LIST: b'<html><body><a href="/feed">RSS</a></body></html>'})
    with pytest.raises(SourceFailed, match="nämner inget flöde"):
        feed.read(source("feed", discover=True), fetcher, memory())
    assert len(fetcher.asked) == 1


def test_without_discover_a_page_is_no_feed() -> None:
    with pytest.raises(ParseError):
        feed.read(replace(source("feed"), options={}), serving({LIST: NAMED}), memory())
