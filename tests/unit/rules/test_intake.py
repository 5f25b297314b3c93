"""What a crawl's rows mean for what is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import permutations

from db.records import CallKey, Deadline, KnownSighting
from watcher.rules.intake import decide

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
AHEAD = (Deadline(dt.date(2027, 2, 1)),)
BEHIND = (Deadline(dt.date(2026, 2, 1)),)


@dataclass(frozen=True)
class Row:
    key: CallKey
    raw_hash: str = "a"
    deadlines: tuple[Deadline, ...] = AHEAD
    rank: int = 0


def row(name: str, **kwargs: object) -> Row:
    return Row(CallKey("ft", name), **kwargs)  # type: ignore[arg-type]


def known(*names: str) -> dict[str, KnownSighting]:
    return {f"ft:{n.casefold()}": KnownSighting(i, CallKey("ft", n), "a", "h", 0) for i, n in enumerate(names, 1)}


def test_each_row_lands_in_one_place() -> None:
    rows = [row("NEW"), row("same"), row("other", raw_hash="b"), row("old", deadlines=BEHIND), row("new", rank=-1)]
    intake = decide(rows, known("SAME", "OTHER"), NOW)
    assert [r.key.external_id for r in intake.fresh] == ["NEW"]
    assert [r.key.external_id for r in intake.unchanged] == ["same"]
    assert [r.key.external_id for r in intake.differing] == ["other"]
    assert [r.key.external_id for r in intake.stale] == ["old"]
    assert intake.duplicates == 1


def test_of_rows_with_one_key_the_best_wins_in_any_order() -> None:
    rows = [row("A", raw_hash="stub", rank=1), row("a", raw_hash="full", rank=9), row("A", raw_hash="older", rank=4)]
    for order in permutations(rows):
        intake = decide(order, {}, NOW)
        assert [r.raw_hash for r in intake.fresh] == ["full"]
        assert intake.duplicates == 2


def test_a_known_call_whose_new_deadline_has_passed_is_still_compared() -> None:
    intake = decide([row("A", raw_hash="b", deadlines=BEHIND)], known("A"), NOW)
    assert len(intake.differing) == 1
    assert not intake.stale


def test_a_row_without_deadline_is_not_stale() -> None:
    assert len(decide([row("A", deadlines=())], {}, NOW).fresh) == 1
