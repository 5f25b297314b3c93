"""Deadlines as a calendar shows them, titles as a feed can carry them."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from db.records import Deadline, Precision
from tests.letters import HEAT, NOW, call, match
from watcher.reports import calendarfile, feedfile
from watcher.reports.entries import appointments, entries

DAY = dt.date(2027, 3, 28)


@pytest.mark.parametrize(
    ("deadline", "start", "sure"),
    [
        (Deadline(DAY), DAY, True),
        (Deadline(DAY, dt.time(17)), dt.datetime(2027, 3, 28, 15, tzinfo=dt.UTC), True),
        (Deadline(DAY, preliminary=True), DAY, False),
        (Deadline(dt.date(2027, 3, 1), precision=Precision.MONTH), dt.date(2027, 3, 1), False),
    ],
)
def test_what_is_not_sure_is_estimated(deadline: Deadline, start: dt.date, sure: bool) -> None:
    content = calendarfile.write("Namn", appointments([call(1, deadlines=(deadline,))], NOW), NOW)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == start
    assert (event["status"] == "CONFIRMED", "ESTIMATED" not in content.decode()) == (sure, sure)


def test_a_deadline_that_has_passed_is_left_out() -> None:
    past = Deadline(dt.date(2026, 11, 22))
    assert [a.day for a in appointments([call(1, deadlines=(past, Deadline(DAY)))], NOW)] == [DAY]


def test_hostile_titles_stay_text() -> None:
    odd = call(1, title="BEGIN:VEVENT\r\nSUMMARY:x\x00 <b>&amp;", url="javascript:alert(1)", deadlines=(Deadline(DAY),))
    found = entries([HEAT], [match(1)], {1: odd})
    assert feedfile.atom("Namn", "k", found, NOW).count(b"<entry>") == 1
    assert b"javascript" not in feedfile.json_feed("Namn", "k", found)
    calendar = Calendar.from_ical(calendarfile.write("Namn", appointments([odd], NOW), NOW))
    assert len(calendar.walk("VEVENT")) == 1
