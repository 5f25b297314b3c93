"""Marks: who made them, what they do to the matches, and what undoing them gives back."""

from __future__ import annotations

from dataclasses import replace

import pytest

import db.marks
import db.matches
import db.organisations
from db.records import Band, BandLimits, Match
from tests.integration.jobs.conftest import NOW, JobDeps
from tests.integration.jobs.test_match import LAKES, SCHOOL, TOWN
from watcher.desk import marks
from watcher.desk.matches import explain_one
from watcher.errors import NotFound
from watcher.jobs import match


def stored(town: JobDeps, area: str = "sjoar") -> list[Match]:
    match.run(town, NOW)  # type: ignore[arg-type]
    with town.database.read() as tx:
        return db.matches.listing(tx, "vaxjo", area_id=area)


def test_a_mark_rematches_the_area_and_undoing_it_gives_the_old_matches_back(town: JobDeps) -> None:
    before = stored(town)
    assert match.run(town, NOW).scored == 0  # type: ignore[arg-type]
    made = marks.mark(town, NOW, "life-1", "SJOAR", relevant=True, by="A@example.org")  # type: ignore[arg-type]
    assert (made.mark.by, made.mark.area_id) == ("a", "sjoar")
    after = stored(town)
    assert len(after) > len(before)
    new = next(m for m in after if m.call_id not in {b.call_id for b in before})
    assert {(r.via, r.mark) for r in new.reasons} == {("mark", "LIFE-1")}
    assert sum(r.weight for r in new.reasons) == pytest.approx(new.score)
    marks.unmark(town, NOW, "LIFE-1", "sjoar")  # type: ignore[arg-type]
    assert stored(town) == before
    with pytest.raises(NotFound, match="inte märkt"):
        marks.unmark(town, NOW, "LIFE-1", "sjoar")  # type: ignore[arg-type]
    (kept,) = marks.listing(town, NOW, history=True)  # type: ignore[arg-type]
    assert (kept.mark.undone, kept.counts) == (NOW, False)
    assert marks.listing(town, NOW) == []  # type: ignore[arg-type]


def test_a_later_mark_replaces_and_undoing_it_restores_the_earlier(town: JobDeps) -> None:
    for relevant in (True, False):
        marks.mark(town, NOW, "LIFE-1", "sjoar", relevant=relevant)  # type: ignore[arg-type]
    assert [m.mark.relevant for m in marks.listing(town, NOW)] == [False]  # type: ignore[arg-type]
    done = marks.unmark(town, NOW, "LIFE-1", "sjoar")  # type: ignore[arg-type]
    assert done.restored is not None
    assert done.restored.relevant
    assert marks.listing(town, NOW, "skola") == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "area", "by"), [("NO-1", "sjoar", "cli"), ("LIFE-1", "nej", "cli"), ("LIFE-1", "sjoar", "x@example.org")]
)
def test_what_does_not_exist_cannot_be_marked(town: JobDeps, call: str, area: str, by: str) -> None:
    with pytest.raises(NotFound):
        marks.mark(town, NOW, call, area, relevant=True, by=by)  # type: ignore[arg-type]
    assert marks.listing(town, NOW, history=True) == []  # type: ignore[arg-type]


def test_an_organisations_own_limits_decide_the_bands(town: JobDeps) -> None:
    assert {m.band for m in stored(town)} != {Band.WEAK}
    with town.database.write() as tx:
        db.marks.set_limits(tx, "vaxjo", BandLimits(1.0, 0.999), NOW)
    assert {m.band for m in stored(town)} == {Band.WEAK}


def test_an_excluded_word_holds_a_call_down_under_any_limits(town: JobDeps) -> None:
    picky = replace(TOWN.departments[0], areas=(replace(LAKES, excluded=("våtmark",)), SCHOOL))
    with town.database.write() as tx:
        db.organisations.save(tx, replace(TOWN, departments=(picky,)), NOW)
        db.marks.set_limits(tx, "vaxjo", BandLimits(0.0001, 0.00001), NOW)
    best = max(stored(town), key=lambda m: m.score)
    assert best.band is Band.WEAK
    assert (best.reasons[-1].via, best.reasons[-1].english) == ("excluded", "wetlands")


def test_explain_tells_the_stored_match_and_only_else_a_fresh_one(town: JobDeps) -> None:
    fresh = explain_one(town, NOW, "LIFE-1", "sjoar")  # type: ignore[arg-type]
    assert not fresh.stored
    kept = {m.call_id: m for m in stored(town)}
    explained = explain_one(town, NOW, "LIFE-1", "sjoar")  # type: ignore[arg-type]
    assert explained.stored
    assert explained.match == kept[explained.call.id]
    hit = next(e for e in explained.evidence if e.reason.english == "lakes")
    assert hit.snippet is not None
    assert hit.snippet.marked() == "Restoration of «lakes» and wetlands"
    nothing = explain_one(town, NOW, "X-1", "skola")  # type: ignore[arg-type]
    assert (nothing.match, nothing.stored, nothing.evidence) == (None, False, ())
