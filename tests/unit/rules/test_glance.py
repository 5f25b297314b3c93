"""The first lines of a digest: at most three, the most urgent of each kind first."""

from __future__ import annotations

import datetime as dt

from db.records import Announcement, Band, Call, Deadline, Match, Revision
from tests.letters import ANNA, NOW, READER, call, match, material
from watcher.rules.announce import DigestContent, Memory, choose
from watcher.rules.glance import Why, at_a_glance

STRONG = Band.STRONG
TODAY = NOW.date()


def closing(number: int, days: int) -> Call:
    return call(number, deadlines=(Deadline(TODAY + dt.timedelta(days=days), dt.time(17)),))


def seen(
    calls: list[Call], matches: list[Match], told: tuple[int, ...] = (), fields: tuple[str, ...] = ()
) -> list[tuple[Why, int]]:
    old, new = ([{"date": d, "time": None, "zone": "Europe/Brussels"}] for d in ("2027-01-20", "2027-02-11"))
    values = {"deadlines": (old, new), "title": ("Old", "New"), "status": ("forthcoming", "open")}
    revisions = {i: [Revision(10 * i + n, i, "eu", f, *values[f], NOW) for n, f in enumerate(fields)] for i in told}
    memory = Memory([Announcement(ANNA.id, "new", i) for i in told])
    content = choose(READER, material(calls, matches, revisions), memory, NOW)
    assert isinstance(content, DigestContent)
    return [(g.why, g.call.id) for g in at_a_glance(content, NOW)]


def test_one_of_each_kind_comes_before_the_second_of_any() -> None:
    calls = [closing(1, 3), closing(2, 4), closing(3, 300), call(4)]
    matches = [match(n, band=STRONG, score=0.9 - n / 10) for n in (1, 2, 3, 4)]
    found = seen(calls, matches, told=(3,), fields=("deadlines",))
    assert found == [(Why.DEADLINE, 1), (Why.CHANGED, 3), (Why.NEW, 2)], "the best new one closes soon, too"


def test_three_at_most_and_each_call_once() -> None:
    calls = [closing(n, n) for n in range(1, 9)]
    found = seen(calls, [match(n, band=STRONG) for n in range(1, 9)])
    assert len(found) == len({i for _, i in found}) == 3
    assert found[0] == (Why.DEADLINE, 1)


def test_only_strong_matches_are_urgent_by_their_date() -> None:
    assert seen([closing(1, 3)], [match(1)]) == []
    assert seen([closing(1, 3)], [match(1, band=STRONG)]) == [(Why.DEADLINE, 1)]


def test_ten_working_days_are_soon_and_eleven_are_not() -> None:
    assert seen([closing(1, 14)], [match(1, band=STRONG)]) == [(Why.DEADLINE, 1)]
    assert seen([closing(1, 15)], [match(1, band=STRONG)]) == [(Why.NEW, 1)]


def test_a_change_that_alters_nothing_one_does_is_not_at_the_top() -> None:
    known = [call(1)], [match(1)]
    assert seen(*known, told=(1,), fields=("title",)) == []
    assert seen(*known, told=(1,), fields=("title", "status")) == [(Why.CHANGED, 1)]
