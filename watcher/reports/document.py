"""A report as a Word document: real headings, header rows, the language set, pictures with words for them."""

from __future__ import annotations

import datetime as dt
import io

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table

from watcher.reports import chart
from watcher.reports.cells import as_grid, shown
from watcher.rules.paper import Bars, Block, Gaps, Grid, Heading, Paper, Text
from watcher.rules.swedish import date_text

_LANGUAGE = "sv-SE"


def write(paper: Paper) -> bytes:
    """The document's bytes."""
    document = Document()
    _set_up(document, paper)
    document.add_heading(paper.title, 0)
    document.add_paragraph(f"{paper.subtitle}. Sammanställd {date_text(paper.made)} av Bidragsvakt.")
    for block in paper.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: DocumentObject, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.subject = paper.title, paper.subtitle
    properties.author, properties.language = "Bidragsvakt", _LANGUAGE
    properties.created = properties.modified = dt.datetime.combine(paper.made, dt.time())
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE  # the tables of projects have nine columns
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    style.element.get_or_add_rPr().append(language)


def _add(document: DocumentObject, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, block.level)
        case Text():
            document.add_paragraph(block.text)
        case Grid():
            _table(document, block)
        case Bars():
            _chart(document, block)
        case Gaps():
            for words in block.missing:
                document.add_paragraph(words, style="List Bullet")


def _table(document: DocumentObject, grid: Grid) -> None:
    caption = document.add_paragraph(grid.name, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(grid.headers), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, grid.headers, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(text).bold = True
    for row in grid.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = shown(value)
    for row_of in table.rows:
        for cell in row_of.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    _mark_header(table)
    document.add_paragraph()


def _mark_header(table: Table) -> None:
    """The first row is repeated on each page and read aloud as headers."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _chart(document: DocumentObject, block: Bars) -> None:
    shape = document.add_picture(io.BytesIO(chart.png(block)), width=Cm(16))
    shape._inline.docPr.set("descr", chart.described(block))
    _table(document, as_grid(block))
