"""Reads a TOML file for people: errors name the file, the line and, for unknown keys, the known ones."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from watcher.config.masking import masked
from watcher.errors import ConfigError


class TomlFile:
    """A parsed file that still knows on which line a key of its n-th table stands."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigError when the file is missing, unreadable or no TOML."""
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise ConfigError(f"{path}: filen finns inte") from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: filen är inte UTF-8 ({error.reason} vid byte {error.start})") from error
        except OSError as error:
            raise ConfigError(f"{path}: filen går inte att läsa ({error.strerror})") from error
        try:
            self.data: dict[str, Any] = tomllib.loads(self.text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
            line = int(place[1]) if place and place[1] else self.text.count("\n") + 1
            words = str(error)[: place.start()] if place else str(error)
            raise ConfigError(f"{path}, rad {line}: filen är inte giltig TOML ({words})") from error

    def line(self, table: str = "", index: int = 0, key: str = "") -> int:
        """The line of a key in the index-th ``[[table]]``; of the table's header when the key is not found.

        Without a table the key may be a table's name.
        """
        lines = self.text.splitlines()
        if not table and key and (named := _headers(lines, key)):
            return named[0] + 1
        starts = _headers(lines, table) if table else [0]
        if index >= len(starts):
            return 1
        start = starts[index]
        for n in range(start + (1 if table else 0), len(lines)):
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", lines[n]):
                return n + 1
            if re.match(r"\s*\[", lines[n]) and n > start:
                break
        return start + 1

    def error(self, message: str, table: str = "", index: int = 0, key: str = "") -> ConfigError:
        """The error to raise about a key, with its place."""
        return ConfigError(f"{self.path}, rad {self.line(table, index, key)}: {message}")

    def refuse_unknown(self, found: Mapping[str, Any], known: Collection[str], table: str = "", index: int = 0) -> None:
        """Raises ConfigError for the first key that is not known."""
        for key in found:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f" Menade du {near[0]!r}?" if near else ""
                message = f"nyckeln {key!r} är okänd.{hint} Kända nycklar: {', '.join(sorted(known))}"
                raise self.error(message, table, index, key)

    def check(
        self, found: Mapping[str, Any], kinds: Mapping[str, type | tuple[type, ...]], table: str, index: int
    ) -> None:
        """Raises ConfigError when a value is of another type than the table of keys says, or a text is empty."""
        for key, value in found.items():
            kind = kinds[key]
            wanted = kind if isinstance(kind, tuple) else (kind,)
            # True is an int to Python, and a moment is a date; neither was meant.
            wrong = not isinstance(value, wanted) or any(
                isinstance(value, near) and near not in wanted for near in (bool, dt.datetime)
            )
            if wrong:
                names = " eller ".join(_WORDS.get(k, k.__name__) for k in wanted)
                raise self.error(f"{key!r} ska vara {names}, inte {masked(repr(value))}", table, index, key)


def _headers(lines: Sequence[str], table: str) -> list[int]:
    """Where a table begins, counted from 0."""
    header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?\s*(#.*)?$")
    return [n for n, line in enumerate(lines) if header.match(line)]


_WORDS: dict[type, str] = {
    str: "en text",
    int: "ett heltal",
    float: "ett tal",
    bool: "true eller false",
    list: "en lista",
    dict: "en tabell",
    dt.date: "ett datum, till exempel 2026-11-23",
}
