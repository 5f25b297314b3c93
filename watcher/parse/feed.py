"""RSS, Atom and JSON Feed into plain items. The only home of feedparser."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import feedparser

from watcher.errors import ParseError
from watcher.parse.feedrecords import MAX_ITEMS, MAX_SUMMARY, Feed, FeedItem
from watcher.parse.html import to_text
from watcher.parse.jsonfeed import looks_like_json, parse_json_feed
from watcher.parse.text import absolute_url, one_line

_FIRST_YEAR, _LAST_YEAR = 1995, 2100
"""Feeds came in the nineties; a time outside is a fault of the feed (year 0, 9999)."""


def parse_feed(content: bytes, base_url: str, charset: str | None = None) -> Feed:
    """Read a feed's bytes. Raises ParseError when they are no feed at all (a web page, an empty answer)."""
    if looks_like_json(content):
        return parse_json_feed(content, base_url)
    headers = {"content-location": base_url}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    parsed: Any = feedparser.parse(content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        looks_like_page = b"<html" in content[:2000].lower()
        raise ParseError("svaret är en webbsida, inget flöde" if looks_like_page else "svaret är inget flöde")
    entries = parsed.entries
    return Feed(
        title=one_line(str(parsed.feed.get("title", ""))),
        items=tuple(_item(e, base_url) for e in entries[:MAX_ITEMS]),
        dropped=max(0, len(entries) - MAX_ITEMS),
    )


def _item(entry: Any, base_url: str) -> FeedItem:
    link = absolute_url(str(entry.get("link") or ""), base_url) if entry.get("link") else None
    contents = entry.get("content") or [{}]
    return FeedItem(
        guid=one_line(str(entry.get("id") or link or ""), 300),
        title=one_line(to_text(str(entry.get("title") or ""))),
        link=link or "",
        summary_html=str(contents[0].get("value") or entry.get("summary") or "")[:MAX_SUMMARY],
        published=_time(entry.get("published_parsed") or entry.get("updated_parsed")),
    )


def _time(parsed: Any) -> dt.datetime | None:
    """feedparser gives UTC as nine numbers; years that no calendar has come too."""
    if parsed is None or not _FIRST_YEAR <= parsed[0] <= _LAST_YEAR:
        return None
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
