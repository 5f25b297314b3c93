"""A source's options with their types, and what the kinds that read several pages share."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from db.records import CallFacts
from watcher.config.sourcefile import SourceConfig
from watcher.rules.lastday import LastDay

MAX_PAGES = 10
"""Pages read when the source does not say how many."""


def text_option(source: SourceConfig, key: str) -> str:
    """A text of sources.toml, ``""`` where it is not set."""
    return str(source.options.get(key, ""))


def number_option(source: SourceConfig, key: str, default: int) -> int:
    """A whole number of sources.toml."""
    value = source.options.get(key, default)
    return value if isinstance(value, int) else default


def shows_all(source: SourceConfig) -> bool:
    """Whether the source is meant to show every call that is open (``complete = false`` says that it does not)."""
    return source.options.get("complete", True) is True


def same_host(url: str, other: str) -> bool:
    """Whether two addresses have one scheme and host: nothing that a page says leads a crawl elsewhere."""
    a, b = urlsplit(url), urlsplit(other)
    return (a.scheme, a.netloc.lower()) == (b.scheme, b.netloc.lower())


def with_last_day(facts: CallFacts, last: LastDay) -> CallFacts:
    """The facts with the last day, or with its raw text where it could not be read."""
    unread = {**facts.unread, "deadline": last.unread} if last.unread else facts.unread
    return replace(facts, deadlines=last.deadlines, unread=unread)
