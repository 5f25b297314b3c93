"""Looks at a page nobody has described: its feeds, and what repeats on it like a list of calls.

Every link's ancestors are grouped by what they are called and what they stand in. A group of three or more whose
members have links and titles of their own may be the list; longer texts and dates with a label speak for it.
Module-level functions of bytes, so that they run in the sandbox.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from watcher.errors import ParseError
from watcher.parse.discoverparts import parts_of, signature
from watcher.parse.listing import ListingPage, ListRow, Selectors, parse_listing
from watcher.parse.page import base_of, select, tree_of
from watcher.parse.text import absolute_url, one_line

FEWEST = 3
MAX_LINKS = 3_000
MAX_PROPOSALS = 3
_LEVELS = 8
_SAMPLE = 20
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_NOISE = "nav, header nav, footer, aside, form, script, style, [role=navigation], [role=contentinfo]"
_NEXT = (
    "a[rel~=next]",
    "link[rel~=next]",
    "li.next a",
    "a.next",
    ".pager__item--next a",
    ".pagination-next a",
    'a[aria-label*="Nästa"]',
    'a[aria-label*="Next"]',
    'a:-soup-contains("Nästa")',
    'a:-soup-contains("Next")',
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A way to read the page as a list, and what that gives: the number of items and the first of them."""

    selectors: Selectors
    count: int
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a page offers, best structure first. ``language`` is two letters or empty."""

    title: str
    language: str
    feeds: tuple[FeedLink, ...] = ()
    structures: tuple[Structure, ...] = ()


def discover(content: bytes, url: str, charset: str | None) -> Discovery:
    """Look at a page. Raises ParseError when it is no web page."""
    tree = tree_of(content, charset)
    title = tree.find("title")
    html = tree.find("html")
    language = str(html.get("lang") or "")[:2].lower() if isinstance(html, Tag) else ""
    feeds = _feeds(tree, base_of(tree, url))
    following = _next_selector(tree)
    for noise in select(tree, _NOISE, "noise"):
        noise.extract()
    found = [Selectors(item, **parts, next=following) for item, parts in _guesses(tree)]
    return Discovery(
        title=one_line(title.get_text(" "), 120) if title else "",
        language=language if language.isalpha() and len(language) == 2 else "",
        feeds=feeds,
        structures=tuple(_tried(content, url, charset, found))[:MAX_PROPOSALS],
    )


def feeds_named(content: bytes, url: str, charset: str | None) -> tuple[str, ...]:
    """The addresses of the feeds that a page names as its own (``<link rel=alternate>``), in its order."""
    tree = tree_of(content, charset)
    base = base_of(tree, url)
    found = (absolute_url(str(node.get("href")), base) for node in _alternates(tree))
    return tuple(dict.fromkeys(address for address in found if address))


def _alternates(tree: BeautifulSoup) -> list[Tag]:
    return [n for n in tree.select("link[rel~=alternate][href]") if str(n.get("type", "")).lower() in _FEED_TYPES]


def suggest(content: bytes, _url: str, charset: str | None, item: str) -> Selectors | None:
    """Selectors for the parts of items that are already chosen; None when the item selector matches nothing."""
    tree = tree_of(content, charset)
    items = select(tree, item, "item")
    return Selectors(item, **parts_of(items[:_SAMPLE]), next=_next_selector(tree)) if items else None


def _feeds(tree: BeautifulSoup, base: str) -> tuple[FeedLink, ...]:
    """Autodiscovery links first, then links that look like a feed."""
    links = _alternates(tree)
    links += tree.select('a[href$=".rss"], a[href$=".atom"], a[href*="/rss"], a[href*="/feed"], a[href$="rss.xml"]')
    found: dict[str, FeedLink] = {}
    for node in links:
        url = absolute_url(str(node.get("href")), base)
        if url:
            found.setdefault(url, FeedLink(url, one_line(str(node.get("title") or node.get_text(" ")), 120)))
    return tuple(found.values())[:10]


def _next_selector(tree: BeautifulSoup) -> str:
    return next((css for css in _NEXT if any(n.get("href") for n in select(tree, css, "next"))), "")


def _guesses(tree: BeautifulSoup) -> list[tuple[str, dict[str, str]]]:
    """Item selectors with the selectors of their parts, the best first."""
    scored = []
    for members in _groups(tree).values():
        sample = members[:_SAMPLE]
        parts = parts_of(sample) if len(members) >= FEWEST else {}
        if parts.get("title"):
            scored.append((_score(members, sample, parts), _item_selector(tree, members), parts))
    scored.sort(key=lambda entry: -entry[0])
    return [(item, parts) for score, item, parts in scored if score > 0 and item][: 2 * MAX_PROPOSALS]


def _groups(tree: BeautifulSoup) -> dict[tuple[str, str], list[Tag]]:
    """The ancestors of all links by what their parent and they are called."""
    groups: dict[tuple[str, str], dict[int, Tag]] = defaultdict(dict)
    for link in tree.select("a[href]")[:MAX_LINKS]:
        node: Tag | None = link
        for _ in range(_LEVELS):
            if node is None or node.name in ("body", "html", "[document]"):
                break
            parent = node.parent
            groups[signature(parent) if parent else "", signature(node)][id(node)] = node
            node = parent
    return {key: list(members.values()) for key, members in groups.items()}


def _score(members: list[Tag], sample: list[Tag], parts: dict[str, str]) -> float:
    """More, longer and more varied members are better; a link or a title shared by most is no list."""
    titles = [_text(item, parts["title"]) for item in sample]
    links = [_first_href(item) for item in sample]
    if len(set(titles)) < 0.8 * len(sample) or len({link for link in links if link}) < 0.8 * len(sample):
        return 0.0
    average_title = sum(map(len, titles)) / len(titles)
    if average_title < 10:
        return 0.0
    average_text = sum(len(item.get_text(" ", strip=True)) for item in sample) / len(sample)
    many_links = sum(len(item.find_all("a", href=True)) for item in sample) / len(sample)
    bonus = 1.0 + 2.0 * bool(parts.get("deadline")) + 0.5 * bool(parts.get("summary"))
    size = math.sqrt(min(len(members), 30) * min(average_text, 600))
    return size * bonus / (1 + max(0.0, many_links - 4))


def _first_href(item: Tag) -> str:
    node = item if item.get("href") else item.find("a", href=True)
    return str(node.get("href")) if isinstance(node, Tag) else ""


def _text(item: Tag, selector: str) -> str:
    found = select(item, selector, "title")
    return one_line(found[0].get_text(" "), 200) if found else ""


def _item_selector(tree: BeautifulSoup, members: list[Tag]) -> str:
    """The shortest that matches these and little else; empty when none does."""
    own = signature(members[0])
    parents = [p for p in (members[0].parent, members[0].parent.parent if members[0].parent else None) if p]
    longer = [f"{signature(parents[0])} > {own}"] if parents else []
    longer += [f"{signature(parents[1])} > {longer[0]}"] if len(parents) > 1 else []
    for css in (own, *longer):
        if len(select(tree, css, "item")) <= 1.2 * len(members):
            return css
    return longer[-1] if longer else ""


def _tried(content: bytes, url: str, charset: str | None, guesses: list[Selectors]) -> list[Structure]:
    """The guesses that give rows, read as the source would be; one that gives the same rows as a better is left out."""
    found: list[Structure] = []
    for selectors in guesses:
        try:
            page: ListingPage = parse_listing(content, url, charset, selectors)
        except ParseError:
            continue
        rows = tuple(row for row in page.rows if row.title and row.link)
        links = {row.link for row in rows}
        again = any(len(links & {row.link for row in other.rows}) > 0.5 * len(links) for other in found)
        if len(rows) >= FEWEST and not again:
            found.append(Structure(selectors, len(page.rows), rows))
    return found
