"""Past weeks told again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from db.records import (
    Area,
    Band,
    Call,
    CallFacts,
    CallKey,
    Contact,
    Deadline,
    Department,
    Match,
    Revision,
    Status,
)  # fmt: skip
from watcher.rules.announce import Addressee
from watcher.rules.changes import plain
from watcher.rules.periods import Calendar
from watcher.rules.replay import Told, compare, facts_at, slots, told

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
BO = Addressee(Contact("bo", "Bo", "bo@example.org"), (Department("d", "D", (Area("a", "A", ""), Area("b", "B", ""))),))
SOON, LATE = Deadline(dt.date(2026, 11, 10)), Deadline(dt.date(2027, 3, 1))


def call(number: int, age: int, **changed: object) -> Call:
    facts = CallFacts(CallKey("x", str(number)), f"Call {number}", "", "en", status=Status.OPEN, deadlines=(LATE,))
    seen = NOW - age * DAY
    return replace(Call(number, facts, "", ("s",), seen, seen), **changed)  # type: ignore[arg-type]


def match(number: int, area: str = "a", band: Band = Band.STRONG) -> Match:
    return Match("o", area, number, 0.5, band, ())


def tell(calls: list[Call], matches: list[Match], revisions: list[Revision] | None = None) -> list[tuple[str, int]]:
    by_area = {area: [m for m in matches if m.area_id == area] for area in "ab"}
    changes = {c.id: [r for r in revisions or [] if r.call_id == c.id] for c in calls}
    return [(t.week, t.call_id) for t in told([BO], calls, by_area, changes, slots(NOW, 3, Calendar()))]


def test_the_slots_are_the_last_mondays_by_the_swedish_clock() -> None:
    found = [moment.isoformat() for moment in slots(NOW, 2, Calendar())]
    assert found == ["2026-11-16T06:00:00+00:00", "2026-11-23T06:00:00+00:00"]
    early = dt.datetime(2026, 10, 26, 5, tzinfo=dt.UTC)
    assert slots(early, 2, Calendar())[-1].isoformat() == "2026-10-19T05:00:00+00:00"
    assert len(slots(NOW, 3, Calendar(quiet_weeks=frozenset({46})))) == 3


def test_each_call_is_told_once_in_the_week_it_came_and_older_ones_are_known() -> None:
    calls = [call(1, age=30), call(2, age=14), call(3, age=4), call(4, age=1), call(5, age=4, backlog=True)]
    assert tell(calls, [match(n) for n in range(1, 6)]) == [("2026-W47", 2), ("2026-W48", 3)]


def test_weak_matches_and_calls_set_aside_are_not_told() -> None:
    calls = [call(1, age=4), call(2, age=4, set_aside="försvar"), call(3, age=4)]
    assert tell(calls, [match(1, band=Band.WEAK), match(2), match(3, band=Band.POSSIBLE)]) == [("2026-W48", 3)]


def test_a_call_is_told_by_the_deadlines_and_the_status_it_had_then() -> None:
    now_open = call(1, age=4)
    was_past = Revision(1, 1, "s", "deadlines", plain((SOON,)), plain((LATE,)), NOW - DAY)
    was_closed = Revision(2, 1, "s", "status", "closed", "open", NOW - DAY)
    assert tell([now_open], [match(1)]) == [("2026-W48", 1)]
    assert tell([now_open], [match(1)], [was_past]) == tell([now_open], [match(1)], [was_closed]) == []
    since_gone = replace(now_open, gone_since=NOW - DAY)
    assert tell([since_gone], [match(1)]) == [("2026-W48", 1)]
    assert tell([replace(now_open, gone_since=NOW - 3 * DAY)], [match(1)]) == []


def test_facts_are_taken_back_to_what_they_were() -> None:
    facts = call(1, age=9).facts
    changes = [
        Revision(1, 1, "s", "deadlines", plain((SOON,)), plain((LATE,)), NOW - 5 * DAY),
        Revision(2, 1, "s", "status", "forthcoming", "open", NOW - 3 * DAY),
        Revision(3, 1, "s", "title", "Old", "New", NOW - 2 * DAY),
    ]
    assert facts_at(facts, changes, NOW) == facts
    assert facts_at(facts, changes, NOW - 4 * DAY) == replace(facts, status=Status.FORTHCOMING)
    assert facts_at(facts, changes, NOW - 6 * DAY) == replace(facts, status=Status.FORTHCOMING, deadlines=(SOON,))


def test_what_enters_leaves_and_changes_band() -> None:
    def one(number: int, band: Band = Band.STRONG, week: str = "2026-W48") -> Told:
        return Told(week, "bo", "a", number, band, 0.5)

    found = compare([one(1), one(2), one(3)], [one(1, week="2026-W47"), one(3, Band.POSSIBLE), one(4)])
    assert found.enters == (one(4),)
    assert found.leaves == (one(2),)
    assert found.moves == ((one(3), one(3, Band.POSSIBLE)),)
