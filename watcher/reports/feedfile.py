"""A person's matches as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from watcher.reports.entries import Entry

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


def atom(name: str, key: str, found: Sequence[Entry], now: dt.datetime) -> bytes:
    """The feed; ``key`` tells it from all others and holds nothing secret."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": "sv"})
    _text(feed, "title", name)
    _text(feed, "id", f"urn:bidragsvakt:{key}")
    _text(feed, "updated", _moment(max((e.seen for e in found), default=now)))
    _text(ElementTree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Bidragsvakt")
    for entry in found:
        part = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(part, "title", entry.title).set(f"{{{_XML}}}lang", entry.language)
        _text(part, "id", f"urn:bidragsvakt:{key}:{entry.key}")
        _text(part, "updated", _moment(entry.seen))
        _text(part, "summary", entry.summary)
        if entry.url:
            ElementTree.SubElement(part, f"{{{_ATOM}}}link", {"rel": "alternate", "href": entry.url})
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def json_feed(name: str, key: str, found: Sequence[Entry]) -> bytes:
    """The same for readers of JSON."""
    items: list[dict[str, Any]] = [
        {
            "id": f"urn:bidragsvakt:{key}:{e.key}",
            "title": e.title,
            "language": e.language,
            "content_text": e.summary,
            "date_published": _moment(e.seen),
            **({"url": e.url} if e.url else {}),
        }
        for e in found
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "language": "sv", "items": items}
    return json.dumps(feed, ensure_ascii=False).encode()


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    part = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    part.text = "".join(c for c in text if c in "\t\n" or c >= " ")  # XML has no other control characters
    return part


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
