"""List pages into rows by selectors."""

from __future__ import annotations

import pickle

import pytest

from tests.pages import LOGIN, detail_page, list_page
from watcher.errors import ParseError
from watcher.parse.listing import Selectors, parse_detail, parse_listing

URL = "https://funder.example/utlysningar"
ALL = Selectors("li.call", "h3", "", ".deadline", ".intro", "a.next")


def test_rows_come_with_absolute_links_and_the_raw_deadline() -> None:
    page = parse_listing(list_page(extra='<a class="next" href="?page=2">Nästa</a>'), URL, None, ALL)
    first = page.rows[0]
    assert (first.title, first.link) == ("Klimatanpassning i kommuner", "https://funder.example/utlysningar/klimat")
    assert first.deadline == "Sista ansökningsdag: 15 mars 2027 kl. 16.00"
    assert first.summary.startswith("En utlysning")
    assert page.next_url == "https://funder.example/utlysningar?page=2"
    assert page.matched == {"item": 4, "title": 4, "deadline": 4, "summary": 4, "next": 1}
    assert pickle.loads(pickle.dumps(page)) == page


def test_attributes_the_item_itself_and_the_pages_own_base() -> None:
    html = b"""<base href="https://other.example/x/">
    <a class="c" href="1">One call<time datetime="2027-01-02">s</time></a>
    <a class="c" href="javascript:alert(1)">Two calls</a>"""
    page = parse_listing(html, URL, None, Selectors("a.c", ".", ".", "time@datetime"))
    assert [(r.title, r.link, r.deadline) for r in page.rows] == [
        ("One call s", "https://other.example/x/1", "2027-01-02"),
        ("Two calls", "", ""),
    ]


def test_selectors_that_match_nothing_are_counted() -> None:
    page = parse_listing(list_page(), URL, None, Selectors("li.call", "h5", "", ".slut"))
    assert (page.matched["item"], page.matched["title"], page.matched["deadline"]) == (4, 0, 0)


def test_a_link_back_to_the_page_is_no_link() -> None:
    page = parse_listing(b'<p class="x"><a href="#a">A call</a></p>', URL, None, Selectors(".x", "a"))
    assert page.rows[0].link == ""


def test_the_charset_of_the_answer_or_of_the_page_is_used() -> None:
    html = '<meta charset="iso-8859-1"><p class="x"><a href="/å">Åmål</a></p>'.encode("latin-1")
    for charset in (None, "iso-8859-1", "no-such-charset"):
        assert parse_listing(html, URL, charset, Selectors(".x", "a")).rows[0].title == "Åmål"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LOGIN, "inloggning"),
        (b"", "tomt"),
        (b'{"a": 1}', "JSON"),
        (b"%PDF-1.7 ...", "fil"),
    ],
)
def test_what_is_no_list_says_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_listing(content, URL, None, ALL)


@pytest.mark.parametrize("selector", ["li[", "li:unknown(3)", "> > x"])
def test_an_invalid_selector_is_named(selector: str) -> None:
    with pytest.raises(ParseError, match=r"title.*giltig"):
        parse_listing(list_page(), URL, None, Selectors("li.call", selector))


def test_control_characters_and_long_titles_do_not_come_through() -> None:
    html = f'<p class="x"><a href="/1">A\x07&#8238;{"b" * 2000}</a></p>'.encode()
    title = parse_listing(html, URL, None, Selectors(".x", "a")).rows[0].title
    assert len(title) == 500
    assert title.startswith("A bbb")


def test_a_detail_page_gives_its_main_part_or_what_is_asked() -> None:
    whole = parse_detail(detail_page("3 maj 2027"), URL, None, "", "", "")
    assert "Meny" not in whole.text
    assert "Deadline" in whole.text
    asked = parse_detail(detail_page("3 maj 2027"), URL, None, "dd", ".none", "main p")
    assert (asked.deadline, asked.summary) == ("3 maj 2027", None)
    assert asked.text == "Stödet går till kommuner som samarbetar."
    assert asked.matched == {"detail_deadline": 1, "detail_summary": 0, "detail_text": 1}
