"""Whether the board can still decide."""

from __future__ import annotations

import datetime as dt

from db.records import Meeting
from watcher.rules.meetings import Decision, Outlook, can_decide

TODAY = dt.date(2026, 11, 23)
EARLY = Meeting(dt.date(2026, 12, 3), dt.date(2026, 11, 19))
NEXT = Meeting(dt.date(2026, 12, 10), dt.date(2026, 11, 26))
LAST = Meeting(dt.date(2026, 12, 17), dt.date(2026, 12, 3))
ALL = (EARLY, NEXT, LAST)


def test_the_last_meeting_in_time_is_named() -> None:
    assert can_decide(ALL, dt.date(2026, 12, 20), TODAY) == Decision(Outlook.IN_TIME, LAST.date, LAST)
    assert can_decide(ALL, dt.date(2026, 12, 17), TODAY) == Decision(Outlook.IN_TIME, LAST.date, NEXT)


def test_papers_may_be_handed_in_today_but_not_yesterday() -> None:
    deadline = dt.date(2026, 12, 11)
    found = can_decide(ALL, deadline, NEXT.papers)
    assert found
    assert found.meeting == NEXT
    assert can_decide(ALL, deadline, NEXT.papers + dt.timedelta(days=1)) == Decision(Outlook.TOO_LATE, LAST.date)


def test_a_calendar_that_ends_before_the_deadline_tells_nothing_of_later_meetings() -> None:
    assert can_decide((EARLY,), dt.date(2027, 3, 1), TODAY) == Decision(Outlook.UNKNOWN, EARLY.date)
    assert can_decide((EARLY,), EARLY.date, TODAY) == Decision(Outlook.TOO_LATE, EARLY.date)


def test_no_calendar_says_nothing() -> None:
    assert can_decide((), dt.date(2027, 3, 1), TODAY) is None
