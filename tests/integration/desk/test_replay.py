"""Trying limits, texts and excluded words on past weeks: what differs, and that nothing is stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

import db.marks
from db.records import Band, BandLimits
from db.tables import metadata
from tests.integration.jobs.conftest import NOW, JobDeps
from watcher.config.termsfile import OwnTerm
from watcher.desk import tuning
from watcher.desk.replay import Proposal, Replay, replay
from watcher.errors import NotFound, UsageError
from watcher.jobs import match
from watcher.rules.replay import Difference

LATER = NOW + dt.timedelta(hours=2)


def tried(town: JobDeps, **proposal: Any) -> Replay:
    return replay(town, LATER, Proposal(**proposal), weeks=12)  # type: ignore[arg-type]


def rows(town: JobDeps) -> dict[str, list[tuple[Any, ...]]]:
    with town.database.read() as tx:
        return {t.name: sorted(map(tuple, tx.connection.execute(select(t))), key=repr) for t in metadata.sorted_tables}


def ids(found: Replay, part: str) -> set[tuple[str, str]]:
    told = getattr(found.difference, part)
    return {(t.area_id, found.calls[t.call_id].facts.key.external_id) for t in told}


def test_stricter_limits_take_calls_out_and_nothing_is_stored(town: JobDeps) -> None:
    match.run(town, NOW)  # type: ignore[arg-type]
    before = rows(town)
    found = tried(town, strong=1.0, possible=0.999)
    assert ("sjoar", "LIFE-1") in ids(found, "leaves")
    assert (found.after, found.difference.enters) == (0, ())
    assert found.before == len(found.difference.leaves)
    assert rows(town) == before


def test_limits_between_bands_only_move_a_call(town: JobDeps) -> None:
    found = tried(town, strong=0.999)
    (moved,) = [new for old, new in found.difference.moves if old.band is Band.STRONG and old.area_id == "sjoar"]
    assert moved.band is Band.POSSIBLE
    assert found.difference.enters == found.difference.leaves == ()


def test_another_text_brings_its_calls_in_to_that_area_alone(town: JobDeps) -> None:
    tuning.save(town, NOW, None, 0.01)  # type: ignore[arg-type]
    found = tried(town, area="SJOAR", text="Museer och turism ska bli fler.")
    assert ("sjoar", "LIFE-2") in ids(found, "enters")
    assert {area for area, _ in ids(found, "enters") | ids(found, "leaves")} == {"sjoar"}


def test_an_excluded_word_takes_its_call_out(town: JobDeps) -> None:
    assert ids(tried(town, area="sjoar", excluded=("våtmark",)), "leaves") == {("sjoar", "LIFE-1")}


def test_stored_limits_are_what_is_compared_with(town: JobDeps) -> None:
    tuning.save(town, NOW, 1.0, 0.999)  # type: ignore[arg-type]
    found = tried(town, possible=0.1, strong=0.3)
    assert found.before == 0
    assert ("sjoar", "LIFE-1") in ids(found, "enters")


@pytest.mark.parametrize(
    "proposal",
    [{}, {"area": "sjoar"}, {"text": "x"}, {"excluded": ("x",)}, {"strong": 0.01}, {"possible": 0.0},
     {"strong": 1.5}, {"strong": float("nan")}],
)  # fmt: skip
def test_a_proposal_that_cannot_be_is_refused(town: JobDeps, proposal: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        tried(town, **proposal)


def test_an_unknown_area_or_organisation_is_said(town: JobDeps) -> None:
    with pytest.raises(NotFound, match="sjoar, skola"):
        tried(town, area="nej", text="x")
    with pytest.raises(NotFound, match="vaxjo"):
        replay(town, LATER, Proposal(strong=0.5), weeks=2, organisation="nej")  # type: ignore[arg-type]


def test_limits_are_saved_shown_and_given_back(town: JobDeps) -> None:
    saved = tuning.save(town, NOW, 0.5, None)  # type: ignore[arg-type]
    with town.database.read() as tx:
        assert db.marks.limits(tx, "vaxjo") == saved.limits == BandLimits(0.5, saved.limits.possible)
    assert [t.own for t in tuning.show(town)] == [True]  # type: ignore[arg-type]
    assert not tuning.reset(town, NOW).own  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        tuning.save(town, NOW, 0.1, 0.2)  # type: ignore[arg-type]
    assert [t.own for t in tuning.show(town)] == [False]  # type: ignore[arg-type]


def test_other_own_terms_bring_their_calls_in_and_are_not_kept(town: JobDeps) -> None:
    tuning.save(town, NOW, None, 0.01)  # type: ignore[arg-type]
    before = rows(town)
    found = tried(town, terms=(OwnTerm("sjö", ("museums", "tourism"), 1.0),))
    assert ("sjoar", "LIFE-2") in ids(found, "enters")
    assert rows(town) == before
    same = tried(town, terms=())
    assert same.difference == Difference((), (), ())
