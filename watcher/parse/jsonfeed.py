"""JSON Feed (jsonfeed.org, versions 1 and 1.1) into the same items as RSS and Atom."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

from watcher.errors import ParseError
from watcher.parse import jsontext
from watcher.parse.feedrecords import MAX_ITEMS, MAX_SUMMARY, Feed, FeedItem
from watcher.parse.html import to_text
from watcher.parse.text import absolute_url, one_line

_VERSION = "jsonfeed.org/version/1"
_FIRST_YEAR, _LAST_YEAR = 1995, 2100


def looks_like_json(content: bytes) -> bool:
    """Whether an answer is meant as JSON, whatever its media type says."""
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def parse_json_feed(content: bytes, base_url: str) -> Feed:
    """Read a JSON Feed's bytes. Raises ParseError when they are broken JSON or other JSON."""
    value = jsontext.loads(content.removeprefix(b"\xef\xbb\xbf"), "flödet")
    if not isinstance(value, dict) or _VERSION not in str(value.get("version", "")):
        raise ParseError("svaret är inget flöde utan annan JSON")
    entries = value.get("items")
    if not isinstance(entries, list):
        raise ParseError("flödet saknar items")
    items = tuple(_item(e, base_url) for e in entries[:MAX_ITEMS] if isinstance(e, dict))
    return Feed(one_line(_text(value.get("title"))), items, max(0, len(entries) - MAX_ITEMS))


def _item(entry: dict[str, Any], base_url: str) -> FeedItem:
    link = next((u for k in ("url", "external_url") if (u := _link(entry.get(k), base_url))), "")
    plain = _text(entry.get("content_text")) or _text(entry.get("summary"))
    markup = _text(entry.get("content_html")) or html.escape(plain)
    return FeedItem(
        guid=one_line(_text(entry.get("id")) or link, 300),
        title=one_line(to_text(_text(entry.get("title")))),
        link=link,
        summary_html=markup[:MAX_SUMMARY],
        published=_time(_text(entry.get("date_published")) or _text(entry.get("date_modified"))),
    )


def _link(value: object, base_url: str) -> str | None:
    text = _text(value)
    return absolute_url(text, base_url) if text else None


def _text(value: object) -> str:
    """A text, or a number as a careless feed writes its ids; nothing of any other kind."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _time(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None
    except (ValueError, OverflowError):
        return None
