"""When, said with less than a day, and how sure it is."""

from __future__ import annotations

import datetime as dt

import pytest

from db.records import Deadline, Precision
from watcher.rules.deadlines import ends_at
from watcher.rules.lastday import LastDay, from_field, from_text
from watcher.rules.swedish import deadline_text
from watcher.rules.vague import find_periods, is_preliminary, stage_in

ZONE = "Europe/Stockholm"


@pytest.mark.parametrize(
    ("text", "last", "precision"),
    [
        ("hösten 2023", "2023-12-31", Precision.SEASON),
        ("Våren 2027", "2027-06-30", Precision.SEASON),
        ("2027-04 (prel.)", "2027-04-30", Precision.MONTH),
        ("Maj 2023", "2023-05-31", Precision.MONTH),
        ("februari 2028", "2028-02-29", Precision.MONTH),
        ("Q2 2027", "2027-06-30", Precision.QUARTER),
        ("kvartal 3, 2027", "2027-09-30", Precision.QUARTER),
        ("fjärde kvartalet 2027", "2027-12-31", Precision.QUARTER),
        ("third quarter of 2027", "2027-09-30", Precision.QUARTER),
    ],
)
def test_periods(text: str, last: str, precision: Precision) -> None:
    assert [(p.last.isoformat(), p.precision) for p in find_periods(text)] == [(last, precision)]


@pytest.mark.parametrize(
    "text",
    ["3 maj 2023", "2027-04-05", "Ej bestämt", "våren", "vintern 2027", "löpande", "6 oktober", "dnr 2027-04123"],
)
def test_what_is_no_period(text: str) -> None:
    assert list(find_periods(text)) == []


@pytest.mark.parametrize(
    "text", ["2027-04 (prel.)", "Preliminärt 3 maj", "Beräknas öppna hösten 2023", "planned for May"]
)
def test_preliminary(text: str) -> None:
    assert is_preliminary(text)


@pytest.mark.parametrize("text", ["3 maj 2027", "planering av vägar", "relationer", "Preludium"])
def test_not_preliminary(text: str) -> None:
    assert not is_preliminary(text)


@pytest.mark.parametrize(
    ("text", "stage"), [("Steg 2:", 2), ("första steget", 1), ("Stage 1, then stage 2", 2), ("steget efter", None)]
)
def test_stages(text: str, stage: int | None) -> None:
    assert stage_in(text) == stage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-04 (prel.)", "april 2027 (preliminärt)"),
        ("hösten 2027", "hösten 2027"),
        ("andra kvartalet 2027", "andra kvartalet 2027"),
        ("1 oktober 2024 klockan 12.00", "1 oktober 2024 kl. 12.00"),
        ("2021-10-20 17:00", "20 oktober 2021 kl. 17.00"),
        ("15 mars 2027 (preliminärt)", "15 mars 2027 (preliminärt)"),
    ],
)
def test_a_field_is_told_as_exactly_as_the_source_does(text: str, expected: str) -> None:
    assert [deadline_text(d) for d in from_field(text, ZONE).deadlines] == [expected]


@pytest.mark.parametrize("text", ["6 oktober", "kl. 14:00 den 1 september", "Ej bestämt", "april 2027 eller maj 2027"])
def test_a_field_without_a_year_or_with_two_periods_stays_unknown(text: str) -> None:
    assert from_field(text, ZONE) == LastDay((), text)


def test_labels_in_running_text() -> None:
    found = from_text("Öppnar: hösten 2026. Sista ansökningsdag: april 2027 (prel.). Beslut i maj 2027.", ZONE)
    assert found.deadlines == (Deadline(dt.date(2027, 4, 30), None, ZONE, None, Precision.MONTH, preliminary=True),)


def test_an_exact_day_elsewhere_is_better_than_a_period() -> None:
    found = from_text("Stänger: våren 2027. Sista ansökningsdag är 3 maj 2027.", ZONE)
    assert found.deadlines == (Deadline(dt.date(2027, 5, 3), None, ZONE),)


def test_stages_are_kept_with_their_dates() -> None:
    found = from_text("Sista dag steg 1: 17 november 2026 och steg 2: 15 april 2027", ZONE)
    assert [(d.date.isoformat(), d.stage) for d in found.deadlines] == [("2026-11-17", 1), ("2027-04-15", 2)]


def test_a_month_passes_when_it_ends() -> None:
    (deadline,) = from_field("april 2027", ZONE).deadlines
    assert ends_at(deadline) == dt.datetime(2027, 4, 30, 22, tzinfo=dt.UTC)
