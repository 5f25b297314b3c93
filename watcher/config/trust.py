"""Reads ``[trust]`` of sources.toml: which source is believed before which, for each fact of a call."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from watcher.config.tomlfile import TomlFile

FIELDS = (
    "title", "text", "url", "status", "opening", "deadlines", "budget", "rate", "eligibility", "programme",
    "action_type", "keywords", "regions", "updates",
)  # fmt: skip
"""The facts that may have an order of their own."""
DEFAULT = "default"
USUAL = ("sedia", "calls", "gdp", "vinnova", "json", "pages", "listing", "links", "feed")
"""Kinds of source as they are believed where sources.toml does not say: funders' own data before what others list."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Kinds or ids of sources, the most trusted first: for all facts, and for those that have an order of their own.

    An id goes before its kind. What an order does not name comes after it, in the default order; private collections
    come last unless they are named by id; then the order of the file decides.
    """

    default: tuple[str, ...] = USUAL
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """By id, in the order of the file: its kind, and whether it is somebody's private collection."""

    def rank(self, name: str, source_id: str) -> tuple[int, int, int, str]:
        """Lower is more trusted for the fact. A source that is no longer in the file comes last."""
        kind, private = self.sources.get(source_id, ("", True))
        place = next((n for n, known in enumerate(self.sources) if known == source_id), len(self.sources))
        own, usual = self.orders.get(name, ()), self.default
        return _place(own, source_id, kind, private), _place(usual, source_id, kind, private), place, source_id


def _place(order: Sequence[str], source_id: str, kind: str, private: bool) -> int:
    if source_id in order:
        return order.index(source_id)
    if kind in order and not private:
        return order.index(kind)
    return len(order) + int(private)


def read_trust(file: TomlFile, sources: Mapping[str, tuple[str, bool]], kinds: Collection[str]) -> Trust:
    """The table, or what is usual without one. Raises ConfigError naming file, line and key."""
    table = file.data.get("trust", {})
    if not isinstance(table, dict):
        raise file.error("skriv [trust] med enkla hakar", "trust")
    file.refuse_unknown(table, {DEFAULT, *FIELDS}, "trust")
    orders = {name: _order(file, name, value, {*sources, *kinds}) for name, value in table.items()}
    return Trust(orders.pop(DEFAULT, USUAL), orders, sources)


def _order(file: TomlFile, name: str, value: Any, known: Collection[str]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise file.error(f"{name!r} ska vara en lista av källors id eller slag", "trust", 0, name)
    for item in value:
        if item not in known:
            raise file.error(f"{name!r} nämner {item!r}, som varken är en källas id eller ett slag", "trust", 0, name)
    if len(set(value)) < len(value):
        raise file.error(f"{name!r} nämner något två gånger", "trust", 0, name)
    return tuple(value)
