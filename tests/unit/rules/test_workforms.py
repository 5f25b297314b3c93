"""Projects and activities from texts, as people write them in commands and spreadsheets."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.workrecords import Activity, ActivityKind, Money, Part, Partner, PartnerKind, Project, ProjectKind
from watcher.rules import workfields
from watcher.rules.workforms import FieldErrors, read, write

WHOLE = {
    "department_id": "teknik",
    "title": "CoBiUM",
    "kind": "EU-projekt",
    "part": "partner",
    "programme": "interreg södra östersjön",
    "partners": "Linnéuniversitetet [universitet] (SE); Gdynia (PL)",
    "total": "2,5 MEUR",
    "own": "50 000 euro",
    "eu_rate": "80 %",
    "start": "2024-01-01",
    "end": "2026-12-31",
    "reference": "KS 2023-117",
}


def test_a_whole_project() -> None:
    project = read(Project, WHOLE)
    assert (project.kind, project.part, project.programme) == (
        ProjectKind.EU,
        Part.PARTNER,
        "INTERREG SOUTH BALTIC",
    )
    assert project.money == Money("EUR", 2_500_000, None, 50_000, 80.0)
    university = Partner("Linnéuniversitetet", PartnerKind.UNIVERSITY, "SE")
    assert project.partners == (university, Partner("Gdynia", country="PL"))
    assert (project.start, project.end) == (dt.date(2024, 1, 1), dt.date(2026, 12, 31))
    assert read(Project, write(project)) == project


@pytest.mark.parametrize(
    ("text", "whole", "currency"),
    [
        ("1 234 567", 1_234_567, None),
        ("1\u00a0234\u00a0567 kr", 1_234_567, "SEK"),
        ("2,5 mnkr", 2_500_000, "SEK"),
        ("8,5 MEUR", 8_500_000, "EUR"),
        ("350 tkr", 350_000, "SEK"),
        ("0", 0, None),
        ("1234,50", 1_234, None),
    ],
)
def test_amounts(text: str, whole: int, currency: str | None) -> None:
    assert workfields.amount(text) == (whole, currency)


@pytest.mark.parametrize("text", ["två miljoner", "-5", "1.234", "12,345", "=1+1", "5 pund", "1e9"])
def test_what_is_no_plain_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"belopp|två sätt"):
        workfields.amount(text)


@pytest.mark.parametrize(
    ("changed", "heading", "words"),
    [
        ({"end": "2023-01-01"}, "slut", "före starten"),
        ({"start": "1 januari 2024"}, "start", "inget datum"),
        ({"start": "2024-02-30"}, "start", "inget datum"),
        ({"programme": "Horisontalt"}, "program", "okänt"),
        ({"own": "50 000 kr"}, "valuta", "två valutor"),
        ({"currency": "sek"}, "valuta", "två valutor"),
        ({"kind": "annat"}, "slag", "EU-projekt"),
        ({"title": " "}, "titel", "saknas"),
        ({"links": "javascript:alert(1)"}, "länkar", "ingen webbadress"),
        ({"eu_rate": "120"}, "EU-sats", "mellan 0 och 100"),
        ({"partners": "(SE)"}, "partner", "Gdynia"),
        ({"eu_rate": "60", "national_rate": "20", "own_rate": "40"}, "egen sats", "satserna blir 120 procent"),
        ({"ended": "kanske"}, "avslutat", "ja eller nej"),
    ],
)
def test_what_is_wrong_names_its_field(changed: dict[str, str], heading: str, words: str) -> None:
    with pytest.raises(FieldErrors, match=words) as caught:
        read(Project, WHOLE | changed)
    assert [h for h, _ in caught.value.faults] == [heading]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(FieldErrors) as caught:
        read(Project, WHOLE | {"start": "x", "own": "y", "kind": "z"})
    assert [h for h, _ in caught.value.faults] == ["slag", "egen andel", "start"]


def test_other_programmes_can_be_named() -> None:
    project = read(Project, WHOLE | {"programme": "övrigt: Visegradfonden"})
    assert project.programme == "Visegradfonden"
    assert read(Project, write(project)) == project


def test_a_change_leaves_the_rest_and_an_empty_text_clears() -> None:
    project = read(Project, WHOLE)
    changed = read(Project, {"own": "60 000", "reference": "", "ended": "ja"}, project)
    assert changed.money == Money("EUR", 2_500_000, None, 60_000, 80.0)
    assert (changed.reference, changed.ended, changed.title) == ("", True, "CoBiUM")


def test_an_activity() -> None:
    texts = {"department_id": "social", "title": "Studiebesök i Gdynia", "kind": "studiebesök", "start": "2026-05-04"}
    visit = read(Activity, texts)
    assert (visit.kind, visit.start) == (ActivityKind.VISIT, dt.date(2026, 5, 4))
    assert read(Activity, write(visit)) == visit


@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), st.text(max_size=40)))
def test_no_text_breaks_the_reading(texts: dict[str, str]) -> None:
    try:
        project = read(Project, WHOLE | texts)
    except FieldErrors:
        return
    assert read(Project, write(project)) == project


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Linnéuniversitetet", PartnerKind.UNIVERSITY),
        ("Kalmar University (SE)", PartnerKind.UNIVERSITY),
        ("Södra Skog AB", PartnerKind.BUSINESS),
        ("Nätverket för vatten", PartnerKind.NETWORK),
        ("Linnéuniversitetet [annan]", PartnerKind.OTHER),
        ("Gdynia (PL)", PartnerKind.OTHER),
        ("Abisko kommun", PartnerKind.OTHER),
    ],
)
def test_partners_that_the_strategy_names_are_tagged_by_their_names(text: str, kind: PartnerKind) -> None:
    (partner,) = workfields.partners(text)
    assert partner.kind is kind
    assert workfields.partners(workfields.partners_text([partner])) == (partner,)
    assert ("[" in workfields.partners_text([partner])) == (kind is not PartnerKind.OTHER or "[" in text)
