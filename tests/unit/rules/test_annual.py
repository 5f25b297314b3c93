"""What belongs in a year's report, and to whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from db.records import Department, Organisation
from db.workrecords import (
    Activity,
    ActivityKind,
    Application,
    ApplicationState,
    Money,
    Part,
    Partner,
    PartnerKind,
    Project,
    ProjectKind,
)  # fmt: skip
from tests.year import MOVED, TODAY, YEAR, made
from watcher.rules import annualpaper
from watcher.rules.annual import Period, Register, departments, heirs, lacking, whole
from watcher.rules.paper import Bars, Gaps, Grid, Heading, Text

PERIOD = Period.of_year(YEAR)
OLD = Department("a", "Gamla", valid_to=dt.date(2025, 6, 30), successor="b")
NEW = Department("b", "Nya", valid_from=dt.date(2025, 7, 1))
TOWN = Organisation("by", "By", departments=(OLD, NEW))
DONE = Project(
    1, "by", "a", "Sjöar", ProjectKind.EU, Part.PARTNER, "LIFE", start=dt.date(2024, 1, 1), end=dt.date(2026, 5, 1),
    money=Money("SEK", 1, 1, 1), results="Klart.",
)  # fmt: skip


def test_a_project_stays_with_its_successor() -> None:
    assert heirs(TOWN, PERIOD.last)["a"] == NEW
    assert heirs(TOWN, dt.date(2025, 1, 1))["a"] == OLD
    (year,) = departments(Register(TOWN, projects=[DONE]), PERIOD, TODAY)
    assert (year.name, year.ended) == ("Nya", (DONE,))


def test_the_report_says_whose_work_a_successor_has_taken_over() -> None:
    paper = annualpaper.annual(Register(TOWN, projects=[DONE]), YEAR, TODAY)
    assert Text("Här ingår även det som gjordes av Gamla (till 30 juni 2025).") in paper.blocks


def test_work_with_those_that_the_strategy_names_is_counted() -> None:
    with_partners = replace(
        DONE, partners=(Partner("LNU", PartnerKind.UNIVERSITY), Partner("Södra", PartnerKind.OTHER))
    )
    paper = annualpaper.annual(Register(TOWN, projects=[with_partners, DONE]), YEAR, TODAY)
    (first, _) = [b for b in paper.blocks if isinstance(b, Grid) and b.name == "Samverkan"]
    assert first.rows == (("näringslivet", 0), ("universitet och högskolor", 1), ("nätverk", 0))


def test_who_has_not_filled_in_is_asked_by_who_answers_today() -> None:
    def missing(**change: object) -> list[tuple[str, bool, int]]:
        register = Register(TOWN, projects=[replace(DONE, **change)])  # type: ignore[arg-type]
        return [(x.department.id, x.nothing, len(x.gaps)) for x in lacking(register, PERIOD, TODAY)]

    assert missing() == []
    assert missing(results="") == [("b", False, 1)]
    assert missing(end=dt.date(2025, 1, 1)) == [("b", True, 0)]
    moved = Organisation(
        "by", "By", departments=(replace(NEW, valid_to=PERIOD.last, successor="c"), Department("c", "C"))
    )
    (late,) = [x for x in lacking(Register(moved), PERIOD, TODAY) if x.nothing]
    assert late.department.id == "c"


def test_successors_in_a_ring_end() -> None:
    ring = (replace(OLD, successor="b"), replace(NEW, valid_from=None, valid_to=dt.date(2025, 1, 1), successor="a"))
    assert set(heirs(Organisation("by", "By", departments=ring), PERIOD.last)) == {"a", "b"}


def test_which_year_a_project_belongs_to() -> None:
    def year_of(**change: object) -> tuple[int, int, int]:
        found = whole(Register(TOWN, projects=[replace(DONE, **change)]), PERIOD, TODAY)  # type: ignore[arg-type]
        return len(found.ongoing), len(found.ended), len(found.international)

    assert year_of() == (0, 1, 0)
    assert year_of(end=dt.date(2027, 1, 1)) == (1, 0, 0)
    assert year_of(end=dt.date(2025, 12, 31)) == (0, 0, 0)
    assert year_of(start=dt.date(2027, 1, 1), end=None) == (0, 0, 0)
    assert year_of(start=None, end=None) == (1, 0, 0)
    assert year_of(start=None, end=None, ended=True) == (0, 1, 0)
    assert year_of(kind=ProjectKind.INTERNATIONAL) == (0, 0, 1)


def test_gaps_are_named() -> None:
    bare = replace(DONE, results="", money=Money(), part=None)
    visit = Activity(1, "by", "b", ActivityKind.VISIT, "Resan", dt.date(2026, 5, 1))
    sent = Application(1, "by", "b", "Vatten", ApplicationState.SUBMITTED)
    found = whole(Register(TOWN, projects=[bare], activities=[visit], applications=[sent]), PERIOD, TODAY)
    assert found.gaps == (
        "saknas: resultat, roll, totalbudget, egen andel för Sjöar",
        "saknas: dag för inlämning för ansökan Vatten",
        "saknas: resultat för Resan",
    )


def test_an_empty_year_says_so() -> None:
    paper = annualpaper.annual(Register(TOWN), YEAR, TODAY)
    assert Text("Inget internationellt arbete är registrerat för året.") in paper.blocks
    assert not any(isinstance(b, Bars | Gaps) for b in paper.blocks)


def test_the_whole_is_the_sum_of_its_departments() -> None:
    register = made()
    total = whole(register, PERIOD, TODAY)
    parts = departments(register, PERIOD, TODAY)
    assert len(parts) == 11
    assert MOVED.name not in {p.name for p in parts}
    for name in ("ongoing", "ended", "international", "applications", "activities"):
        assert sum(len(getattr(p, name)) for p in parts) == len(getattr(total, name)), name
    for name in ("opened", "in_time", "missed", "waiting"):
        assert sum(getattr(p.figures, name) for p in parts) == getattr(total.figures, name), name


def test_one_department_alone() -> None:
    paper = annualpaper.annual(made(), YEAR, TODAY, "Förvaltning 3")
    assert [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1] == ["Förvaltning 3"]
    assert paper.subtitle == "By kommun, Förvaltning 3"


def test_a_term_year_by_year() -> None:
    paper = annualpaper.mandate(made(), 2023, 2026, TODAY)
    (trend,) = [b for b in paper.blocks if isinstance(b, Grid) and b.name == "År för år"]
    assert [row[0] for row in trend.rows] == ["2023", "2024", "2025", "2026"]
    assert any(isinstance(b, Grid) and b.name == "Bidrag och egen andel" for b in paper.blocks)
