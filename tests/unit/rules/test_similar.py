"""Matches in groups of calls that say nearly the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.records import Band, CallKey, Deadline
from tests.letters import NOW, call, match, material, weekly
from tests.unit.rules.test_announce import after, content, shown, silent
from watcher.rules.announce import FIRST_LIMIT
from watcher.rules.similar import grouped, similar_line

SOON = Deadline(dt.date(2026, 12, 17))


def test_the_best_match_heads_its_neighbours() -> None:
    found = grouped([match(1, score=0.3), match(2, score=0.9), match(3, score=0.5)], {1: (2,), 2: (1,)})
    assert [(g.head.call_id, [m.call_id for m in g.similar]) for g in found] == [(2, [1]), (3, [])]


def test_a_chain_of_small_differences_is_not_one_group() -> None:
    chain = {1: (2,), 2: (1, 3), 3: (2, 4), 4: (3,)}
    found = grouped([match(n, score=1 - n / 10) for n in (1, 2, 3, 4)], chain)
    assert [[g.head.call_id, *(m.call_id for m in g.similar)] for g in found] == [[1, 2], [3, 4]]


NEAR = st.dictionaries(st.integers(1, 8), st.lists(st.integers(1, 8), max_size=4), max_size=8)


@given(st.lists(st.integers(1, 8), unique=True), st.lists(st.floats(0, 1), min_size=8, max_size=8), NEAR, st.randoms())
def test_every_match_is_in_one_group_whatever_the_order(
    ids: list[int], scores: list[float], near: dict[int, list[int]], random: object
) -> None:
    matches = [match(n, score=scores[n - 1]) for n in ids]
    found = grouped(matches, near)
    assert sorted(m.call_id for g in found for m in (g.head, *g.similar)) == sorted(ids)
    assert grouped(matches[::-1], near) == found
    heads = [g.head.score for g in found]
    assert heads == sorted(heads, reverse=True)
    assert all(m.score <= g.head.score and m.call_id in near[g.head.call_id] for g in found for m in g.similar)


def test_the_line_names_each_call_and_its_last_day() -> None:
    named = [replace(c, facts=replace(c.facts, key=CallKey("ft", f"LIFE-{c.id}"))) for c in (call(1), call(2))]
    dated = replace(named[0], facts=replace(named[0].facts, deadlines=(SOON,)))
    undated = replace(named[1], facts=replace(named[1].facts, deadlines=()))
    swedish = call(3, title="Fler\nladdplatser", deadlines=(), key=CallKey("energi", "https://example.org/3"))
    assert similar_line([dated, undated], NOW) == "och 2 liknande: LIFE-1 (17 december 2026), LIFE-2 (sista dag okänd)"
    assert similar_line([swedish], NOW) == "och 1 liknande: ”Fler laddplatser” (sista dag okänd)"
    assert similar_line([], NOW) == ""


def test_a_digest_shows_siblings_as_one_line_and_tells_them_all_once() -> None:
    matches = [match(1, score=0.4), match(2, score=0.6, band=Band.STRONG), match(3, score=0.5)]
    known = replace(material([call(1), call(2), call(3)], matches), neighbours={1: (2,), 2: (1,)})
    chosen = content(known)
    assert shown(chosen) == {"heat": [2, 3]}
    assert [[c.id for c in i.similar] for i in chosen.news[0].items] == [[1], []]
    assert (chosen.new_calls, chosen.news[0].more) == (3, 0)
    assert silent(known, after(chosen)), "the sibling has been told too"
    letter = weekly(known)
    assert "Och 1 liknande: " in letter.text
    assert "Och 1 liknande: " in letter.html


def test_the_first_limit_counts_groups_and_the_rest_counts_calls() -> None:
    numbers = range(1, 2 * FIRST_LIMIT + 5)
    near = {n: (n + 1,) for n in numbers if n % 2} | {n: (n - 1,) for n in numbers if not n % 2}
    known = replace(
        material([call(n) for n in numbers], [match(n, score=1 - n / 100) for n in numbers]), neighbours=near
    )
    news = content(known).news[0]
    assert len(news.items) == FIRST_LIMIT
    assert news.more == len(numbers) - 2 * FIRST_LIMIT
