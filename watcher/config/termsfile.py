"""The coordinator's own terms: ``terms.toml`` in the data folder, above the list that comes with the program.

    [[term]]
    term = "Glasriket"
    english = ["glass industry", "glassworks"]
    weight = 0.8      # over 0 and at most 1; 1 unless given

A row that is broken or stands twice is left out and told with its line; the other rows count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watcher.config.tomlfile import TomlFile
from watcher.errors import ConfigError

FILE = "terms.toml"
_KINDS: dict[str, type | tuple[type, ...]] = {"term": str, "english": list, "weight": (int, float)}
MOST = 5_000
"""More terms than this are a mistake: the program's own list has about 8,000."""


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A Swedish term in base form, in lower case, its English words best first, and its weight in (0, 1]."""

    term: str
    english: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class TermsFile:
    """What could be read, and what could not in words that name file and line."""

    terms: tuple[OwnTerm, ...] = ()
    problems: tuple[str, ...] = ()


def read_terms(path: Path | None) -> TermsFile:
    """The terms of a file; none when there is no file. Never raises: matching goes on without what is broken."""
    if path is None or not path.exists():
        return TermsFile()
    try:
        file = TomlFile(path)
        file.refuse_unknown(file.data, ("term",))
        tables = _tables(file)
    except ConfigError as error:
        return TermsFile(problems=(str(error),))
    terms: dict[str, OwnTerm] = {}
    problems: list[str] = []
    for index, table in enumerate(tables):
        try:
            own = _term(file, table, index)
            if own.term in terms:
                raise file.error(f"termen {own.term!r} står redan längre upp", "term", index, "term")
            terms[own.term] = own
        except ConfigError as error:
            problems.append(str(error))
    return TermsFile(tuple(terms.values()), tuple(problems))


def _tables(file: TomlFile) -> list[Mapping[str, Any]]:
    tables = file.data.get("term", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise file.error("varje term börjar med en rad [[term]]", key="term")
    if len(tables) > MOST:
        raise file.error(f"filen har {len(tables)} termer, högst {MOST} går")
    return tables


def _term(file: TomlFile, table: Mapping[str, Any], index: int) -> OwnTerm:
    """One row. Raises ConfigError naming file and line."""
    file.refuse_unknown(table, _KINDS, "term", index)
    file.check(table, _KINDS, "term", index)
    term = " ".join(str(table.get("term", "")).lower().split())
    if not any(c.isalnum() for c in term):
        raise file.error("'term' saknas: det svenska ordet i grundform", "term", index, "term")
    english = tuple(" ".join(e.split()) for e in table.get("english", ()) if isinstance(e, str) and _says(e))
    if not english or len(english) != len(table["english"]):
        raise file.error("'english' ska vara en lista med engelska ord", "term", index, "english")
    weight = float(table.get("weight", 1.0))
    if not 0 < weight <= 1:
        raise file.error(f"'weight' ska vara ett tal över 0 och högst 1, inte {weight}", "term", index, "weight")
    return OwnTerm(term, english, weight)


def _says(text: str) -> bool:
    return any(c.isalnum() for c in text)
