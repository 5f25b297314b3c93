"""Where in the items of a list the title, the last day and the summary stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from bs4 import Tag

from watcher.parse.text import one_line
from watcher.rules.lastday import from_field, is_closing_label

MOST = 0.8
"""The share of the items that must have a part for it to be the items' title."""
SOME = 0.5
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*\d?(?:[A-Za-z_-]+)?")
_CLOSING_NAME = re.compile(r"deadline|closing|close-|end-?date|due|sista|slut", re.IGNORECASE)


def signature(node: Tag) -> str:
    """What an element is called as a selector: its tag and the classes that look chosen, not counted."""
    value = node.get("class") or ""
    classes = value.split() if isinstance(value, str) else value
    named = [c for c in classes if _NAME.fullmatch(c)]
    return node.name + "".join(f".{c}" for c in named[:3])


def parts_of(items: list[Tag]) -> dict[str, str]:
    """Selectors of title, deadline and summary within items; a part that is not found is left out."""
    title = _title(items)
    found = {"title": title, "deadline": _deadline(items), "summary": _summary(items)}
    return {name: css for name, css in found.items() if css}


def _title(items: list[Tag]) -> str:
    """A heading that most items have, else the kind of link with the longest text."""
    for level in range(1, 7):
        if _share(items, lambda item, level=level: bool(_said(item.find(f"h{level}")))) >= MOST:  # type: ignore[misc]
            return f"h{level}"
    lengths: Counter[str] = Counter()
    for item in items:
        for css, node in _firsts(item.find_all("a", href=True)).items():
            lengths[css] += min(len(_said(node)), 200)
    best = next(iter(lengths.most_common(1)), None)
    if best and best[1] >= 10 * len(items):
        return best[0]
    return "." if items and items[0].name == "a" else ""


def _deadline(items: list[Tag]) -> str:
    """An element that holds a readable date in half of the items and is called, or labelled, a last day.

    Dates without such a sign are left alone: most dates in lists are those of publishing.
    """
    votes: Counter[str] = Counter()
    for item in items:
        for css, node in _firsts(n for n in item.find_all(True) if len(n.get_text()) <= 200).items():
            if _is_last_day(node):
                votes[f"{css}@datetime" if node.name == "time" and node.get("datetime") else css] += 1
    best = max(votes.items(), key=lambda vote: (vote[1], "@" in vote[0], "." in vote[0], len(vote[0])), default=None)
    return best[0] if best and best[1] >= SOME * len(items) else ""


def _is_last_day(node: Tag) -> bool:
    text = str(node.get("datetime") or "") or node.get_text(" ", strip=True)
    if not from_field(text, "UTC", "dmy").deadlines:
        return False
    before = node.find_previous_sibling()
    beside = before.get_text(" ", strip=True)[-40:] if isinstance(before, Tag) else ""
    own = node.get_text(" ", strip=True)
    leading = own or beside
    names = " ".join([signature(node), str(node.get("id") or "")])
    return bool(_CLOSING_NAME.search(names)) or is_closing_label(leading) or is_closing_label(beside)


def _summary(items: list[Tag]) -> str:
    lengths: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for item in items:
        for css, node in _firsts(item.find_all(["p", "div", "span", "td"])).items():
            text = _said(node)
            if len(text) >= 40 and not node.find(["h1", "h2", "h3", "h4", "p", "div", "a"]):
                lengths[css] += len(text)
                counts[css] += 1
    fine = {css: total for css, total in lengths.items() if counts[css] >= SOME * len(items)}
    return max(fine, key=lambda css: fine[css], default="")


def _firsts(nodes: Iterable[object]) -> dict[str, Tag]:
    """The first element of each signature: what a selector would take."""
    found: dict[str, Tag] = {}
    for node in nodes:
        if isinstance(node, Tag):
            found.setdefault(signature(node), node)
    return found


def _share(items: list[Tag], holds: Callable[[Tag], bool]) -> float:
    return sum(map(holds, items)) / len(items) if items else 0.0


def _said(node: object) -> str:
    return one_line(node.get_text(" "), 400) if isinstance(node, Tag) else ""
