"""Why an area gets no hits, against stored calls."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.organisations
from db.records import Area
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps
from tests.integration.jobs.test_match import LAKES, TOWN
from watcher.desk import tuning
from watcher.desk.areas import Diagnosis, diagnose
from watcher.errors import NotFound
from watcher.jobs import crawl


def with_areas(town: JobDeps, *areas: Area) -> dict[str, Diagnosis]:
    changed = replace(TOWN, departments=(replace(TOWN.departments[0], areas=areas),))
    with town.database.write() as tx:
        db.organisations.save(tx, changed, NOW, prune=True)
    return {d.area.id: d for d in diagnose(town, NOW)}  # type: ignore[arg-type]


def test_hits_and_the_words_that_bear_them_are_told(town: JobDeps) -> None:
    found = {d.area.id: d for d in diagnose(town, NOW)}  # type: ignore[arg-type]
    assert list(found) == ["sjoar", "skola"]
    assert found["sjoar"].strong + found["sjoar"].possible == 1
    assert "våtmarker" in found["sjoar"].weighty
    assert [d.area.id for d in diagnose(town, NOW, "SKOLA")] == ["skola"]  # type: ignore[arg-type]


def test_a_short_and_vague_area_is_warned_of_and_unknown_words_are_named(town: JobDeps) -> None:
    found = with_areas(town, Area("kort", "Xyzzy", "Vi utvecklar Xyzzy."))["kort"]
    assert (found.strong, found.possible, found.misses) == (0, 0, ())
    assert "xyzzy" in found.unbridged
    assert "för kort: 4 ord" in found.warnings[0]
    assert any("för vag" in w for w in found.warnings)


def test_the_nearest_misses_say_what_they_met_and_lacked(town: JobDeps) -> None:
    tuning.save(town, NOW, 1.0, 0.999)  # type: ignore[arg-type]
    found = with_areas(town, LAKES)["sjoar"]
    miss = found.misses[0]
    assert miss.call.facts.key.external_id == "LIFE-1"
    assert 0 < miss.score < found.limits.possible == 0.999
    assert "sjöar" in miss.met
    assert not set(miss.met) & set(miss.lacked)


def test_excluded_words_say_how_they_bite(town: JobDeps) -> None:
    found = with_areas(town, replace(LAKES, excluded=("våtmark", "vätgas")))["sjoar"]
    assert [(e.word, e.holds, e.in_text) for e in found.excluded] == [("våtmark", 1, True), ("vätgas", 0, False)]
    assert found.misses == ()


def test_hits_that_are_set_aside_are_counted_by_reason(town: JobDeps) -> None:
    town.portal.rows.append(
        portal_row("EDF-1", title="Lakes and wetlands in defence", frameworkProgramme="44181033",
                   descriptionByte="<p>Restore lakes and wetlands, protect species.</p>"))  # fmt: skip
    crawl.run(town, NOW + dt.timedelta(days=2))  # type: ignore[arg-type]
    (reason,) = with_areas(town, LAKES)["sjoar"].set_aside
    assert "försvar" in reason


def test_an_unknown_area_is_said(town: JobDeps) -> None:
    with pytest.raises(NotFound, match="sjoar"):
        diagnose(town, NOW, "nej")  # type: ignore[arg-type]
