"""A whole made-up year – 12 departments, 40 projects, 300 considerations – stored, reported, and the report's files
opened by other programs and compared with the register, counted anew here."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from openpyxl import load_workbook
from sqlalchemy import insert

import db.organisations
import db.work
from db.engine import Database
from db.tables.considerations import considerations, stands_taken
from db.workrecords import Consideration, Project, ProjectKind, Stand
from tests.integration.db.samples import NOW, store
from tests.year import MOVED, YEAR, made
from watcher.clock import STOCKHOLM
from watcher.desk import annual
from watcher.rules.annual import Register

LATER = dt.datetime(YEAR + 1, 1, 15, 8, tzinfo=dt.UTC)
FIRST, LAST = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
MADE = made()
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])  # that both engines give back the same is test_work's


def _stored(database: Database) -> Register:
    """The year in a database; the numbers of projects and the like are its own."""
    with database.write() as tx:
        db.organisations.save(tx, MADE.organisation, NOW)
        calls = store(tx, [f"CALL-{n}" for n in range(300)])
        for project in MADE.projects:
            db.work.add(tx, project, "me", NOW)
        for application in MADE.applications:
            db.work.add(tx, application, "me", NOW)
        for activity in MADE.activities:
            db.work.add(tx, activity, "me", NOW)
        rows = [{f: getattr(replace(c, call_id=calls[n]), f) for f in Consideration.__slots__}
                for n, c in enumerate(MADE.considerations)]  # fmt: skip
        tx.connection.execute(insert(considerations), rows)
        lines = [{f: getattr(line, f) for f in line.__slots__} for line in MADE.history]
        tx.connection.execute(insert(stands_taken), lines)
    return annual.register(database)


@pytest.fixture
def written(database: Database, tmp_path: Path) -> dict[str, Path]:
    stored = _stored(database)
    assert (len(stored.organisation.departments), len(stored.projects), len(stored.considerations)) == (12, 40, 300)
    files = annual.write(annual.annual(database, YEAR, LATER), tmp_path, "rapport")
    return {f.suffix: f for f in files}


def _meets(project: Project) -> bool:
    return (project.start is None or project.start <= LAST) and (project.end is None or project.end >= FIRST)


def _titles(kind: ProjectKind, *, ended: bool | None, department: str | None = None) -> list[str]:
    ids = {department, MOVED.id} if department == MOVED.successor else {department}
    return [
        p.title
        for p in MADE.projects
        if p.kind is kind and _meets(p) and (department is None or p.department_id in ids)
        if ended is None or ended == (p.end is not None and FIRST <= p.end <= LAST)
    ]


def _chapters(document: DocumentObject) -> dict[str, dict[str, list[list[str]]]]:
    """The rows of each table by chapter and caption."""
    found: dict[str, dict[str, list[list[str]]]] = {}
    chapter, tables, caption = "", iter(document.tables), ""
    for block in document.element.body.iterchildren():
        if block.tag.endswith("}tbl"):
            rows = [[cell.text for cell in row.cells] for row in next(tables).rows]
            found[chapter][caption] = rows[1:]
        elif block.tag.endswith("}p"):
            style = block.style or ""
            text = "".join(t.text or "" for t in block.iter() if t.tag.endswith("}t"))
            if style == "Heading1":
                chapter = text
                found[chapter] = {}
            elif style == "Caption":
                caption = text
    return found


def test_the_document_says_what_the_register_says(written: dict[str, Path]) -> None:
    chapters = _chapters(Document(str(written[".docx"])))
    names = [d.name for d in MADE.organisation.departments if d != MOVED]
    assert list(chapters) == ["Hela kommunen", *names]
    for chapter, department in (("Hela kommunen", None), *((d.name, d.id) for d in MADE.organisation.departments[:-1])):
        for caption, kind, ended in (
            ("Pågående EU-projekt", ProjectKind.EU, False),
            ("EU-projekt som avslutats under året", ProjectKind.EU, True),
            ("Andra internationella projekt", ProjectKind.INTERNATIONAL, None),
        ):
            told = [row[0] for row in chapters[chapter].get(caption, [])]
            assert sorted(told) == sorted(_titles(kind, ended=ended, department=department)), (chapter, caption)
    sent = [a.title for a in MADE.applications if a.submitted and FIRST <= a.submitted <= LAST]
    assert sorted(r[0] for r in chapters["Hela kommunen"]["Inlämnade ansökningar"]) == sorted(sent)
    done = [a.title for a in MADE.activities if FIRST <= a.start <= LAST]
    assert sorted(r[0] for r in chapters["Hela kommunen"]["Övrigt arbete"]) == sorted(done)
    results = [p.title for p in MADE.projects if _meets(p) and p.results]
    assert sorted(r[0] for r in chapters["Hela kommunen"]["Resultat"]) == sorted(results)


def test_every_project_has_its_own_facts(written: dict[str, Path]) -> None:
    rows = {
        row[0]: row
        for caption, table in _chapters(Document(str(written[".docx"])))["Hela kommunen"].items()
        if "projekt" in caption and caption != "Projekt per förvaltning"
        for row in table
    }
    assert len(rows) == sum(map(_meets, MADE.projects))
    for project in filter(_meets, MADE.projects):
        row = rows[project.title]
        assert row[3] == f"{project.start} – {project.end or 'okänt'}"
        assert row[8] == project.reference
        for cell, amount in zip(row[5:8], (project.money.total, project.money.grant, project.money.own), strict=True):
            assert _amount(cell) == amount, (project.title, cell)


def _amount(cell: str) -> int | None:
    """``2,5 miljoner euro`` and ``900 000 kronor`` as whole units; a dash is unknown."""
    if cell == "–":
        return None
    number = float("".join(c for c in cell if c.isdigit() or c == ",").replace(",", "."))
    return round(number * (1_000_000 if "miljon" in cell else 1))


def test_the_figures_of_considerations_are_those_of_the_register(written: dict[str, Path]) -> None:
    opened = [c for c in MADE.considerations if c.opened.astimezone(STOCKHOLM).year == YEAR]
    in_time = [
        c for c in opened
        if c.stand is not Stand.NEW and c.taken is not None
        and (not c.cutoff or c.taken.astimezone(STOCKHOLM).date().isoformat() <= c.cutoff)
    ]  # fmt: skip
    missed = [c for c in opened if c not in in_time and c.cutoff and c.cutoff < f"{YEAR + 1}-01-01"]
    text = "\n".join(p.text for p in Document(str(written[".docx"])).paragraphs)
    share = round(100 * len(in_time) / (len(in_time) + len(missed)))
    assert f"{len(opened)} utlysningar passade" in text
    assert f"{len(in_time)} fick ett ställningstagande före sista dag, {len(missed)} gick förbi utan" in text
    assert f"Andel i tid: {share} %" in text


def test_the_workbook_has_the_same_rows_as_the_document(written: dict[str, Path]) -> None:
    book = load_workbook(written[".xlsx"])
    sheets = [[[c.value for c in row] for row in sheet.iter_rows(min_row=2)] for sheet in book.worksheets[1:]]
    tables = [t for chapter in _chapters(Document(str(written[".docx"]))).values() for t in chapter.values()]
    assert [len(s) for s in sheets] == [len(t) for t in tables]
    assert [[str(r[0]) for r in s] for s in sheets] == [[r[0] for r in t] for t in tables]
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
