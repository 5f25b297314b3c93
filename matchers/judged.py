"""Reads judged data: areas (TOML), calls (JSON lines, may be gzipped) and qrels (``area<TAB>doc<TAB>grade``)."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matchers.errors import JudgementError
from matchers.language import language_of
from matchers.model import Document, Query


def read_all_calls(paths: Sequence[Path]) -> list[Document]:
    """The calls of several files as one list. Raises JudgementError, also for an id that stands twice."""
    found: dict[str, Document] = {}
    for path in paths:
        for document in read_calls(path):
            if document.id in found:
                raise JudgementError(f"{path}: utlysningen {document.id!r} står två gånger")
            found[document.id] = document
    return list(found.values())


def read_all_qrels(paths: Sequence[Path]) -> dict[str, dict[str, int]]:
    """The grades of several files together; where two grade the same pair the later file counts."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for path in paths:
        for area, graded in read_qrels(path).items():
            grades[area].update(graded)
    return dict(grades)


def read_areas(path: Path) -> list[Query]:
    """The areas of a file. Raises JudgementError naming the file and the area."""
    try:
        tables = tomllib.loads(_text(path)).get("area", [])
    except tomllib.TOMLDecodeError as error:
        raise JudgementError(f"{path}: filen är inte giltig TOML: {error}") from error
    return [_area(table, f"{path}, område {n}") for n, table in enumerate(tables, 1)]


def _area(table: dict[str, Any], where: str) -> Query:
    for key in ("id", "text"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise JudgementError(f"{where}: {key!r} saknas")
    return Query(table["id"], str(table.get("title", "")), table["text"], tuple(table.get("excluded", ())))


def read_calls(path: Path) -> list[Document]:
    """The calls of a file. Raises JudgementError naming file and line."""
    found: list[Document] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append(Document(row["doc"], row.get("title") or "", row.get("text") or "", _language(row)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise JudgementError(f"{path}, rad {number}: en utlysning är ett JSON-objekt med doc och title") from error
    return found


def _language(row: dict[str, Any]) -> str:
    claimed = str(row.get("language") or row.get("lang") or "")[:2].lower()
    return language_of(f"{row.get('title') or ''}\n{row.get('text') or ''}", claimed)


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Grades by area and document. Raises JudgementError naming file and line."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in enumerate(_text(path).splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise JudgementError(f"{path}, rad {number}: en rad är område, dokument och grad, inte {line!r}")
        grades[cells[0]][cells[1]] = int(cells[2])
    return dict(grades)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except FileNotFoundError as error:
        raise JudgementError(f"{path}: filen finns inte") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path}: filen går inte att läsa") from error
