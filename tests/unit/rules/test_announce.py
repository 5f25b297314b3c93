"""What a contact is told, once, and when silence is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Announcement, Band, Call, Deadline, MailState, Match, Revision, Status
from tests.letters import ANNA, HEAT, HOMES, LATER, NOW, READER, SOON, TECH, call, match, material
from watcher.rules.announce import (
    FIRST_LIMIT,
    Addressee,
    DigestContent,
    Material,
    Memory,
    Quiet,
    Silence,
    choose,
    silent_weeks,
    week_key,
)
from watcher.rules.changewords import sentences

WEEK = dt.timedelta(days=7)


def content(known: Material, memory: Memory | None = None, now: dt.datetime = NOW) -> DigestContent:
    chosen = choose(READER, known, memory or Memory(), now)
    assert isinstance(chosen, DigestContent), chosen
    return chosen


def silent(known: Material, memory: Memory | None = None) -> bool:
    return isinstance(choose(READER, known, memory or Memory(), NOW), Silence)


def after(first: DigestContent) -> Memory:
    return Memory(first.announcements, [("2026-W48", MailState.SENT)])


def shown(chosen: DigestContent) -> dict[str, list[int]]:
    return {n.area.id: [i.call.id for i in n.items] for n in chosen.news}


def revision(number: int, field: str = "title", old: object = "Old", new: object = "New", call_id: int = 1) -> Revision:
    return Revision(number, call_id, "eu", field, old, new, NOW)


def test_new_calls_come_by_area_best_first() -> None:
    chosen = content(material([call(1), call(2)], [match(1, score=0.4), match(2, score=0.6, band=Band.STRONG)]))
    assert shown(chosen) == {"heat": [2, 1]}
    assert (chosen.new_calls, chosen.strong_calls) == (2, 1)


def test_a_call_is_told_once_however_often_the_job_runs() -> None:
    known = material([call(1)], [match(1)])
    assert silent(known, after(content(known)))


def test_a_call_told_under_one_area_is_not_new_under_another() -> None:
    memory = after(content(material([call(1)], [match(1)])))
    assert silent(material([call(1)], [match(1), match(1, HOMES)]), memory)


@pytest.mark.parametrize(
    "hidden",
    [
        call(1, set_aside="gäller bara stater"),
        call(1, status=Status.CLOSED),
        call(1, deadlines=(Deadline(dt.date(2026, 11, 22)),)),
        call(1, gone_since=NOW),
    ],
)
def test_calls_nobody_can_apply_for_are_not_news(hidden: Call) -> None:
    assert silent(material([hidden], [match(1)]))


def test_weak_matches_and_matches_without_a_call_are_not_told() -> None:
    assert silent(material([call(1)], [match(1, band=Band.WEAK), match(99)]))


def test_a_call_of_two_areas_is_written_out_where_it_fits_best() -> None:
    chosen = content(material([call(1)], [match(1, score=0.3), match(1, HOMES, 0.7)]))
    places = {n.area.id: n.items[0].elsewhere for n in chosen.news}
    assert places == {"heat": HOMES, "homes": None}
    assert chosen.new_calls == 1


def test_the_first_digest_shows_ten_an_area_and_counts_the_rest() -> None:
    known = material([call(n) for n in range(1, 14)], [match(n, score=1 - n / 100) for n in range(1, 14)])
    chosen = content(known)
    assert shown(chosen) == {"heat": list(range(1, FIRST_LIMIT + 1))}
    assert (chosen.news[0].more, chosen.new_calls) == (3, 13)
    assert silent(known, after(chosen)), "what was counted is not announced again"


def test_later_digests_show_everything() -> None:
    memory = after(content(material([call(50)], [match(50)])))
    known = material([call(50), *map(call, range(1, 14))], [match(50), *(match(n) for n in range(1, 14))])
    assert len(shown(content(known, memory))["heat"]) == 13


def test_a_pointer_never_points_to_a_call_that_is_only_counted() -> None:
    calls = [call(n) for n in range(1, 13)]
    matches = [match(n, score=0.9) for n in range(1, 12)] + [match(12, score=0.5), match(12, HOMES, 0.2)]
    homes = next(n for n in content(material(calls, matches)).news if n.area == HOMES)
    assert homes.items[0].elsewhere is None


def test_a_changed_fact_of_a_known_call_is_told_once() -> None:
    memory = after(content(material([call(1)], [match(1)])))
    known = material([call(1)], [match(1)], {1: [revision(7)]})
    chosen = content(known, memory)
    assert [sentences(c.changes) for c in chosen.changed] == [("ny titel, tidigare ”Old”",)]
    assert chosen.news == ()
    told = Memory([*memory.announced, *chosen.announcements])
    assert silent(known, told)


def test_what_was_true_when_the_call_was_told_is_no_change() -> None:
    known = material([call(1)], [match(1)], {1: [revision(7)]})
    assert silent(known, after(content(known)))


def test_changes_of_calls_never_told_stay_unsaid() -> None:
    memory = after(content(material([call(1)], [match(1)])))
    assert silent(material([call(1), call(2)], [match(1)], {2: [revision(7, call_id=2)]}), memory)


def test_a_change_is_told_also_when_the_match_has_become_weak() -> None:
    memory = after(content(material([call(1)], [match(1)])))
    assert content(material([call(1)], [], {1: [revision(7)]}), memory).changed


def test_a_vanished_call_is_told_once_and_again_if_it_vanishes_anew() -> None:
    memory = after(content(material([call(1)], [match(1)])))
    gone = material([call(1, gone_since=NOW)], [match(1)])
    chosen = content(gone, memory)
    assert [c.id for c in chosen.gone] == [1]
    told = Memory([*memory.announced, *chosen.announcements])
    assert silent(gone, told)
    assert content(material([call(1, gone_since=NOW + WEEK)], [match(1)]), told).gone


def test_coming_deadlines_make_no_mail_but_are_in_one() -> None:
    near, far = call(1, deadlines=(SOON, LATER)), call(2, deadlines=(LATER,))
    memory = after(content(material([near], [match(1)])))
    assert silent(material([near], [match(1)]), memory)
    chosen = content(material([near, far], [match(1), match(2)]), memory)
    assert [c.id for c in chosen.coming] == [1]


@pytest.mark.parametrize(("days", "inside"), [(0, True), (30, True), (31, False)])
def test_coming_means_thirty_days(days: int, inside: bool) -> None:
    due = Deadline(dt.date(2026, 11, 23) + dt.timedelta(days=days))
    assert bool(content(material([call(1, deadlines=(due,))], [match(1)])).coming) is inside


def test_a_contact_without_areas_is_left_in_peace() -> None:
    chosen = choose(Addressee(ANNA, (replace(TECH, areas=()),)), material([], []), Memory(), NOW)
    assert chosen == Silence("inga utvecklingsområden att bevaka")


def weeks(*states: MailState) -> list[tuple[str, MailState]]:
    return [(f"2026-W{20 + n}", s) for n, s in enumerate(states)]


SENT, SKIPPED = MailState.SENT, MailState.SKIPPED


@pytest.mark.parametrize(
    ("weekly", "quiet", "expected"),
    [
        ([], [], 0),
        (weeks(SENT, SKIPPED, SKIPPED), [], 2),
        (weeks(SKIPPED, SKIPPED, SENT), [], 0),
        (weeks(SENT, SKIPPED, SKIPPED, SKIPPED, SKIPPED), [], 4),
        (weeks(SENT, *[SKIPPED] * 5), [("2026-W25", SENT)], 0),
        (weeks(SENT, *[SKIPPED] * 7), [("2026-W25", SENT)], 2),
        (weeks(SENT, SKIPPED, MailState.FAILED, SKIPPED), [], 1),
    ],
)
def test_silent_weeks_are_counted_since_the_last_mail(
    weekly: list[tuple[str, MailState]], quiet: list[tuple[str, MailState]], expected: int
) -> None:
    assert silent_weeks(Memory((), weekly, quiet)) == expected


def test_after_four_silent_weeks_a_short_mail_is_due() -> None:
    nothing = material([], [])
    assert choose(READER, nothing, Memory((), weeks(*[SKIPPED] * 4)), NOW) == Quiet(4)
    assert silent(nothing, Memory((), weeks(*[SKIPPED] * 3)))


def test_the_week_is_the_iso_week_in_sweden() -> None:
    assert week_key(NOW) == "2026-W48"
    assert week_key(dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)) == "2026-W48"
    assert week_key(dt.datetime(2027, 1, 3, 12, tzinfo=dt.UTC)) == "2026-W53"


def _some(draw: st.DrawFn) -> list[Match]:
    pairs = draw(st.lists(st.tuples(st.integers(1, 30), st.sampled_from([HEAT, HOMES])), unique=True, max_size=40))
    bands = st.sampled_from([Band.STRONG, Band.POSSIBLE])
    return [match(n, area, draw(st.floats(0.01, 1)), draw(bands)) for n, area in pairs]


@given(first=st.composite(_some)(), second=st.composite(_some)())
def test_over_two_weeks_every_matched_call_is_told_exactly_once(first: list[Match], second: list[Match]) -> None:
    calls = [call(n) for n in range(1, 31)]
    told: list[Announcement] = []
    for matches in (first, [*first, *(m for m in second if (m.call_id, m.area_id) not in _keys(first))]):
        chosen = choose(READER, material(calls, matches), Memory(told), NOW)
        told += chosen.announcements if isinstance(chosen, DigestContent) else ()
    new = [a.call_id for a in told if a.kind == "new"]
    assert sorted(new) == sorted({m.call_id for m in [*first, *second]})


def _keys(matches: list[Match]) -> set[tuple[int, str]]:
    return {(m.call_id, m.area_id) for m in matches}
