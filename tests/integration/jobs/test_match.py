"""Matching: what is stored, when it is done again, and how one match is explained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import db.calls
import db.matches
import db.neighbours
import db.organisations
from db.records import Area, Band, Contact, Department, Organisation
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps
from watcher.desk import terms
from watcher.jobs import crawl, match, neighbours
from watcher.jobs.callbook import find_call, read_calls

LAKES = Area("sjoar", "Sjörestaurering", "Vi restaurerar sjöar och våtmarker och skyddar hotade arter.")
SCHOOL = Area("skola", "Läsning i grundskolan", "Elevernas läsförståelse och matematik ska stärkas.")
TOWN = Organisation(
    "vaxjo", "Växjö kommun",
    departments=(Department("miljo", "Miljö", (LAKES, SCHOOL), (Contact("a", "A", "a@example.org"),)),),
)  # fmt: skip


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    deps.portal.rows = [
        portal_row("LIFE-1", title="Restoration of lakes and wetlands",
                   descriptionByte="<p>Protect threatened species and restore lakes and wetlands.</p>"),
        portal_row("EDF-1", title="Air defence of lakes", frameworkProgramme="44181033",
                   descriptionByte="<p>Radar.</p>"),
        portal_row("X-1", title="Fusion plasma", descriptionByte="<p>Tokamak.</p>"),
    ]  # fmt: skip
    with deps.database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
    crawl.run(deps, NOW)  # type: ignore[arg-type]
    return deps


def test_matches_are_stored_with_reasons_that_add_up(town: JobDeps) -> None:
    report = match.run(town, NOW)  # type: ignore[arg-type]
    assert (report.areas, report.calls, report.scored) == (2, 3, 6)
    with town.database.read() as tx:
        stored = db.matches.listing(tx, "vaxjo", area_id="sjoar")
        wanted = find_call(tx, "life-1")
    best = max(stored, key=lambda m: m.score)
    assert wanted is not None
    assert best.call_id == wanted.id
    assert best.band in (Band.STRONG, Band.POSSIBLE)
    assert sum(r.weight for r in best.reasons) == pytest.approx(best.score)
    assert any(r.swedish == "sjöar" and r.english == "lakes" for r in best.reasons)


def test_nothing_is_scored_again_until_something_changes(town: JobDeps) -> None:
    match.run(town, NOW)  # type: ignore[arg-type]
    assert match.run(town, NOW).scored == 0  # type: ignore[arg-type]
    changed = replace(TOWN.departments[0], areas=(LAKES, replace(SCHOOL, text="Skolan ska bli bättre.")))
    with town.database.write() as tx:
        db.organisations.save(tx, replace(TOWN, departments=(changed,)), NOW)
    assert match.run(town, NOW).scored == 6  # type: ignore[arg-type]


def test_one_match_is_explained_whatever_its_place(town: JobDeps) -> None:
    with town.database.read() as tx:
        calls = read_calls(tx, NOW)
    by_id = {c.facts.key.external_id: c.id for c in calls}
    found = match.explain(calls, "vaxjo", LAKES, by_id["LIFE-1"])
    assert found is not None
    assert found.reasons
    assert match.explain(calls, "vaxjo", SCHOOL, by_id["X-1"]) is None


def test_calls_for_others_carry_the_reason(town: JobDeps) -> None:
    with town.database.read() as tx:
        aside = {c.facts.key.external_id: c.set_aside for c in read_calls(tx, NOW)}
    assert aside["LIFE-1"] is None
    assert "försvar" in (aside["EDF-1"] or "")


def test_siblings_are_found_and_compared_again_only_when_calls_change(town: JobDeps) -> None:
    text = "<p>Protect threatened species and restore lakes, rivers and wetlands in river basins.</p>"
    town.portal.rows += [portal_row(f"LIFE-{n}", title=f"Rivers {n}", descriptionByte=text) for n in (2026, 2027)]
    crawl.run(town, NOW)  # type: ignore[arg-type]
    match.run(town, NOW)  # type: ignore[arg-type]
    with town.database.read() as tx:
        by_id = {c.facts.key.external_id: c.id for c in read_calls(tx, NOW)}
        near = db.neighbours.listing(tx)
        calls = db.calls.listing(tx, NOW, with_text=False)
    assert near == {by_id["LIFE-2026"]: (by_id["LIFE-2027"],), by_id["LIFE-2027"]: (by_id["LIFE-2026"],)}
    assert not neighbours.refresh(town, calls, NOW)  # type: ignore[arg-type]
    assert neighbours.refresh(town, calls[1:], NOW)  # type: ignore[arg-type]


def test_a_change_in_the_coordinators_terms_scores_again_and_says_so(town: JobDeps, tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    town.settings = town.settings.model_copy(update={"terms": path})
    match.run(town, NOW)  # type: ignore[arg-type]
    path.write_text('[[term]]\nterm = "sjö"\nenglish = ["tokamak"]\n[[term]]\nterm = "vik"\n', encoding="utf-8")
    report = match.run(town, NOW)  # type: ignore[arg-type]
    assert report.scored == 6
    assert "terms.toml, rad 4:" in report.warnings[0]
    with town.database.read() as tx:
        stored = db.matches.listing(tx, "vaxjo", area_id="sjoar")
        plasma = find_call(tx, "x-1")
    assert plasma is not None
    reasons = next(m.reasons for m in stored if m.call_id == plasma.id)
    assert ("own", "sjöar", "Tokamak") in {(r.via, r.swedish, r.english) for r in reasons}
    assert match.run(town, NOW).scored == 0  # type: ignore[arg-type]


def test_the_check_of_terms_tells_what_no_list_knows(town: JobDeps) -> None:
    with town.database.write() as tx:
        area = replace(LAKES, text="Sandvikskvarnax och sjöar.")
        changed = replace(TOWN, departments=(replace(TOWN.departments[0], areas=(area, SCHOOL)),))
        db.organisations.save(tx, changed, NOW)
    found = terms.check(town, NOW)  # type: ignore[arg-type]
    assert found.terms == ()
    assert found.unbridged["sjoar"] == ["sandvikskvarnax"]
