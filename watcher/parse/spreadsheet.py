"""CSV files as spreadsheet programs write them, into rows by heading; and rows into a file they open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher.errors import ParseError

MAX_BYTES = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its headings; ``line`` is where it begins in the file, counted from 1."""

    line: int
    cells: dict[str, str]


def read_rows(content: bytes, name: str, limit: int = MAX_BYTES) -> tuple[list[str], list[Row]]:
    """The headings and the rows that are not empty. UTF-8, also with a byte order mark, or Windows-1252; semicolons,
    commas or tabs. A cell that ``safe`` has marked comes back as it was. Raises ParseError naming the line."""
    if len(content) > limit:
        raise ParseError(f"{name}: filen är större än {limit} byte")
    if content.startswith(_ZIP):
        raise ParseError(f"{name}: filen är en arbetsbok; spara den som CSV")
    text = _decoded(content)
    if "\0" in text:
        raise ParseError(f"{name}: filen är ingen textfil")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count), strict=True)
    headings: list[str] = []
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            if not headings:
                headings = [c.strip() for c in cells]
            elif any(c.strip() for c in cells):
                rows.append(_row(cells, headings, begins, name))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ParseError(f"{name}, rad {reader.line_num}: raden går inte att läsa ({error})") from error
    if not any(headings):
        raise ParseError(f"{name}: filen saknar rubrikrad")
    return headings, rows


def _row(cells: Sequence[str], headings: Sequence[str], line: int, name: str) -> Row:
    if len(cells) > len(headings):
        raise ParseError(f"{name}, rad {line}: {len(cells)} celler, men bara {len(headings)} rubriker")
    return Row(line, {h: _plain(c.strip()) for h, c in zip(headings, cells, strict=False)})


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def write_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file that a Swedish spreadsheet program opens: semicolons, a byte order mark, no cell taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The text of a cell that no spreadsheet program runs: what looks like a formula gets an apostrophe first."""
    return f"'{cell}" if cell.startswith(_FORMULA) or (cell[:1] == "'" and cell[1:].startswith(_FORMULA)) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip("'").startswith(_FORMULA) else cell
