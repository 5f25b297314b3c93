"""What ``sources check`` can say of a source's selectors and paths: how often each found something, and what might."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watcher.config.sourcefile import SourceConfig
from watcher.jobs.deps import Deps
from watcher.parse import jsontext, paths
from watcher.parse.discover import Discovery, discover, suggest
from watcher.parse.discoverjson import propose_paths
from watcher.parse.listing import ListingPage, Selectors, parse_listing
from watcher.parse.sandbox import limited
from watcher.sources.listing import selectors_of
from watcher.sources.walking import walk

_PATHS = ("id", "title", "link", "deadline", "opening", "summary", "text", "programme", "keywords")
_NEEDED = ("title", "link", "deadline", "summary")


@dataclass(frozen=True, slots=True)
class Hint:
    """One selector or path: in how many of the items it found something, and others that would."""

    name: str
    selector: str
    matched: int
    of: int
    proposals: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Set, and found nothing at all."""
        return bool(self.selector) and not self.matched


@dataclass(frozen=True, slots=True)
class Hints:
    """Of the first page: the number of items, and each selector. Notes are Swedish sentences."""

    items: int
    hints: tuple[Hint, ...] = ()
    notes: tuple[str, ...] = ()


def hints(deps: Deps, source: SourceConfig, raw: Sequence[bytes] = ()) -> Hints | None:
    """Look again at a source's first page: ``raw`` of the check's answer, or fetched when there is none.

    None for kinds without selectors. Raises FetchError, ParseError.
    """
    if source.kind == "listing":
        content, url, charset = (raw[0], source.url, None) if raw else _fetched(deps, source)
        return _listing_hints(source, content, url, charset)
    if source.kind == "json" and raw:
        return _json_hints(source, jsontext.loads(raw[0], "sida 1"))
    return None


def _fetched(deps: Deps, source: SourceConfig) -> tuple[bytes, str, str | None]:
    answer = walk(deps.fetcher, source.url, source.rate)
    return answer.content, answer.url, answer.charset


def _listing_hints(source: SourceConfig, content: bytes, url: str, charset: str | None) -> Hints:
    chosen = selectors_of(source)
    page: ListingPage = limited(parse_listing, content, url, charset, chosen)
    count = page.matched["item"]
    found: list[Selectors] = []
    if not count:
        discovery: Discovery = limited(discover, content, url, charset)
        found = [s.selectors for s in discovery.structures]
    elif any(not page.matched.get(name) for name in _NEEDED):
        within: Selectors | None = limited(suggest, content, url, charset, chosen.item)
        found = [within] if within else []
    made = [_hint(name, chosen, page, count, found) for name in ("item", *_NEEDED, "next")]
    notes = [f"{h.name}: {h.selector!r} gav inget" for h in made if h.silent and h.name != "next"]
    if not count and not found:
        notes.append("sidan har ingen upprepad lista som går att se utan att köra dess skript")
    return Hints(count, tuple(h for h in made if h.selector or h.proposals), tuple(notes))


def _hint(name: str, chosen: Selectors, page: ListingPage, count: int, found: Sequence[Selectors]) -> Hint:
    matched = page.matched.get(name, 0)
    others = dict.fromkeys(s for f in found if (s := getattr(f, name)) and s != getattr(chosen, name))
    of = 1 if name in ("item", "next") else count
    return Hint(name, getattr(chosen, name), matched, of, () if matched else tuple(others))


def _json_hints(source: SourceConfig, value: Any) -> Hints:
    """Raises nothing: a path that leads nowhere is what this is about."""
    where = str(source.options.get("items", ""))
    items = paths.items_at(value, where)
    proposed = propose_paths(value)
    listed = items or []
    made = [Hint("items", where, len(listed), 1, () if listed else _only(proposed.get("items"), where))]
    for name in _PATHS:
        path = str(source.options.get(name, ""))
        matched = sum(bool(paths.text_at(item, path)) for item in listed) if path else 0
        others = () if matched or name not in proposed else _only(proposed[name], path)
        if path or others:
            made.append(Hint(name, path, matched, len(listed), others))
    notes = [f"{h.name}: {h.selector!r} gav inget" for h in made if h.silent]
    return Hints(len(listed), tuple(made), tuple(notes))


def _only(proposed: str | None, present: str) -> tuple[str, ...]:
    return (proposed,) if proposed and proposed != present else ()
