"""Looks at a JSON answer nobody has described: where its list is, and which names hold what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from watcher.parse.paths import text_at
from watcher.rules.lastday import from_field

FEWEST = 2
_DEPTH = 4
_NAMES = {
    "title": ("title", "titel", "name", "rubrik", "heading", "headline", "label"),
    "id": ("id", "identifier", "uuid", "slug", "reference", "code", "diarienummer"),
    "link": ("url", "link", "href", "länk", "permalink", "webpage", "uri"),
    "deadline": ("deadline", "deadlinedate", "closingdate", "closing_date", "enddate", "end_date", "closes",
                 "sistaansokningsdag", "slutdatum", "applicationdeadline", "deadline_date"),
    "opening": ("openingdate", "opening_date", "startdate", "start_date", "opens", "startdatum"),
    "summary": ("summary", "description", "abstract", "excerpt", "beskrivning", "ingress", "sammanfattning"),
}  # fmt: skip


def propose_paths(value: Any) -> dict[str, str]:
    """Paths as the kind ``json`` wants them; empty when there is no list of items with titles."""
    best: dict[str, str] = {}
    most = 0
    for path, items in _lists(value, (), 0):
        objects = [i for i in items[:50] if isinstance(i, dict)]
        parts = _parts(objects) if len(objects) >= FEWEST else {}
        score = len(parts) * min(len(items), 50)
        if "title" in parts and score > most:
            best, most = {"items": ".".join(path) or ".", **parts}, score
    return best


def _lists(value: Any, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    if isinstance(value, list):
        yield path, value
    elif isinstance(value, dict) and depth < _DEPTH:
        for key, child in list(value.items())[:200]:
            yield from _lists(child, (*path, str(key).replace(".", r"\.")), depth + 1)


def _parts(items: list[dict[str, Any]]) -> dict[str, str]:
    """The first name of each kind that half of the items fill; a deadline must read as a date."""
    found: dict[str, str] = {}
    keys = list(_keys(items[0]))
    for part, names in _NAMES.items():
        for path in sorted(keys, key=lambda p: (p.count("."), _rank(p, names))):
            texts = [text_at(item, path) for item in items]
            filled = sum(bool(from_field(t, "UTC", "dmy").deadlines) if part in ("deadline", "opening") else bool(t)
                         for t in texts)  # fmt: skip
            if _rank(path, names) < len(names) and 2 * filled >= len(items):
                found[part] = path
                break
    return found


def _rank(path: str, names: tuple[str, ...]) -> int:
    last = path.rpartition(".")[2].casefold()
    return names.index(last) if last in names else len(names)


def _keys(item: dict[str, Any]) -> Iterator[str]:
    """The names of an item and of the objects right inside it."""
    for key, value in list(item.items())[:200]:
        name = str(key).replace(".", r"\.")
        if isinstance(value, dict):
            yield from (f"{name}.{str(k).replace('.', chr(92) + '.')}" for k in list(value)[:50])
        else:
            yield name
