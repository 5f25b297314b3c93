"""Hostile pages in the child process: an answer or a ParseError, in time, and clean values only."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest

from watcher.errors import ParseError
from watcher.parse import sandbox
from watcher.parse.discover import discover
from watcher.parse.listing import MAX_ITEMS, ListingPage, Selectors, parse_listing

WALL = 1.5
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
HOSTILE = {
    "200,000 items": b"<li><a href=/1>x</a>" * 200_000,
    "100,000 nested tags": b"<li>" * 100_000,
    "20,000 attributes": b"<li " + b"".join(b"a%d=1 " % n for n in range(20_000)) + b"><a href=x>y",
    "a title of 1 MB": b"<li><a href=/1>" + b"t\x07" * 500_000,
    "comments without end": b"<!--" * 500_000,
    "every byte": b"<li><a href=/1>" + bytes(range(256)) * 4_000,
    "ends of entities": b"<li><a>" + b"&#x110000;&#0;&#xd800;" * 50_000,
    "beyond the cap": b"<li>" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_bounded(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", WALL)
    began = time.monotonic()
    try:
        page: ListingPage | None = sandbox.limited(
            parse_listing, HOSTILE[name], "https://example.org/", None, Selectors("li", "a")
        )
    except ParseError:
        page = None
    assert time.monotonic() - began < WALL + 2
    for row in page.rows if page else ():
        assert len(row.title) <= 500
        assert not CONTROL.search(row.title + row.text)
    assert page is None or len(page.rows) <= MAX_ITEMS


@pytest.mark.parametrize("name", HOSTILE)
def test_looking_at_a_hostile_page_is_bounded(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", WALL)
    began = time.monotonic()
    with suppress(ParseError):
        sandbox.limited(discover, HOSTILE[name], "https://example.org/", None)
    assert time.monotonic() - began < WALL + 2
