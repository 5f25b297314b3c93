"""Looking at an address, and at a source whose selectors are wrong, over real HTTP."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.integration.jobs.conftest import NOW
from tests.integration.sources.test_kinds import Site
from tests.pages import list_page
from tests.unit.parse.test_feed import RSS
from tests.unit.parse.test_jsonfeed import FEED
from watcher.config.sourcefile import SourceConfig, SourceFile, read_sources
from watcher.demo.portal import DemoPortal
from watcher.desk.source_add import propose
from watcher.desk.source_check_hints import hints
from watcher.errors import Refused, UsageError
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.fetch.pace import Pace
from watcher.sources import listing
from watcher.sources.base import SourceMemory


@pytest.fixture
def looking() -> Iterator[Any]:
    """A portal, and what the desk needs to look at it."""
    with DemoPortal(rows=[]) as portal:
        fetcher = Fetcher(
            FetchPolicy(allow=(("127.0.0.1", portal.port),), first_wait=0.01), Pace(sleep=lambda _s: None)
        )
        yield SimpleNamespace(portal=portal, fetcher=fetcher, sources=SourceFile(()))
        fetcher.close()


def ready(block: str, folder: Path) -> SourceConfig:
    path = folder / "sources.toml"
    path.write_text(block, encoding="utf-8")
    return read_sources(path).sources[0]


def test_a_page_with_a_list_gives_a_block_that_works(looking: Any, tmp_path: Path) -> None:
    looking.portal.fault = Site({"/utlysningar": list_page()})
    proposal = propose(looking, looking.portal.url + "/utlysningar")
    best = proposal.offers[0]
    assert (best.kind, best.count, best.examples[0].deadline) == ("listing", 4, "2027-03-15")
    source = ready(proposal.block, tmp_path)
    answer = listing.read(source, looking.fetcher, SourceMemory(NOW))
    assert len(answer.candidates) == 4
    assert answer.candidates[0].deadlines


def test_a_feed_named_by_the_page_is_tried_and_comes_first(looking: Any, tmp_path: Path) -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/rss">'
        '<link rel="alternate" type="application/rss+xml" href="/gone">'
    )
    looking.portal.fault = Site({"/": list_page(head=head), "/rss": RSS})
    proposal = propose(looking, looking.portal.url + "/")
    assert [o.kind for o in proposal.offers] == ["feed", "listing"]
    assert ready(proposal.block, tmp_path).url == looking.portal.url + "/rss"
    assert "/gone" in proposal.notes[0]
    ids = [tomllib.loads(o.block)["source"][0]["id"] for o in proposal.offers]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RSS, "feed"),
        (json.dumps(FEED).encode(), "feed"),
        (json.dumps({"data": [{"title": f"T{n}", "url": f"/{n}"} for n in range(3)]}).encode(), "json"),
    ],
)
def test_feeds_and_json_are_known_when_seen(looking: Any, tmp_path: Path, content: bytes, kind: str) -> None:
    looking.portal.fault = Site({"/x": content})
    proposal = propose(looking, looking.portal.url + "/x")
    assert ready(proposal.block, tmp_path).kind == kind


def test_an_address_that_offers_nothing_says_so(looking: Any) -> None:
    looking.portal.fault = Site({"/x": b"<html><body>Hej</body></html>"})
    proposal = propose(looking, looking.portal.url + "/x")
    assert (proposal.offers, proposal.block) == ((), "")
    assert proposal.notes


def test_a_title_cannot_break_out_of_its_block(looking: Any, tmp_path: Path) -> None:
    page = list_page().replace(b"<title>Utlysningar", b'<title>A"\n[[source]]\nid="evil"\\')
    looking.portal.fault = Site({"/x": page})
    source = ready(propose(looking, looking.portal.url + "/x").block, tmp_path)
    assert source.id != "evil"
    assert '"' in source.name


def test_robots_and_addresses(looking: Any) -> None:
    looking.portal.fault = Site({})
    with pytest.raises(Refused, match="robots"):
        propose(looking, looking.portal.url + "/hemligt")
    with pytest.raises(UsageError):
        propose(looking, "file:///etc/passwd")


def source_of(looking: Any, kind: str = "listing", **options: object) -> SourceConfig:
    base = SourceConfig("lista", kind, "Lista", looking.portal.url + "/x", "sv", NOW - NOW)
    return replace(base, options=options)


def test_hints_name_the_selector_that_matched_nothing_and_propose_another(looking: Any) -> None:
    looking.portal.fault = Site({"/x": list_page()})
    found = hints(looking, source_of(looking, item="li.call", title="h3", deadline=".slut"))
    assert found
    by_name = {h.name: h for h in found.hints}
    assert (found.items, by_name["title"].matched, by_name["title"].of) == (4, 4, 4)
    assert by_name["deadline"].silent
    assert by_name["deadline"].proposals == ("span.deadline",)
    assert found.notes == ("deadline: '.slut' gav inget",)


def test_hints_propose_items_when_there_are_none(looking: Any) -> None:
    found = hints(looking, source_of(looking, item=".x", title="h3"), [list_page()])
    assert found
    assert found.hints[0].proposals[0] == "li.call"


def test_hints_for_json(looking: Any) -> None:
    raw = json.dumps({"hits": [{"title": "A", "url": "/1"}, {"title": "B", "url": "/2"}]}).encode()
    found = hints(looking, source_of(looking, "json", items="hits", title="name"), [raw])
    assert found
    assert {h.name: h.proposals for h in found.hints} == {"items": (), "title": ("title",), "link": ("url",)}
    lost = hints(looking, source_of(looking, "json", items="data", title="title"), [raw])
    assert lost
    assert lost.hints[0].proposals == ("hits",)


def test_kinds_without_selectors_have_no_hints(looking: Any) -> None:
    assert hints(looking, source_of(looking, "feed")) is None
