"""XML and HTML made to hurt: each ends in clean items or a clear reason, and our own memory hardly grows."""

from __future__ import annotations

import resource

import pytest

from watcher.errors import ParseError
from watcher.parse.feed import parse_feed
from watcher.parse.feedrecords import MAX_ITEMS, Feed
from watcher.parse.html import to_sections
from watcher.parse.sandbox import limited

GROWTH = 150 * 1024
"""kB that our own process may grow by."""


def rss(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def item(title: str = "Title", extra: str = "") -> str:
    return f"<item><title>{title}</title><link>https://example.org/1</link><guid>g</guid>{extra}</item>"


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip
ATTACKS: dict[str, bytes] = {
    "billion laughs": rss(item("&a9;"), LAUGHS),
    "quadratic entity": rss(item("&a;" * 20_000), f"<!DOCTYPE x [<!ENTITY a '{'x' * 20_000}'>]>"),
    "external entity": rss(item("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "external dtd": rss(item(), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd">'),
    "parameter entity": rss(item(), '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'),
    "nested tags": rss(item(extra="<description>" + "<b>" * 100_000 + "</description>")),
    "nested elements": rss("<a>" * 100_000),
    "200,000 items": rss("<item><title>t</title><guid>g</guid></item>" * 200_000),
    "20,000 attributes": rss("<item " + " ".join(f'a{n}="x"' for n in range(20_000)) + "><title>t</title></item>"),
    "long author": rss(item(extra=f"<author>{'a@b ' * 250_000}</author>")),
    "many namespaces": rss("<item " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(5_000)) + "/>"),
    "nul bytes": rss(item("Ti\0tle")),
    "wrong utf-8": rss(item()).replace(b"Title", b"Ti\xff\xfe\xc3tle"),
    "says utf-16": rss(item()).replace(b'"1.0"', b'"1.0" encoding="UTF-16"'),
    "unknown encoding": rss(item()).replace(b'"1.0"', b'"1.0" encoding="x-evil"'),
    "utf-7": rss(item("+ADw-script+AD4-")).replace(b'"1.0"', b'"1.0" encoding="utf-7"'),
    "year 0": rss(item(extra="<pubDate>Mon, 01 Jan 0000 00:00:00 GMT</pubDate>")),
    "year 9999": rss(item(extra="<pubDate>Fri, 31 Dec 9999 23:59:59 -1200</pubDate>")),
    "title of 1 MB": rss(item("T" * 1_000_000)),
    "script in title": rss(item("&lt;script&gt;alert(1)&lt;/script&gt;Title")),
    "link to javascript": rss(item()).replace(b"https://example.org/1", b"javascript:alert(1)"),
    "cdata never ends": rss("<item><title><![CDATA[" + "x" * 500_000),
    "comment never ends": rss("<item><!--" + "-" * 500_000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_in_clean_items_or_a_reason(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        feed = limited(parse_feed, ATTACKS[name], "https://example.org/feed.xml")
    except ParseError:
        feed = Feed("", ())
    assert len(feed.items) <= MAX_ITEMS
    for found in feed.items:
        assert len(found.title) <= 500
        assert "\0" not in found.title
        assert "<script" not in found.title
        assert "root:" not in found.title, "a file was read"
        assert not found.link.startswith("javascript")
        assert found.published is None or 1995 <= found.published.year <= 2100
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH


HTML = {
    "nested tags": "<div>" * 100_000,
    "attributes": "<p " + " ".join(f'a{n}="x"' for n in range(20_000)) + ">t</p>",
    "entities": "&amp;" * 200_000,
    "unclosed": "<a href='" * 50_000,
    "svg and math": "<svg><style><img src=x onerror=alert(1)></style></svg><math><mi xlink:href='javascript:x'>t",
    "lone surrogates": "a\ud800b",
}


@pytest.mark.parametrize("name", HTML)
def test_html_made_to_hurt_becomes_text(name: str) -> None:
    try:
        sections = limited(to_sections, HTML[name])
    except ParseError:
        return
    assert all("<" not in s.text or name == "unclosed" for s in sections)
    assert all("\ud800" not in s.text for s in sections)
