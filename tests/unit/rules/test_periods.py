from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace

import pytest

from watcher.clock import STOCKHOLM
from watcher.rules.periods import DAILY, KINDS, MONTHLY, WEEKLY, Calendar, current, day_of, key_of, kind_of, pending

CALENDAR = Calendar()
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def swedish(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)


def due(kind: str, now: str, done: Collection[str] = (), calendar: Calendar = CALENDAR) -> str | None:
    found = pending(kind, swedish(now), done, calendar).build
    return found.key if found else None


def missed(kind: str, now: str, done: set[str], calendar: Calendar = CALENDAR) -> list[str]:
    return [m.period.key for m in pending(kind, swedish(now), done, calendar).missed]


@pytest.mark.parametrize(
    ("kind", "now", "key"),
    [
        (WEEKLY, "2026-11-23T06:59:59", None),
        (WEEKLY, "2026-11-23T07:00:00", "2026-W48"),
        (WEEKLY, "2026-11-29T23:59:59", "2026-W48"),
        (WEEKLY, "2027-01-04T07:00:00", "2027-W01"),
        (DAILY, "2026-11-24T06:59:00", None),
        (DAILY, "2026-11-24T07:00:00", "2026-11-24"),
        (DAILY, "2026-11-29T12:00:00", "2026-11-27"),
        (MONTHLY, "2026-12-01T06:59:00", None),
        (MONTHLY, "2026-12-01T07:00:00", "2026-12"),
        (MONTHLY, "2026-12-31T23:00:00", "2026-12"),
    ],
)
def test_a_digest_is_due_from_its_slot_until_the_next(kind: str, now: str, key: str | None) -> None:
    done = {"2026-W47", "2026-W53", "2026-11-23", "2026-11"}
    assert due(kind, now, {k for k in done if kind_of(k) == kind}) == key
    if key:
        assert due(kind, now, {key}) is None


@pytest.mark.parametrize(
    ("before", "just", "slot"),
    [
        (False, "2027-03-30T06:59", "2027-03-30T07:00"),  # Easter Monday: Tuesday
        (True, "2027-03-25T06:59", "2027-03-25T07:00"),  # or Thursday before Good Friday
    ],
)
def test_a_slot_on_a_day_off_moves_by_the_rule(before: bool, just: str, slot: str) -> None:
    calendar = Calendar(before=before)
    assert due(WEEKLY, just, {"2027-W12"}, calendar) is None
    assert due(WEEKLY, slot, {"2027-W12"}, calendar) == "2027-W13"
    assert missed(WEEKLY, slot, {"2027-W12"}, calendar) == []


def test_the_month_begins_on_its_first_working_day() -> None:
    assert due(MONTHLY, "2027-01-03T12:00", {"2026-12"}) is None
    assert due(MONTHLY, "2027-01-04T07:00", {"2026-12"}) == "2027-01"


def test_quiet_weeks_are_folded_into_the_next() -> None:
    calendar = Calendar(quiet_weeks=frozenset({29, 30}))
    done = {"2026-W28"}
    assert due(WEEKLY, "2026-07-20T12:00", done, calendar) is None
    assert missed(WEEKLY, "2026-07-20T12:00", done, calendar) == ["2026-W29", "2026-W30"]
    assert due(WEEKLY, "2026-07-27T07:00", done | {"2026-W29", "2026-W30"}, calendar) == "2026-W31"
    reason = pending(WEEKLY, swedish("2026-07-14T12:00"), done, calendar).missed[0].reason
    assert reason == "vilovecka 29: tas upp i nästa brev"
    assert due(MONTHLY, "2026-07-03T12:00", {"2026-06"}, replace(calendar, quiet_weeks=frozenset({27, 28}))) is None
    assert (
        due(MONTHLY, "2026-07-13T07:00", {"2026-06"}, replace(calendar, quiet_weeks=frozenset({27, 28}))) == "2026-07"
    )


def test_after_a_long_outage_every_period_is_accounted_for_and_the_newest_is_built() -> None:
    assert due(WEEKLY, "2026-11-24T12:00", {"2026-W38"}) == "2026-W48"
    assert missed(WEEKLY, "2026-11-24T12:00", {"2026-W38"}) == [f"2026-W{n}" for n in range(39, 48)]
    assert missed(WEEKLY, "2026-11-24T12:00", {"2026-W38", "2026-W40"})[:2] == ["2026-W39", "2026-W41"]
    assert len(missed(DAILY, "2026-11-24T12:00", {"2016-11-24"})) > 2_400


def test_before_the_first_run_nothing_was_missed_but_since_the_day_given() -> None:
    assert missed(WEEKLY, "2026-11-24T12:00", set()) == []
    found = pending(WEEKLY, swedish("2026-11-24T12:00"), (), CALENDAR, dt.date(2026, 11, 12))
    assert [m.period.key for m in found.missed] == ["2026-W46", "2026-W47"]
    assert found.build
    assert found.build.key == "2026-W48"


def test_a_digest_later_than_the_limit_is_folded_into_the_next() -> None:
    calendar = Calendar(late=3 * DAY)
    done = {"2026-W47"}
    assert due(WEEKLY, "2026-11-26T07:00", done, calendar) == "2026-W48"
    assert due(WEEKLY, "2026-11-26T07:01", done, calendar) is None
    found = pending(WEEKLY, swedish("2026-11-26T07:01"), done, calendar).missed
    assert [(m.period.key, m.reason) for m in found] == [("2026-W48", "mer än 3 dagar sent: tas upp i nästa brev")]


def test_by_hand_it_is_the_newest_or_the_one_we_are_in() -> None:
    monday = swedish("2026-11-23T05:00")
    assert [current(kind, monday, CALENDAR).key for kind in KINDS] == ["2026-W48", "2026-11-23", "2026-11"]
    assert current(DAILY, swedish("2026-11-22T12:00"), CALENDAR).key == "2026-11-20"
    assert current(WEEKLY, swedish("2027-03-25T08:00"), Calendar(before=True)).key == "2027-W13"


@pytest.mark.parametrize("key", ["2026-W53", "2026-02", "2026-11-23"])
def test_keys_read_back(key: str) -> None:
    assert key_of(kind_of(key), day_of(key)) == key


@pytest.mark.parametrize("key", ["", "2026", "2026-W54", "2026-13", "2026-11-31", "2026-W48.2", "20261123"])
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library's words
        kind_of(key)


def clock_changes() -> Iterator[dt.date]:
    """The Sundays in 2024–2035 on which the clock changes."""
    for year in range(2024, 2036):
        for month in (3, 10):
            last = dt.date(year, month, 31)
            yield last - (last.weekday() + 1) % 7 * DAY


def ticks(first: dt.date, days: int, step: dt.timedelta) -> Iterator[dt.datetime]:
    now, end = (dt.datetime.combine(d, dt.time(), STOCKHOLM).astimezone(dt.UTC) for d in (first, first + days * DAY))
    while now < end:
        yield now
        now += step


def runs(calendar: Calendar, moments: Iterator[dt.datetime], done: set[str]) -> list[tuple[str, dt.datetime]]:
    found = []
    for now in moments:
        if period := pending(WEEKLY, now, done, calendar).build:
            assert period.key not in done
            done = {period.key}
            found.append((period.key, now))
    return found


def test_every_minute_of_the_days_the_clock_changes() -> None:
    """The 24 slots of that Sunday itself, minute by minute: one run each, at the hour, or at the first one there is."""
    for sunday in clock_changes():
        for hour in range(24):
            calendar = Calendar(weekday=6, hour=hour)
            found = runs(calendar, ticks(sunday, 1, MINUTE), {key_of(WEEKLY, sunday - 7 * DAY)})
            assert [key for key, _ in found] == [key_of(WEEKLY, sunday)]
            skipped = sunday.month == 3 and hour == 2
            assert f"{found[0][1].astimezone(STOCKHOLM):%H:%M}" == f"{hour + skipped:02}:00"


@pytest.mark.parametrize("weekday", range(7))
def test_every_slot_runs_once_in_the_weeks_around_a_change(weekday: int) -> None:
    """Hour by hour from the Saturday to the Monday, else every six hours: long enough for a slot moved by Easter."""
    for sunday in clock_changes():
        monday = sunday - 6 * DAY
        weeks = [key_of(WEEKLY, monday), key_of(WEEKLY, monday + 7 * DAY)]
        moments = [
            moment for day in range(18)
            for moment in ticks(monday + day * DAY, 1, (60 if day in (5, 6, 7) else 360) * MINUTE)
        ]  # fmt: skip
        for hour in range(24):
            found = runs(Calendar(weekday=weekday, hour=hour), iter(moments), {key_of(WEEKLY, monday - DAY)})
            assert [key for key, _ in found[:2]] == weeks
            assert {key for key, _ in found[2:]} <= {key_of(WEEKLY, monday + 14 * DAY)}


def test_who_chose_a_weekend_gets_it() -> None:
    assert due(WEEKLY, "2026-11-28T07:00", {"2026-W47"}, Calendar(weekday=5)) == "2026-W48"
