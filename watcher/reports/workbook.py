"""A report as a spreadsheet: a sheet for each table, native charts, and no cell that is run as a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import xlsxwriter

from watcher.reports import chart
from watcher.reports.cells import as_grid, shown
from watcher.rules.paper import Bars, Gaps, Grid, Heading, Paper, Text

_SHEET_LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 60


def write(paper: Paper) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": paper.title, "subject": paper.subtitle, "author": "Bidragsvakt",
                         "created": dt.datetime.combine(paper.made, dt.time())})  # fmt: skip
    _Book(book).fill(paper)
    book.close()
    return out.getvalue()


class _Book:
    """One workbook being written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._names: set[str] = set()

    def fill(self, paper: Paper) -> None:
        """A first sheet with the texts, then one for each table and chart, named after its chapter."""
        first = self._sheet("Om rapporten")
        first.set_column(0, 0, 100)
        lines = [paper.title, paper.subtitle, f"Sammanställd {paper.made.isoformat()}"]
        chapter = ""
        for block in paper.blocks:
            match block:
                case Heading():
                    chapter = block.text if block.level == 1 else chapter
                    lines += ["", block.text]
                case Text():
                    lines.append(block.text)
                case Gaps():
                    lines += block.missing
                case Grid():
                    self._grid(block, chapter)
                case Bars():
                    self._chart(block, chapter)
        for row, line in enumerate(lines):
            first.write_string(row, 0, line, self._bold if row == 0 else self._plain)

    def _grid(self, grid: Grid, chapter: str) -> tuple[Any, str]:
        sheet = self._sheet(f"{grid.name} {chapter}")
        for column, header in enumerate(grid.headers):
            sheet.write_string(0, column, header, self._bold)
            widest = max([len(header), *(len(shown(row[column])) for row in grid.rows)])
            sheet.set_column(column, column, min(widest, _WIDEST) + 2)
        for number, row in enumerate(grid.rows, 1):
            for column, value in enumerate(row):
                self._cell(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(grid.rows), len(grid.headers) - 1)
        return sheet, sheet.get_name()

    def _cell(self, sheet: Any, row: int, column: int, value: object) -> None:
        if value is None:
            sheet.write_blank(row, column, None)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self._day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, str(value), self._plain)

    def _chart(self, block: Bars, chapter: str) -> None:
        sheet, name = self._grid(as_grid(block), chapter)
        drawn = self._book.add_chart({"type": "bar"})
        last = len(block.bars)
        drawn.add_series({"name": block.unit, "categories": [name, 1, 0, last, 0], "values": [name, 1, 1, last, 1]})
        drawn.set_title({"name": block.name})
        drawn.set_legend({"none": True})
        sheet.insert_chart(0, 3, drawn, {"description": chart.described(block)})

    def _sheet(self, wanted: str) -> Any:
        """A sheet whose name is allowed and its own."""
        base = _FORBIDDEN.sub(" ", wanted).strip()[:_SHEET_LIMIT].strip()
        name, number = base, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{base[: _SHEET_LIMIT - 4]} {number}"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)
