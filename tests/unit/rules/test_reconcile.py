"""Pairing our projects with a public register's rows, and comparing only amounts that mean the same."""

from __future__ import annotations

import datetime as dt

import pytest

from db.workrecords import Application, ApplicationState, Money, Project, ProjectKind
from watcher.rules.reconcile import Certainty, Foreign, Reconciled, digits, reconcile
from watcher.rules.sameamount import Amount, Means, compared, ours

OURS, PIC, OTHER = "2120000662", "999888777", "5560001111"


def _project(number: int = 1, title: str = "Blå våtmarker", reference: str = "", **more: object) -> Project:
    return Project(number, "by", "teknik", title, ProjectKind.EU, reference=reference, **more)  # type: ignore[arg-type]


def _row(title: str = "Blå våtmarker", *references: str, of: str = OURS, line: int = 2, **more: object) -> Foreign:
    organisations = frozenset({of}) if of else frozenset()
    return Foreign(line, (title,), references, organisations, **more)  # type: ignore[arg-type]


def _done(row: Foreign, *projects: Project) -> Reconciled:
    return reconcile([row], projects, [], ["212000-0662", PIC])


@pytest.mark.parametrize(
    ("row", "project", "certainty"),
    [
        (_row("Annat namn", "2024-00123"), _project(reference="KS 2024-17, 2024-00123"), Certainty.CERTAIN),
        (_row("Blå våtmarker", "2024-00123", of=""), _project(reference="2024-00123"), Certainty.CERTAIN),
        (_row("BLÅ VÅTMARKER"), _project(), Certainty.CERTAIN),
        (_row("Blå våtmarker", of=PIC), _project(), Certainty.CERTAIN),
        (_row("Annat", "2024-00123", of=""), _project(reference="2024-00123"), Certainty.LIKELY),
        (_row(of=""), _project(), Certainty.LIKELY),
        (_row("Blå våtmarker i Småland"), _project(), Certainty.LIKELY),
        (_row("CoBiUM"), _project(title="CoBiUM – biodiversity in cities"), Certainty.LIKELY),
        (_row("Digitala skolan"), _project(), Certainty.MISSING),
        (_row("Annat namn", "2024-0012"), _project(reference="2024-00123"), Certainty.MISSING),
    ],
)
def test_how_sure(row: Foreign, project: Project, certainty: Certainty) -> None:
    (pair,) = _done(row, project).pairs
    assert pair.certainty is certainty
    assert (pair.own is None) == (certainty is Certainty.MISSING)


@pytest.mark.parametrize("row", [_row(of=OTHER), _row("Blå våtmarker", "1", of=OTHER), _row("Annat", of="")])
def test_what_is_not_ours_is_only_counted(row: Foreign) -> None:
    found = _done(row, _project(reference="1"))
    assert (found.pairs, found.others, len(found.unseen)) == ((), 1, 1)


def test_each_of_ours_is_paired_once_and_with_the_best() -> None:
    rows = [_row(line=2), _row("Blå våtmarker", "7", line=3), _row("Blå våtmarker del två", line=4)]
    found = reconcile(rows, [_project(1, reference="7"), _project(2)], [], [OURS])
    assert [(p.foreign.line, p.own and p.own.id) for p in found.pairs] == [(2, 2), (3, 1), (4, None)]
    assert found.unseen == ()


def test_two_of_the_same_name_are_told_apart_by_their_start() -> None:
    first, second = (_project(n, start=dt.date(2020 + n, 1, 1)) for n in (1, 2))
    (pair,) = _done(_row(start=dt.date(2022, 1, 1)), first, second).pairs
    assert pair.own == second


def test_an_application_that_became_a_project_is_the_project() -> None:
    application = Application(5, "by", "teknik", "Blå våtmarker", ApplicationState.GRANTED)
    waiting = Application(6, "by", "teknik", "Gröna tak", ApplicationState.SUBMITTED, money=Money(grant=900_000))
    rows = [
        _row(),
        _row("Gröna tak", state=ApplicationState.REJECTED, amounts=(Amount(Means.APPLIED, 900_000, "SEK"),)),
    ]
    found = reconcile(rows, [_project(application_id=5)], [application, waiting], [OURS])
    assert [type(p.own) for p in found.pairs] == [Project, Application]
    assert found.pairs[1].differences == ("läge: inskickad i registret, avslag i filen",)
    assert [a.same for a in found.pairs[1].amounts] == [True]
    assert found.unseen == ()


def test_days_that_differ_are_told() -> None:
    project = _project(start=dt.date(2024, 1, 1), end=dt.date(2026, 6, 30))
    (pair,) = _done(_row(start=dt.date(2024, 1, 1), end=dt.date(2026, 12, 31)), project).pairs
    assert pair.differences == ("slut: 2026-06-30 i registret, 2026-12-31 i filen",)


BOTH = Money("SEK", 1_000_000, 600_000, 400_000, eu_rate=40.0, national_rate=20.0)


@pytest.mark.parametrize(
    ("theirs", "money", "same"),
    [
        (Amount(Means.EU, 600_000, "SEK"), Money(grant=600_000, national_rate=0.0), True),
        (Amount(Means.EU, 600_001, "SEK"), Money(grant=600_000, national_rate=0.0), True),
        (Amount(Means.EU, 590_000, "SEK"), Money(grant=600_000, national_rate=0.0), False),
        (Amount(Means.EU, 600_000, "SEK"), Money(grant=600_000), None),
        (Amount(Means.EU, 400_000, "SEK"), BOTH, True),
        (Amount(Means.EU, 600_000, "SEK"), BOTH, False),
        (Amount(Means.PUBLIC, 600_000, "SEK"), BOTH, True),
        (Amount(Means.TOTAL, 1_000_000, "EUR"), BOTH, None),
        (Amount(Means.TOTAL, 1_000_000, ""), BOTH, None),
        (Amount(Means.ELIGIBLE, 1_000_000, "SEK"), BOTH, None),
        (Amount(Means.PART_EU, 600_000, "SEK"), BOTH, None),
        (Amount(Means.APPLIED, 600_000, "SEK"), BOTH, None),
    ],
)
def test_only_the_same_is_compared(theirs: Amount, money: Money, same: bool | None) -> None:
    (found,) = compared([theirs], ours(money, applied=False))
    assert found.same is same
    assert ("jämförs inte" in found.words) == (same is None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("212000-0662", OURS), ("SE212000066201", OURS), ("16212000-0662", OURS), ("999888777", PIC), ("", ""),
    ],
)  # fmt: skip
def test_digits(text: str, number: str) -> None:
    assert digits(text) == number
