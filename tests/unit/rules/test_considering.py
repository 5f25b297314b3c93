"""When a stand is due, who is reminded, what can be undone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import CallFacts, CallKey, Deadline
from db.workrecords import Consideration, Stand, StandTaken
from watcher.rules import considering, workdays
from watcher.rules.considering import Reminded, due, reminded, undoable

MONDAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (None, dt.date(2026, 12, 14)),
        (dt.date(2027, 4, 8), dt.date(2026, 12, 14)),
        (dt.date(2026, 12, 11), dt.date(2026, 11, 27)),
        (dt.date(2026, 11, 30), dt.date(2026, 11, 24)),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 24)),
    ],
)
def test_due(deadline: dt.date | None, expected: dt.date) -> None:
    assert due(MONDAY, deadline) == expected


def test_midsummer_is_no_working_day() -> None:
    assert due(dt.date(2026, 6, 18), dt.date(2026, 6, 22)) == dt.date(2026, 6, 22)


@given(st.dates(dt.date(2024, 1, 1), dt.date(2035, 1, 1)), st.none() | st.integers(-30, 400))
def test_due_is_always_a_coming_working_day(opened: dt.date, days: int | None) -> None:
    day = due(opened, None if days is None else opened + dt.timedelta(days=days))
    assert day > opened
    assert workdays.is_workday(day)


def consideration(stand: Stand = Stand.NEW) -> Consideration:
    return Consideration(1, "k", "d", 7, "", NOW, dt.date(2026, 12, 14), stand)


@pytest.mark.parametrize(
    ("late", "who"),
    [(0, Reminded.NOBODY), (1, Reminded.OWNER), (5, Reminded.OWNER), (6, Reminded.DEPUTY), (11, Reminded.COORDINATOR)],
)
def test_who_is_reminded(late: int, who: Reminded) -> None:
    item = consideration()
    today = workdays.add(item.due, late)
    assert reminded(item, today) is who
    assert reminded(consideration(Stand.DECLINED), today) is Reminded.NOBODY


def line(number: int, stand: Stand, undoes: int | None = None, day: int = 0) -> StandTaken:
    return StandTaken(number, 1, NOW + dt.timedelta(days=day), "anna", "web", stand, undoes=undoes)


def test_only_the_latest_standing_stand_can_be_undone() -> None:
    history = [line(1, Stand.WATCHING), line(2, Stand.APPLYING)]
    back = undoable(history, None, NOW)
    assert back is not None
    assert (back.line.id, back.stand) == (2, Stand.WATCHING)
    assert undoable(history, 1, NOW) is None
    history.append(line(3, Stand.WATCHING, undoes=2))
    back = undoable(history, None, NOW)
    assert back is not None
    assert (back.line.id, back.stand) == (1, Stand.NEW)
    history.append(line(4, Stand.NEW, undoes=1))
    assert undoable(history, None, NOW) is None


def test_a_stand_can_be_undone_for_thirty_days() -> None:
    history = [line(1, Stand.DECLINED)]
    assert undoable(history, None, NOW + dt.timedelta(days=30)) is not None
    assert undoable(history, None, NOW + dt.timedelta(days=30, seconds=1)) is None


def test_a_consideration_is_about_the_coming_cut_off() -> None:
    cutoffs = (Deadline(dt.date(2026, 11, 1)), Deadline(dt.date(2027, 4, 8)), Deadline(dt.date(2027, 9, 8)))
    facts = CallFacts(CallKey("ft", "A"), "A", "https://example.org", "en", deadlines=cutoffs)
    assert considering.cutoff(facts, NOW) == "2027-04-08"
    item = considering.opened_for("k", "d", 7, facts, NOW)
    assert (item.cutoff, item.due) == ("2027-04-08", dt.date(2026, 12, 14))


@pytest.mark.parametrize(
    ("said", "declined"),
    [
        ([], False),
        ([("2027-04-08", Stand.DECLINED)], True),
        ([("2026-11-01", Stand.WATCHING), ("2027-04-08", Stand.DECLINED)], True),
        ([("2027-04-08", Stand.NEW), ("2026-11-01", Stand.DECLINED)], False),
        ([("2026-11-01", Stand.DECLINED)], True),
        ([("2026-11-01", Stand.DECLINED), ("2027-09-08", Stand.NEW)], False),
        ([("2026-11-01", Stand.NEW), ("2027-09-08", Stand.DECLINED)], True),
    ],
)
def test_declined_is_what_the_coming_cut_off_or_the_last_word_says(
    said: list[tuple[str, Stand]], declined: bool
) -> None:
    """On 23 November 2026, of a call that closes on 8 April and 8 September 2027."""
    days = (Deadline(dt.date(2027, 4, 8)), Deadline(dt.date(2027, 9, 8)))
    facts = CallFacts(CallKey("ft", "A"), "A", "https://example.org", "en", deadlines=days)
    items = [
        replace(consideration(stand), cutoff=cutoff, opened=NOW - dt.timedelta(days=9 - day))
        for day, (cutoff, stand) in enumerate(said)
    ]
    assert considering.is_declined(items, facts, NOW) is declined
