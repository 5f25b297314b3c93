from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from db.records import Standing, StandingState
from watcher.rules import standing

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ACTIVE, PAUSED = StandingState.ACTIVE, StandingState.PAUSED
UNSUBSCRIBED, BOUNCED = StandingState.UNSUBSCRIBED, StandingState.BOUNCED


def said(state: StandingState, days: int = 0, until: dt.date | None = None) -> Standing:
    return Standing("anna", "anna@example.org", state, NOW + days * DAY, until, by="operatör")


def now_in_force(*standings: Standing, at: dt.datetime = NOW + 90 * DAY) -> StandingState | None:
    found = standing.in_force("anna", " Anna@Example.org", standings, at)
    return found.state if found else None


def test_the_newest_standing_is_in_force() -> None:
    assert now_in_force() is None
    assert now_in_force(said(PAUSED), said(UNSUBSCRIBED, 1)) is UNSUBSCRIBED
    assert now_in_force(said(UNSUBSCRIBED, 1), said(PAUSED)) is UNSUBSCRIBED
    assert now_in_force(said(BOUNCED), said(ACTIVE, 1)) is None
    assert now_in_force(replace(said(BOUNCED), contact_id="b", address="b@example.org")) is None


def test_a_pause_ends_after_its_last_day_in_sweden() -> None:
    pause = said(PAUSED, until=dt.date(2026, 12, 3))
    assert now_in_force(pause, at=dt.datetime(2026, 12, 3, 22, 59, tzinfo=dt.UTC)) is PAUSED
    assert now_in_force(pause, at=dt.datetime(2026, 12, 3, 23, 0, tzinfo=dt.UTC)) is None
    assert standing.words(pause) == "uppehåll till och med 3 december 2026"


@pytest.mark.parametrize(("current", "wanted"), list(product(StandingState, StandingState)))
def test_what_may_follow_what(current: StandingState, wanted: StandingState) -> None:
    forbidden = {
        (ACTIVE, ACTIVE), (PAUSED, PAUSED), (UNSUBSCRIBED, UNSUBSCRIBED), (UNSUBSCRIBED, PAUSED),
        (UNSUBSCRIBED, BOUNCED), (BOUNCED, BOUNCED), (BOUNCED, PAUSED),
    }  # fmt: skip
    before = None if current is ACTIVE else said(current)
    assert standing.allowed(before, said(wanted)) is ((current, wanted) not in forbidden)


def test_a_pause_can_be_given_another_end() -> None:
    assert standing.allowed(said(PAUSED), said(PAUSED, until=dt.date(2027, 1, 1)))


def test_undoing_says_again_what_was_said_before() -> None:
    history = [said(PAUSED, until=dt.date(2027, 1, 1)), said(UNSUBSCRIBED, 1)]
    back = standing.undone(history, NOW + 31 * DAY, "anna")
    assert back is not None
    assert (back.state, back.until, back.at, back.by) == (PAUSED, dt.date(2027, 1, 1), NOW + 31 * DAY, "anna")
    assert back.reason == "ångrat: avanmäld"
    assert standing.undone([*history, back], NOW + 31 * DAY, "anna") is None, "an undo said twice is one undo"
    first = standing.undone(history[1:], NOW + DAY, "anna")
    assert first is not None
    assert first.state is ACTIVE


def test_what_is_older_than_thirty_days_stands() -> None:
    assert standing.undone([said(UNSUBSCRIBED)], NOW + 30 * DAY, "anna") is not None
    assert standing.undone([said(UNSUBSCRIBED)], NOW + 30 * DAY + dt.timedelta(seconds=1), "anna") is None
    assert standing.undone([], NOW, "anna") is None
