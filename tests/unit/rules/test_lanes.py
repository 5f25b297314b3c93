"""What does not wait for the weekly digest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Announcement, Band, Call, Deadline, Revision
from tests.letters import ANNA, HOMES, NOW, READER, TECH, call, match, material
from watcher.rules import workdays
from watcher.rules.announce import DigestContent, Material, Memory, Silence, choose
from watcher.rules.lanes import REMINDERS, due_reminders, notices, urgent

TODAY = NOW.date()
STRONG = Band.STRONG
OLD, NEW = ([{"date": d, "time": None, "zone": "Europe/Brussels"}] for d in ("2027-01-20", "2027-02-11"))


def day(number: int) -> dt.date:
    return workdays.add(TODAY, number)


def closing(number: int, on: dt.date) -> Call:
    return call(number, deadlines=(Deadline(on, dt.time(17)),))


def near(known: Material, *told: int) -> list[int]:
    memory = Memory([Announcement(ANNA.id, "new", n) for n in told])
    return [n.call.id for n in urgent(READER, known, memory, NOW).near]


@pytest.mark.parametrize(("days", "goes"), [(0, True), (1, True), (10, True), (11, False)])
def test_ten_working_days_are_near(days: int, goes: bool) -> None:
    assert near(material([closing(1, day(days))], [match(1, band=STRONG)])) == ([1] if goes else [])
    opening = call(1, opening=day(days), deadlines=(Deadline(day(200)),))
    assert near(material([opening], [match(1, band=STRONG)])) == ([1] if goes else [])


def test_the_soonest_comes_first_and_possible_ones_wait() -> None:
    calls = [closing(1, day(5)), closing(2, day(2)), closing(3, day(1))]
    assert near(material(calls, [match(1, band=STRONG), match(2, band=STRONG), match(3)])) == [2, 1]


def test_what_is_told_gone_backlog_or_set_aside_does_not_go() -> None:
    first = closing(1, day(2))
    for other in (replace(first, backlog=True), replace(first, gone_since=NOW), replace(first, set_aside="nej")):
        assert near(material([other], [match(1, band=STRONG)])) == []
    assert near(material([first], [match(1, band=STRONG)]), 1) == []


def test_a_call_of_two_areas_goes_once_under_the_better_one() -> None:
    known = material([closing(1, day(2))], [match(1, band=STRONG), match(1, HOMES, 0.9, band=STRONG)])
    (found,) = urgent(READER, known, Memory(), NOW).near
    assert (found.match.area_id, found.department) == ("homes", TECH)


def test_the_mail_counts_as_the_announcement_and_the_weekly_lists_it_once() -> None:
    revisions = {1: [Revision(7, 1, "eu", "title", "Old", "New", NOW)]}
    known = material([closing(1, day(2)), call(2)], [match(1, band=STRONG), match(2)], revisions)
    told = urgent(READER, known, Memory(), NOW).announcements
    content = choose(READER, known, Memory(told, urgent=[1]), NOW)
    assert isinstance(content, DigestContent)
    assert ([c.id for c in content.already], content.new_calls, content.changed) == ([1], 1, ())
    later = Memory([*told, *content.announcements], urgent=[1])
    assert isinstance(choose(READER, known, later, NOW), Silence), "listed once, and no reason for a mail by itself"


def changed(band: Band = STRONG, fields: tuple[str, ...] = ("deadlines",)) -> Material:
    values: dict[str, tuple[object, object]] = {"deadlines": (OLD, NEW), "title": ("Old", "New")}
    revisions = {1: [Revision(n, 1, "eu", f, *values[f], NOW) for n, f in enumerate(fields, 1)]}
    return material([call(1)], [match(1, band=band)], revisions)


def notified(known: Material, *announced: Announcement) -> list[str]:
    found = notices(READER, known, Memory([Announcement(ANNA.id, "new", 1), *announced]), NOW)
    return [c.field for item in found.changed for c in item.changes]


def test_a_moved_deadline_of_a_known_strong_match_is_told_with_all_else_that_changed() -> None:
    assert notified(changed(fields=("title", "deadlines"))) == ["title", "deadlines"]


def test_a_new_title_waits_and_so_do_possible_matches() -> None:
    assert notified(changed(fields=("title",))) == []
    assert notified(changed(Band.POSSIBLE)) == []


def test_what_is_not_known_is_not_told_as_changed() -> None:
    assert notices(READER, changed(), Memory(), NOW).changed == ()


def test_a_notice_is_told_once_and_not_again_by_the_weekly() -> None:
    known = changed(fields=("title", "deadlines"))
    new = Announcement(ANNA.id, "new", 1)
    told = notices(READER, known, Memory([new]), NOW).announcements
    assert notified(known, *told) == []
    assert isinstance(choose(READER, known, Memory([new, *told]), NOW), Silence)


@pytest.mark.parametrize(
    ("left", "sent", "due"),
    [
        (31, (), None),
        (30, (), 30),
        (29, (), 30),
        (29, (30,), None),
        (14, (30,), 14),
        (7, (30, 14), 7),
        (7, (), 7),
        (6, (7,), None),
        (3, (30,), 7),
        (20, (14,), None),
        (0, (30, 14), 7),
    ],
)
def test_reminders(left: int, sent: tuple[int, ...], due: int | None) -> None:
    assert due_reminders(day(left), TODAY, sent) == due


def test_a_deadline_that_has_been_is_not_reminded_of() -> None:
    assert due_reminders(TODAY - dt.timedelta(days=1), TODAY, ()) is None


@given(st.integers(0, 120), st.integers(1, 40))
def test_however_often_it_runs_each_reminder_goes_once_at_most_and_in_order(length: int, step: int) -> None:
    deadline = TODAY + dt.timedelta(days=length)
    sent: list[int] = []
    for passed in range(0, length + step, step):
        if (due := due_reminders(deadline, TODAY + dt.timedelta(days=passed), sent)) is not None:
            sent.append(due)
    assert sent == sorted(set(sent), reverse=True)
    assert set(sent) <= set(REMINDERS)
