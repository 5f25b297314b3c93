"""Funders that nobody watches for the municipality: told with their links, so that a person looks there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from watcher.config.tomlfile import TomlFile

_KEYS = ("id", "name", "url", "why")


@dataclass(frozen=True, slots=True)
class Unwatched:
    """One ``[[unwatched]]`` of sources.toml. ``why`` is a Swedish sentence; ``url`` is empty where none is known."""

    id: str
    name: str
    url: str
    why: str


def read_unwatched(file: TomlFile) -> tuple[Unwatched, ...]:
    """The tables in their order. Raises ConfigError naming file, line and key."""
    tables = file.data.get("unwatched", [])
    if not isinstance(tables, list):
        raise file.error("skriv [[unwatched]] med dubbla hakar", "unwatched")
    return tuple(_one(file, table, index) for index, table in enumerate(tables))


def _one(file: TomlFile, table: dict[str, Any], index: int) -> Unwatched:
    file.refuse_unknown(table, {*_KEYS}, "unwatched", index)
    file.check(table, dict.fromkeys(_KEYS, str), "unwatched", index)
    for key in ("id", "name", "why"):
        if not table.get(key, "").strip():
            raise file.error(f"den saknar {key!r}", "unwatched", index, key)
    if table.get("url") and not re.match(r"https?://[^/@]+", table["url"]):
        raise file.error(f"'url' ska vara en adress som börjar med https://, inte {table['url']!r}",
                         "unwatched", index, "url")  # fmt: skip
    return Unwatched(**{key: table.get(key, "") for key in _KEYS})
