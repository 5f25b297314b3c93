"""A hand-kept file of calls, TOML (``[[call]]``) or CSV with a header line, into rows. Errors name the line."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from watcher.errors import ParseError
from watcher.parse.text import absolute_url, clean, one_line

MAX_BYTES = 5 * 1024 * 1024
COLUMNS = ("id", "title", "link", "deadline", "opening", "summary", "text", "programme")
_SWEDISH = {
    "titel": "title",
    "rubrik": "title",
    "länk": "link",
    "adress": "link",
    "url": "link",
    "sista dag": "deadline",
    "sista ansökningsdag": "deadline",
    "öppnar": "opening",
    "sammanfattning": "summary",
    "beskrivning": "text",
    "program": "programme",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One call as somebody wrote it; texts are cleaned, missing ones are empty. ``line`` counts from 1."""

    line: int
    id: str
    title: str
    link: str
    deadline: str
    opening: str
    summary: str
    text: str
    programme: str


@dataclass(frozen=True, slots=True)
class CallFile:
    """The rows that can be used and, in words for people, the ones that cannot."""

    rows: tuple[FileRow, ...]
    problems: tuple[str, ...] = ()


def parse_call_file(content: bytes, name: str) -> CallFile:
    """Read a file's bytes by the ending of its name. Raises ParseError naming the line for what cannot be read."""
    if len(content) > MAX_BYTES:
        raise ParseError(f"{name}: filen är större än {MAX_BYTES} byte")
    text = _decoded(content, name)
    tables = _toml(text, name) if name.lower().endswith(".toml") else _csv(text, name)
    rows, problems = [], []
    for line, table in tables:
        row = _row(line, table)
        problem = _problem(row, table)
        if problem:
            problems.append(f"{name}, rad {line}: {problem}")
        else:
            rows.append(row)
    return CallFile(tuple(rows), tuple(problems))


def _decoded(content: bytes, name: str) -> str:
    """UTF-8; a CSV from an older spreadsheet is Windows-1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if name.lower().endswith(".csv"):
            return content.decode("cp1252", "replace")
        raise ParseError(f"{name}: filen är inte UTF-8 (byte {error.start})") from error


def _toml(text: str, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ParseError(f"{name}: filen är inte giltig TOML: {error}") from error
    tables = data.get("call", [])
    extra = [key for key in data if key != "call"]
    if extra or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ParseError(f"{name}: filen ska bestå av [[call]], inte {extra[0] if extra else 'annat'!r}")
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.replace(" ", "").startswith("[[call]]")]
    lines = starts if len(starts) == len(tables) else [1] * len(tables)
    found = []
    for line, table in zip(lines, tables, strict=True):
        for key in table:
            _refuse_unknown(key, f"{name}, rad {line}")
        found.append((line, {key: _text(value) for key, value in table.items()}))
    return found


def _csv(text: str, name: str) -> list[tuple[int, dict[str, str]]]:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    names: list[str] = []
    found = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = [_column(cell, name, reader.line_num) for cell in cells]
                continue
            found.append((reader.line_num, {n: c for n, c in zip(names, cells, strict=False) if n}))
    except csv.Error as error:
        raise ParseError(f"{name}, rad {reader.line_num}: {error}") from error
    if "title" not in names:
        raise ParseError(f"{name}: kolumnen title saknas. Kända kolumner: {', '.join(COLUMNS)}")
    return found


def _column(cell: str, name: str, line: int) -> str:
    key = cell.strip().casefold()
    key = _SWEDISH.get(key, key)
    if key:
        _refuse_unknown(key, f"{name}, rad {line}")
    return key


def _refuse_unknown(key: str, where: str) -> None:
    if key not in COLUMNS:
        near = difflib.get_close_matches(key, COLUMNS, 1)
        hint = f" Menade du {near[0]!r}?" if near else ""
        raise ParseError(f"{where}: {one_line(key, 40)!r} är okänt.{hint} Kända: {', '.join(COLUMNS)}")


def _text(value: object) -> str:
    """TOML has dates of its own; they are read as they are written."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)


def _row(line: int, table: Mapping[str, str]) -> FileRow:
    short = {key: one_line(table.get(key, "")) for key in COLUMNS}
    return FileRow(line, **{**short, "text": clean(table.get("text", "")), "link": short["link"]})


def _problem(row: FileRow, table: Mapping[str, str]) -> str | None:
    if not row.title:
        return "title saknas"
    if table.get("link", "").strip() and not absolute_url(row.link):
        return f"link ska vara en adress som börjar med https://, inte {one_line(row.link, 80)!r}"
    return None
