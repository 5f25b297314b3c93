"""The figures of the duty to consider."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from db.workrecords import Consideration, Grounds, Stand, StandTaken
from watcher.rules.followup import by_department, figures

OPENED = dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)


def item(
    number: int, stand: Stand = Stand.NEW, cutoff: str = "2026-03-01", grounds: Grounds | None = None
) -> Consideration:
    department = "teknik" if number % 2 else "social"
    return Consideration(number, "k", department, number, cutoff, OPENED, dt.date(2026, 1, 26), stand, grounds)


def taken(number: int, days: int, stand: Stand, line: int = 0, undoes: int | None = None) -> StandTaken:
    at = OPENED + dt.timedelta(days=days)
    return StandTaken(line or number, number, at, "anna", "mail", stand, undoes=undoes)


def test_in_time_missed_and_waiting() -> None:
    items = [
        item(1, Stand.APPLYING),
        item(2, Stand.DECLINED, grounds=Grounds.CAPACITY),
        item(3),
        item(4, cutoff="2027-01-01"),
        item(5, cutoff=""),
        item(6, Stand.DECLINED, grounds=Grounds.CAPACITY),
        item(7, Stand.DECLINED, grounds=Grounds.NEED, cutoff=""),
    ]
    history = [
        taken(1, 4, Stand.APPLYING),
        taken(2, 10, Stand.DECLINED),
        taken(6, 100, Stand.DECLINED),
        taken(7, 8, Stand.DECLINED),
    ]
    found = figures(items, history, TODAY)
    assert (found.opened, found.in_time, found.missed, found.waiting) == (7, 3, 2, 2)
    assert found.share == 0.6
    assert found.median_days == 9.0
    assert found.grounds == ((Grounds.CAPACITY, 2), (Grounds.NEED, 1))
    assert dict(found.stands)[Stand.NEW] == 3


def test_a_stand_that_was_taken_back_does_not_count() -> None:
    history = [taken(1, 4, Stand.APPLYING, 1), taken(1, 5, Stand.NEW, 2, undoes=1)]
    found = figures([item(1)], history, TODAY)
    assert (found.in_time, found.missed, found.median_days, found.share) == (0, 1, None, 0.0)


def test_no_considerations_have_no_share() -> None:
    found = figures([], [], TODAY)
    assert (found.opened, found.share, found.median_days) == (0, None, None)


def test_departments_apart() -> None:
    found = by_department([item(1), item(2), item(3)], [], TODAY)
    assert {name: f.opened for name, f in found.items()} == {"social": 1, "teknik": 2}


CUTOFFS = st.sampled_from(["", "2026-03-01", "2027-01-01"])


@given(st.lists(st.tuples(st.sampled_from(list(Stand)), CUTOFFS, st.integers(0, 200)), max_size=30))
def test_the_parts_add_up(rows: list[tuple[Stand, str, int]]) -> None:
    items = [item(n, stand, cutoff) for n, (stand, cutoff, _) in enumerate(rows, 1)]
    history = [taken(n, days, stand) for n, (stand, _, days) in enumerate(rows, 1) if stand is not Stand.NEW]
    found = figures(items, history, TODAY)
    assert found.in_time + found.missed + found.waiting == found.opened == len(rows)
    assert sum(n for _, n in found.stands) == found.opened
