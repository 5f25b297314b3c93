"""Pages that nobody has described."""

from __future__ import annotations

import pytest

from tests.pages import list_page
from watcher.parse.discover import discover, suggest
from watcher.parse.discoverjson import propose_paths

URL = "https://funder.example/utlysningar"


def test_the_list_of_calls_is_found_and_not_the_menu() -> None:
    page = discover(list_page(extra='<a rel="next" href="?p=2">Nästa</a>'), URL, None)
    best = page.structures[0]
    assert (best.selectors.item, best.selectors.title, best.count) == ("li.call", "h3", 4)
    assert (best.selectors.deadline, best.selectors.summary) == ("span.deadline", "p.intro")
    assert best.selectors.next == "a[rel~=next]"
    assert best.rows[0].link == "https://funder.example/utlysningar/klimat"
    assert all("kontakt" not in row.link for s in page.structures for row in s.rows)
    assert (page.title, page.language) == ("Utlysningar", "sv")


def test_a_table_and_a_date_beside_its_label() -> None:
    rows = "".join(
        f'<tr><td><a href="/c/{n}">A call for number {n} of all</a></td><td><b>Closes</b> <i>{n} May 2027</i></td></tr>'
        for n in range(1, 6)
    )
    best = discover(f"<table>{rows}</table>".encode(), URL, None).structures[0]
    assert best.count == 5
    assert best.rows[0].deadline is not None
    assert "1 May 2027" in best.rows[0].deadline


def test_dates_of_publishing_are_not_proposed_as_deadlines() -> None:
    rows = "".join(
        f'<article class="post"><h2><a href="/n/{n}">News item number {n}</a></h2>'
        f'<time datetime="2026-05-0{n}">x</time></article>'
        for n in range(1, 6)
    )
    best = discover(f"<main>{rows}</main>".encode(), URL, None).structures[0]
    assert (best.selectors.item, best.selectors.deadline) == ("article.post", "")


def test_feeds_are_found_by_autodiscovery() -> None:
    head = '<link rel="alternate" type="application/rss+xml" title="Nyheter" href="/rss.xml">'
    feeds = discover(list_page(head=head), URL, None).feeds
    assert [(f.url, f.title) for f in feeds] == [("https://funder.example/rss.xml", "Nyheter")]


def test_a_page_without_a_list_offers_nothing() -> None:
    assert discover(b"<html><body><p>Hello</p><a href='/a'>a</a></body></html>", URL, None).structures == ()


def test_parts_of_chosen_items() -> None:
    found = suggest(list_page(), URL, None, "ul.calls > li")
    assert found
    assert (found.title, found.deadline) == ("h3", "span.deadline")
    assert suggest(list_page(), URL, None, ".nothing") is None


@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: {"data": {"hits": v}, "facets": [1, 2, 3]}])
def test_json_paths(wrap: object) -> None:
    dates = {"created": "2026-01-01", "closingDate": "2027-01-02"}
    items = [{"id": n, "title": {"sv": f"T{n}"}, "name": f"N{n}", "url": f"/{n}", **dates} for n in range(3)]
    found = propose_paths(wrap(items))  # type: ignore[operator]
    assert found["items"] in (".", "data.hits")
    assert {k: found[k] for k in ("title", "link", "deadline", "id")} == {
        "title": "name",
        "link": "url",
        "deadline": "closingDate",
        "id": "id",
    }
    assert propose_paths({"a": "b"}) == {}
