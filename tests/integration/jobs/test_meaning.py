"""Matching with a sentence model: what is encoded when, what is kept, and what happens without the model."""

from __future__ import annotations

from typing import Any

import pytest

import db.matches
import db.organisations
from matchers.errors import ModelMissing
from tests.encoders import FakeEncoder
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps
from tests.integration.jobs.test_match import TOWN
from watcher.desk.areas import diagnose
from watcher.desk.matches import explain_one
from watcher.jobs import crawl, match, meaning

ROWS = [
    portal_row("LIFE-1", title="Restoration of lakes", descriptionByte="<p>Restore lakes and wetlands.</p>"),
    portal_row("BLUE-1", title="Blue spaces", descriptionByte="<p>Every pond in town counts.</p>"),
    portal_row("X-1", title="Fusion plasma", descriptionByte="<p>Tokamak.</p>"),
]


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    deps.portal.rows = list(ROWS)
    with deps.database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
    crawl.run(deps, NOW)  # type: ignore[arg-type]
    return deps


def run_with(town: JobDeps, encoder: FakeEncoder) -> match.MatchReport:
    town.encoder = lambda: encoder
    return match.run(town, NOW)  # type: ignore[arg-type]


def test_a_call_that_only_the_model_finds_is_stored_with_its_passage(town: JobDeps) -> None:
    run_with(town, FakeEncoder())
    found = explain_one(town, NOW, "blue-1", "sjoar")  # type: ignore[arg-type]
    assert found.stored
    assert found.match is not None
    assert sum(r.weight for r in found.match.reasons) == pytest.approx(found.match.score)
    told = next(e for e in found.evidence if e.reason.via == "meaning")
    assert told.reason.swedish == "Sjörestaurering"
    assert told.snippet is not None
    assert "Every pond in town counts." in told.snippet.text


def test_only_new_and_changed_calls_are_encoded_later(town: JobDeps) -> None:
    told: list[Any] = []
    town.progress = lambda what, done, total: told.append((what, done, total))
    first = FakeEncoder()
    run_with(town, first)
    assert ("encode", 6, 6) in told
    town.portal.rows = [*ROWS[:2], portal_row("X-1", title="Fusion plasma", descriptionByte="<p>A new tokamak.</p>"),
                        portal_row("Y-1", title="Literacy", descriptionByte="<p>Pupils.</p>")]  # fmt: skip
    crawl.run(town, NOW)  # type: ignore[arg-type]
    second = FakeEncoder()
    assert run_with(town, second).scored == 8
    assert sorted(second.asked) == ["Fusion plasma. A new tokamak.", "Literacy", "Literacy. Pupils."]


def test_nothing_is_encoded_or_scored_when_nothing_has_changed(town: JobDeps) -> None:
    run_with(town, FakeEncoder())
    again = FakeEncoder()
    assert run_with(town, again).scored == 0
    assert again.asked == []


def test_another_model_scores_anew_and_the_old_vectors_go(town: JobDeps) -> None:
    run_with(town, FakeEncoder("fake 1"))
    other = FakeEncoder("fake 2")
    assert run_with(town, other).scored == 6
    assert "Blue spaces" in other.asked
    back = FakeEncoder("fake 1")
    run_with(town, back)
    assert "Blue spaces" in back.asked


def test_a_killed_run_keeps_what_it_had(town: JobDeps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchers.encoder.BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        run_with(town, FakeEncoder(dies_after=4))
    with town.database.read() as tx:
        assert db.matches.listing(tx, "vaxjo") == []
    again = FakeEncoder()
    run_with(town, again)
    assert len([t for t in again.asked if t in {"Restoration of lakes", "Blue spaces", "Fusion plasma"}]) < 3


def test_without_the_model_words_match_alone_and_it_is_told(town: JobDeps, capsys: pytest.CaptureFixture[str]) -> None:
    match.run(town, NOW)  # type: ignore[arg-type]
    with town.database.read() as tx:
        by_words = db.matches.listing(tx, "vaxjo")

    def missing() -> FakeEncoder:
        raise ModelMissing("språkmodellen är inte installerad")

    assert meaning.trouble(town) == ()  # type: ignore[arg-type]
    town.encoder = missing
    assert match.run(town, NOW).scored == 0  # type: ignore[arg-type]
    with town.database.read() as tx:
        assert db.matches.listing(tx, "vaxjo") == by_words
    (told,) = meaning.trouble(town)  # type: ignore[arg-type]
    assert told == (
        "matchningen går på ord allena, fast inställningen matcher är hybrid: språkmodellen är inte installerad"
    )
    printed = capsys.readouterr()
    assert "sentence_model_missing" in printed.err + printed.out


def test_a_diagnosis_counts_what_the_model_finds(town: JobDeps) -> None:
    town.encoder = FakeEncoder
    (lakes,) = diagnose(town, NOW, "sjoar")  # type: ignore[arg-type]
    with_model = lakes.strong + lakes.possible + len(lakes.misses)
    town.encoder = None
    (lakes,) = diagnose(town, NOW, "sjoar")  # type: ignore[arg-type]
    assert with_model > lakes.strong + lakes.possible + len(lakes.misses)
