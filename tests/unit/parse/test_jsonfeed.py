"""JSON Feed as one more kind of feed."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from watcher.errors import ParseError
from watcher.parse.feed import parse_feed

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Calls",
    "items": [
        {
            "id": 7,
            "url": "/calls/7",
            "title": "Lakes &amp; rivers",
            "content_text": "1 < 2",
            "date_published": "2026-11-23T08:00:00+01:00",
        },
        {
            "url": "javascript:alert(1)",
            "external_url": "https://example.org/8",
            "title": "Eight",
            "date_published": "x",
        },
        "noise",
    ],
}


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_items_are_those_of_any_feed(start: bytes) -> None:
    feed = parse_feed(start + json.dumps(FEED).encode(), "https://example.org/feed.json")
    first, second = feed.items
    assert (first.guid, first.title, first.link) == ("7", "Lakes & rivers", "https://example.org/calls/7")
    assert first.summary_html == "1 &lt; 2"
    assert first.published == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    assert (second.guid, second.link, second.published) == ("https://example.org/8", "https://example.org/8", None)


@pytest.mark.parametrize("content", [b'{"items": []}', b'{"version": "https://jsonfeed.org/version/1"}', b"{"])
def test_other_json_is_no_feed(content: bytes) -> None:
    with pytest.raises(ParseError):
        parse_feed(content, "https://example.org/feed.json")
