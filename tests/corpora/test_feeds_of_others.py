"""2,106 odd feeds collected by others: none may break the parser or let a dirty value through."""

from __future__ import annotations

import re
import tarfile
from urllib.parse import urlsplit

import pytest

from tests.shared import shared
from watcher.errors import ParseError
from watcher.parse.feed import parse_feed
from watcher.parse.html import to_text

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.mark.shared
def test_every_feed_gives_clean_items_or_a_parse_error() -> None:
    read = refused = 0
    with tarfile.open(shared("hostile", "feedparser-tests.tar.gz")) as archive:
        for member in archive:
            handle = archive.extractfile(member)
            if handle is None or not member.name.endswith((".xml", ".json")):
                continue
            try:
                feed = parse_feed(handle.read(), "https://example.org/feed.xml")
            except ParseError:
                refused += 1
                continue
            read += 1
            for item in feed.items:
                assert len(item.title) <= 500, member.name
                assert not CONTROL.search(item.title + item.guid), member.name
                assert not item.link or urlsplit(item.link).scheme in ("http", "https"), member.name
                assert item.published is None or item.published.tzinfo is not None, member.name
                assert not CONTROL.search(to_text(item.summary_html)), member.name
    assert read > 1500, f"{read} read, {refused} refused"
