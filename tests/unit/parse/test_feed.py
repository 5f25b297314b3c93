"""Feeds into items."""

from __future__ import annotations

import datetime as dt

import pytest

from watcher.errors import ParseError
from watcher.parse.feed import parse_feed

RSS = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Calls &amp; news</title>
<item><title>Call for &lt;b&gt;lakes&lt;/b&gt;</title><link>/calls/1</link><guid isPermaLink="false">x-1</guid>
<description>&lt;p&gt;Restore&lt;/p&gt;</description><pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate></item>
<item><title>No guid</title><link>https://example.org/2</link></item></channel></rss>"""


def test_items_come_with_absolute_links_and_utc_times() -> None:
    feed = parse_feed(RSS, "https://example.org/feed")
    first, second = feed.items
    assert feed.title == "Calls & news"
    assert (first.guid, first.title, first.link) == ("x-1", "Call for lakes", "https://example.org/calls/1")
    assert first.published == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    assert second.guid == "https://example.org/2"
    assert second.published is None


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<!doctype html><html><title>Log in</title></html>", "webbsida"), (b"", "inget flöde"), (b"{}", "inget flöde")],
)
def test_what_is_no_feed_says_so(content: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_feed(content, "https://example.org/feed")


def test_a_year_no_calendar_has_is_unknown() -> None:
    odd = RSS.replace(b"Mon, 23 Nov 2026 08:00:00 +0100", b"Mon, 23 Nov 0000 08:00:00 +0100")
    assert parse_feed(odd, "https://example.org/feed").items[0].published is None
