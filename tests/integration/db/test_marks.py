"""Marks and what undoing them restores; an organisation's limits of the bands."""

from __future__ import annotations

import pytest

from db import marks, organisations
from db.engine import Database
from db.errors import Conflict
from db.records import BandLimits, Organisation
from tests.integration.db.samples import DAY, NOW, store, with_town


def test_the_latest_mark_counts_and_undoing_restores_the_one_before(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        a, b = store(tx, ["A", "B"])
        first = marks.add(tx, "vaxjo", "vatten", a, relevant=True, by="cli", now=NOW)
        other = marks.add(tx, "vaxjo", "vatten", b, relevant=True, by="cilla", now=NOW)
        second = marks.add(tx, "vaxjo", "vatten", a, relevant=False, by="cilla", now=NOW + DAY)
        assert marks.counting(tx, "vaxjo") == [second, other]
    with database.write() as tx:
        undone = marks.undo(tx, "vaxjo", "vatten", a, by="cli", now=NOW + 2 * DAY)
        assert undone is not None
        assert (undone.id, undone.undone, undone.undone_by) == (second.id, NOW + 2 * DAY, "cli")
        assert marks.counting(tx, "vaxjo") == [first, other]
        marks.undo(tx, "vaxjo", "vatten", a, by="cli", now=NOW + 3 * DAY)
        assert marks.counting(tx, "vaxjo") == [other]
        assert marks.undo(tx, "vaxjo", "vatten", a, by="cli", now=NOW + 3 * DAY) is None
    with database.read() as tx:
        assert [(m.id, m.undone is None) for m in marks.history(tx, "vaxjo")] == [
            (first.id, False), (other.id, True), (second.id, False)]  # fmt: skip


def test_marks_belong_to_one_organisation_and_area(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        organisations.save(tx, Organisation("alvesta", "Alvesta"), NOW)
        (a,) = store(tx, ["A"])
        marks.add(tx, "vaxjo", "vatten", a, relevant=True, by="cli", now=NOW)
        assert marks.counting(tx, "alvesta") == []
        assert marks.undo(tx, "vaxjo", "omsorg", a, by="cli", now=NOW) is None
        assert len(marks.counting(tx, "vaxjo")) == 1


def test_a_mark_of_what_does_not_exist_is_refused(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        (a,) = store(tx, ["A"])
    with pytest.raises(Conflict), database.write() as tx:
        marks.add(tx, "vaxjo", "vatten", 999, relevant=True, by="cli", now=NOW)
    with pytest.raises(Conflict), database.write() as tx:
        marks.add(tx, "vaxjo", "nej", a, relevant=True, by="cli", now=NOW)


def test_limits_are_kept_changed_and_given_back(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        assert marks.limits(tx, "vaxjo") is None
        for chosen in (BandLimits(0.5, 0.2), BandLimits(0.4, 0.1), None):
            marks.set_limits(tx, "vaxjo", chosen, NOW)
            assert marks.limits(tx, "vaxjo") == chosen
