"""HTML list pages into rows by CSS selectors. Module-level functions of bytes, so that they run in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import Tag

from watcher.errors import ParseError
from watcher.parse.html import to_text
from watcher.parse.page import address_of, base_of, is_login, select, split, text_of, tree_of
from watcher.parse.text import one_line

MAX_ITEMS = 2_000
MAX_TEXT = 20_000
MAX_ITEM_TEXT = 5_000
ROW_PARTS = ("title", "link", "deadline", "summary")


@dataclass(frozen=True, slots=True)
class Selectors:
    """How to read a list page. Empty ones are not set; ``x@attr`` takes an attribute, ``.`` is the item itself."""

    item: str
    title: str
    link: str = ""
    deadline: str = ""
    summary: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One item as the page shows it. ``link`` is absolute or empty; ``deadline`` is its raw text, None if not asked."""

    title: str
    link: str
    deadline: str | None
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The rows of one page. ``matched`` tells of each selector in how many items it found something (``item``: how many
    there are, ``next``: 0 or 1)."""

    rows: tuple[ListRow, ...]
    next_url: str = ""
    matched: Mapping[str, int] = field(default_factory=dict)
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class DetailPage:
    """What a call's own page adds; ``deadline`` and ``summary`` are None when their selectors found nothing."""

    deadline: str | None
    summary: str | None
    text: str
    matched: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    """Its own heading, ``""`` when it has none."""


def parse_listing(content: bytes, url: str, charset: str | None, selectors: Selectors) -> ListingPage:
    """Read a list page. Raises ParseError for what is no web page, a login page, or an invalid selector."""
    tree = tree_of(content, charset)
    base = base_of(tree, url)
    items = select(tree, selectors.item, "item")
    if not items and is_login(tree):
        raise ParseError("sidan är en inloggningssida, ingen lista")
    asked = [name for name in ROW_PARTS if getattr(selectors, name)]
    matched = dict.fromkeys(["item", *asked], 0)
    matched["item"] = len(items)
    rows = [_row(item, base, url, selectors, matched) for item in items[:MAX_ITEMS]]
    following = select(tree, selectors.next, "next") if selectors.next else []
    if selectors.next:
        matched["next"] = min(1, len(following))
    next_url = address_of(following[0], base, url, split(selectors.next)[1]) if following else ""
    return ListingPage(tuple(rows), next_url, matched, max(0, len(items) - MAX_ITEMS))


def _row(item: Tag, base: str, url: str, selectors: Selectors, matched: dict[str, int]) -> ListRow:
    found = {name: _first(item, getattr(selectors, name), name) for name in ROW_PARTS if getattr(selectors, name)}
    texts = {name: text_of(node, split(getattr(selectors, name))[1]) if node else "" for name, node in found.items()}
    link = _link(item, base, url, selectors, found)
    for name in found:
        matched[name] += bool(link if name == "link" else texts[name])
    return ListRow(
        title=one_line(texts["title"]),
        link=link,
        deadline=texts.get("deadline"),
        summary=texts.get("summary", ""),
        text=to_text(item.decode_contents())[:MAX_ITEM_TEXT],
    )


def _link(item: Tag, base: str, url: str, selectors: Selectors, found: Mapping[str, Tag | None]) -> str:
    """By its selector; without one the title's link, else the item's first."""
    if selectors.link:
        node = found["link"]
        return address_of(node, base, url, split(selectors.link)[1]) if node else ""
    title = found["title"]
    around = title.find_parent("a", href=True) if title else None
    for node in (title, around, item):
        if isinstance(node, Tag) and (link := address_of(node, base, url)):
            return link
    return ""


def _first(node: Tag, selector: str, name: str) -> Tag | None:
    """The first element that says something."""
    attribute = split(selector)[1]
    found = select(node, selector, name)
    wanted = (one for one in found if name == "link" or text_of(one, attribute, 200))
    return next(wanted, None)


def parse_detail(
    content: bytes, _url: str, charset: str | None, deadline: str, summary: str, text: str, title: str = ""
) -> DetailPage:
    """Read a call's own page by selectors (empty: not set; the text is then the page's main part, the title its h1).

    Raises ParseError as parse_listing.
    """
    tree = tree_of(content, charset)
    if is_login(tree) and not tree.select("main, article"):
        raise ParseError("sidan är en inloggningssida")
    asked = {n: s for n, s in (("detail_deadline", deadline), ("detail_summary", summary), ("detail_text", text)) if s}
    found = {name: _all_text(tree, selector, name) for name, selector in asked.items()}
    heading = one_line(_all_text(tree, title or "h1", "detail_title"))
    body = found.get("detail_text", "") if text else _main(tree)
    return DetailPage(
        deadline=found.get("detail_deadline") or None,
        summary=found.get("detail_summary") or None,
        text=body[:MAX_TEXT],
        matched={name: int(bool(value)) for name, value in found.items()},
        title=heading,
    )


def _all_text(tree: Tag, selector: str, name: str) -> str:
    attribute = split(selector)[1]
    nodes = select(tree, selector, name)
    if name == "detail_text":
        return "\n\n".join(t for n in nodes[:50] if (t := to_text(n.decode())))
    return next((t for n in nodes if (t := text_of(n, attribute))), "")


def _main(tree: Tag) -> str:
    main = tree.select_one("main, [role=main], article, #content, .content") or tree.select_one("body") or tree
    for noise in main.select("nav, header, footer, aside, form, script, style"):
        noise.decompose()
    return to_text(main.decode())
