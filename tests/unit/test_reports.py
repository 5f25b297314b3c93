"""Reports opened again with other programs' eyes and compared with the register."""

from __future__ import annotations

import datetime as dt
import io
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.year import TODAY, YEAR, made
from watcher.reports import chart, document, page, workbook
from watcher.rules.annual import Period, whole
from watcher.rules.annualpaper import annual
from watcher.rules.paper import Bars, Grid, Paper

REGISTER = made()
PAPER = annual(REGISTER, YEAR, TODAY)
TOTAL = whole(REGISTER, Period.of_year(YEAR), TODAY)
GRIDS = [b for b in PAPER.blocks if isinstance(b, Grid | Bars)]


def test_the_document_holds_every_project_and_application() -> None:
    opened = Document(io.BytesIO(document.write(PAPER)))
    cells = {cell.text for table in opened.tables for cell in table.columns[0].cells}
    titles = [p.title for p in TOTAL.projects] + [a.title for a in TOTAL.applications]
    assert {*titles, *(a.title for a in TOTAL.activities)} <= cells
    assert len(opened.tables) == len(GRIDS)


def test_the_document_is_accessible() -> None:
    opened = Document(io.BytesIO(document.write(PAPER)))
    assert opened.core_properties.language == "sv-SE"
    assert opened.core_properties.title == PAPER.title
    for table in opened.tables:
        row = table.rows[0]._tr.trPr
        assert row is not None
        assert row.find(qn("w:tblHeader")) is not None
    pictures = opened.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == sum(isinstance(b, Bars) for b in PAPER.blocks)
    assert all(p.get("descr", "").startswith("Stapeldiagram") for p in pictures)
    styles = [p.style.name or "" for p in opened.paragraphs if p.style]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_workbook_holds_the_same_and_runs_nothing() -> None:
    book = load_workbook(io.BytesIO(workbook.write(PAPER)))
    assert len(book.sheetnames) == len(GRIDS) + 1
    for sheet, grid in zip(book.worksheets[1:], GRIDS, strict=True):
        rows = grid.rows if isinstance(grid, Grid) else grid.bars
        assert sheet.max_row == len(rows) + 1
        assert [c.value for c in sheet["A"]][1:] == [row[0] for row in rows]
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    assert "=Projekt 7" in {c.value for c in cells} or not any(p.title == "=Projekt 7" for p in TOTAL.projects)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_is_readable_and_loads_nothing() -> None:
    html = page.write(PAPER).decode()
    seen = _Seen()
    seen.feed(html)
    names = [name for name, _ in seen.tags]
    assert ("html", {"lang": "sv"}) in seen.tags
    assert names.count("h1") == 1
    assert names.count("table") == names.count("caption") == len(GRIDS)
    assert not {"script", "img", "link", "iframe"} & set(names)
    assert all(dict(a).get("aria-label") for name, a in seen.tags if name == "svg")
    for project in TOTAL.projects:
        assert f">{project.title}<" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "Å & “Ö” – 5 < 6", "x" * 4_000])
def test_no_text_breaks_a_report(text: str) -> None:
    rows = ((text, 1, None, dt.date(2026, 1, 2), 1.5),)
    headers = ("Vad", "Antal", "Okänt", "Dag", "Tal")
    paper = Paper("T", "S", TODAY, (Grid("Tabell: [1]/*?", headers, rows), Bars(text[:40], "st", ((text[:60], 0),))))
    opened = Document(io.BytesIO(document.write(paper)))
    assert opened.tables[0].cell(1, 0).text == text
    book = load_workbook(io.BytesIO(workbook.write(paper)))
    assert book.worksheets[1]["A2"].value == text
    assert "<script>" not in page.write(paper).decode()


def test_a_chart_is_as_long_as_its_figures() -> None:
    drawn = chart.svg(Bars("A", "st", (("ett", 1), ("två", 2), ("noll", 0))))
    widths = [float(part.split('"')[1]) for part in drawn.split("width=")[1:]]
    assert widths[1] == 2 * widths[0]
    assert widths[2] == 0
    assert chart.png(Bars("A", "st", (("ett", 1),))).startswith(b"\x89PNG")
