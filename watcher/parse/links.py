"""A page's links of a known form: how calls are found where only the form of their addresses is known.

Nothing is assumed of the page's markup but that its links are links. Runs in the sandbox.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from watcher.errors import ParseError
from watcher.parse.listing import MAX_ITEMS, ListingPage, ListRow
from watcher.parse.page import address_of, base_of, is_login, select, split, tree_of


def parse_links(content: bytes, url: str, charset: str | None, forms: tuple[str, ...], following: str) -> ListingPage:
    """The addresses on the page's own host whose path has one of the forms (``*``: no stroke), each once.

    A row's title is its path until its own page has been read. Raises ParseError as parse_listing.
    """
    tree = tree_of(content, charset)
    base, host = base_of(tree, url), urlsplit(url).netloc.lower()
    patterns = [pattern_of(form) for form in forms]
    found: dict[str, ListRow] = {}
    for node in tree.select("a[href]"):
        link = address_of(node, base, url)
        parts = urlsplit(link)
        if parts.netloc.lower() == host and any(p.fullmatch(unquote(parts.path)) for p in patterns):
            found.setdefault(link, ListRow(parts.path, link, None, "", ""))
    if not found and is_login(tree):
        raise ParseError("sidan är en inloggningssida, ingen lista")
    nodes = select(tree, following, "next") if following else []
    next_url = address_of(nodes[0], base, url, split(following)[1]) if nodes else ""
    rows = tuple(found.values())
    return ListingPage(rows[:MAX_ITEMS], next_url, {"item": len(rows)}, max(0, len(rows) - MAX_ITEMS))


def pattern_of(form: str) -> re.Pattern[str]:
    """``/utlysningar/*.*.html`` as a pattern of whole paths; a stroke at the end may be there or not."""
    stars = "[^/]+".join(re.escape(part) for part in form.rstrip("/").split("*"))
    return re.compile(f"{stars}/?")
