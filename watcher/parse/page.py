"""HTML pages as trees. With watcher.parse.listing and watcher.parse.discover the home of Beautiful Soup."""

from __future__ import annotations

import json
import logging
import warnings

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from soupsieve import SelectorSyntaxError

from watcher.errors import ParseError
from watcher.parse.text import absolute_url, one_line

MAX_BYTES = 8 * 1024 * 1024
"""A page of calls is under one megabyte; what is far larger is no such page."""
_NOTICED = 20_000

logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # it tells each page's undecodable bytes on stderr


def tree_of(content: bytes, charset: str | None) -> BeautifulSoup:
    """The page's tree. Raises ParseError when the answer is empty, JSON, a file or too large."""
    if len(content) > MAX_BYTES:
        raise ParseError(f"sidan är {len(content)} byte, mer än {MAX_BYTES} läses inte")
    _refuse_others(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(content, "html.parser", from_encoding=charset)


def _refuse_others(content: bytes) -> None:
    start = content[:_NOTICED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise ParseError("svaret är tomt, en webbsida väntades")
    if start[:1] in b"{[" and _is_json(content):
        raise ParseError('svaret är JSON, en webbsida väntades: använd kind = "json"')
    if start[:5] == b"%PDF-" or (b"\x00" in start and b"<" not in start):
        raise ParseError("svaret är en fil, en webbsida väntades")


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def base_of(tree: BeautifulSoup, url: str) -> str:
    """What relative links start from: the page's own ``<base href>`` when it has one."""
    base = tree.find("base", href=True)
    return (absolute_url(str(base["href"]), url) if isinstance(base, Tag) else None) or url


def is_login(tree: BeautifulSoup) -> bool:
    """Whether the page asks for a password."""
    return tree.select_one("input[type=password]") is not None


def select(node: Tag, selector: str, name: str) -> list[Tag]:
    """The elements a selector matches; ``.`` is the element itself. Raises ParseError for an invalid selector."""
    css, _ = split(selector)
    if css in ("", "."):
        return [node]
    try:
        return list(node.select(css))
    except (SelectorSyntaxError, NotImplementedError, ValueError) as error:
        raise ParseError(f"{name}: {one_line(selector, 80)!r} är ingen giltig CSS-selektor") from error


def split(selector: str) -> tuple[str, str]:
    """``time@datetime`` is the attribute of the element: the selector and the attribute's name, or nothing."""
    css, at, attribute = selector.strip().rpartition("@")
    simple = at and attribute.replace("-", "").isalnum()
    return (css.strip(), attribute) if simple else (selector.strip(), "")


def text_of(node: Tag, attribute: str = "", limit: int = 2_000) -> str:
    """The text of an element on one line, or of its attribute; blocks do not run together."""
    if attribute:
        value = node.get(attribute)
        return one_line(" ".join(value) if isinstance(value, list) else str(value or ""), limit)
    return one_line(node.get_text(" "), limit)


def address_of(node: Tag, base: str, page: str, attribute: str = "href") -> str:
    """Where an element leads, without its fragment; ``""`` when it leads nowhere or back to the page itself."""
    raw = node.get(attribute or "href")
    if raw is None and (inner := node.find("a", href=True)) and isinstance(inner, Tag):
        raw = inner.get("href")
    url = absolute_url(str(raw), base) if raw and str(raw).strip() else None
    plain = (url or "").split("#")[0]
    return "" if plain == page.split("#")[0] else plain
