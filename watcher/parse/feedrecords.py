"""What a feed of any kind is read into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MAX_ITEMS = 2_000
MAX_SUMMARY = 200_000


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry: ``guid`` falls back to the link, ``link`` is absolute or empty, times are UTC or unknown."""

    guid: str
    title: str
    link: str
    summary_html: str
    published: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and items; ``dropped`` counts the items beyond the cap."""

    title: str
    items: tuple[FeedItem, ...]
    dropped: int = 0
