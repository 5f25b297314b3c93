"""The measures, against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from matchers.measure import figures, interval, mean, ndcg, recall, reciprocal_rank

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_the_best_ranking_has_ndcg_one() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1.0


def test_grade_one_and_unjudged_gain_nothing() -> None:
    assert ndcg(["c", "x", "d"], GRADES) == 0.0


def test_ndcg_by_hand() -> None:
    got = ndcg(["x", "b", "a"], GRADES)
    wanted = (3 / math.log2(3) + 7 / math.log2(4)) / (7 + 3 / math.log2(3))
    assert got == pytest.approx(wanted)


def test_recall_and_reciprocal_rank() -> None:
    assert recall(["x", "b"], GRADES) == 0.5
    assert recall(["a"], GRADES, least=3) == 1.0
    assert recall(["a"], {"a": 2}, least=3) is None
    assert reciprocal_rank(["x", "c", "b"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], GRADES) == 0.0


def test_figures_and_their_mean() -> None:
    one, other = figures(["a", "x"], GRADES), figures(["b"], {"b": 2})
    assert (one.judged_10, one.recall3_20, other.recall3_20) == (0.5, 1.0, None)
    both = mean([one, other])
    assert both.recall3_20 == 1.0
    assert both.mrr == 1.0
    assert mean([]).ndcg_10 == 0.0


def test_the_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.1, 0.4, 0.5, 0.9]
    low, high = interval(values)
    assert (low, high) == interval(values)
    assert low < sum(values) / 4 < high
