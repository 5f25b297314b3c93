"""The yearly report by command, from an empty register to one with gaps."""

from __future__ import annotations

from tests.acceptance.conftest import MONDAY, Place


def test_a_year_in_three_forms(town: Place) -> None:
    project = (
        "--title",
        "CoBiUM",
        "--kind",
        "eu",
        "--programme",
        "LIFE",
        "--start",
        "2024-01-01",
        "--end",
        "2026-06-30",
    )
    town.run("project", "add", "--department", "vatten", *project)
    written = town.run("--json", "report", "annual", "--year", "2026", "--out", "rapport", "--now", MONDAY).json
    assert [f.rsplit(".", 1)[1] for f in written["files"]] == ["docx", "html", "xlsx"]
    assert written["missing"] == ["saknas: resultat, roll, totalbudget, egen andel för CoBiUM"]
    html = (town.folder / "rapport" / "internationellt-arbete-2026.html").read_text(encoding="utf-8")
    assert "CoBiUM" in html
    assert "1 avslutat EU-projekt" in html
    said = town.run("report", "annual", "--year", "2026", "--department", "vatten", "--now", MONDAY).out
    assert "internationellt-arbete-2026-vatten.docx" in said
    assert "saknas: resultat" in said


def test_a_term(town: Place) -> None:
    written = town.run("--json", "report", "mandate", "--from", "2023", "--to", "2026", "--now", MONDAY).json
    assert written["title"] == "Internationellt arbete 2023–2026"


def test_what_cannot_be_reported(town: Place) -> None:
    assert "mellan 1995 och 2026" in town.run("report", "annual", "--year", "2031", "--now", MONDAY, expect=2).err
    assert "'x' finns inte" in town.run("report", "annual", "--year", "2026", "--department", "x", expect=1).err
    assert (
        "sluta 2023" in town.run("report", "mandate", "--from", "2026", "--to", "2023", "--now", MONDAY, expect=2).err
    )
    town.write("hinder", "")
    assert "går inte att skriva" in town.run("report", "annual", "--year", "2026", "--out", "hinder", expect=2).err


def test_departments_are_asked_for_what_is_missing(town: Place) -> None:
    assert "Bo: Vattenbolaget" in town.run("report", "remind", "--year", "2026", "--dry-run", "--now", MONDAY).out
    assert "1 brev lagt i kön" in town.run("report", "remind", "--year", "2026", "--now", MONDAY).out
    town.run("deliver", "--now", MONDAY)
    assert [m.endswith("bo@example.org.report-2026.eml") for m in town.mails] == [True, False]
    again = town.run("--json", "report", "remind", "--year", "2026", "--now", MONDAY).json
    assert (again["queued"], again["people"][0]["asked_before"]) == (0, True)
