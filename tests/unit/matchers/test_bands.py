"""Scores as probabilities, and what bands are worth against grades."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Band, BandLimits
from matchers import calibration, reliability
from matchers.bands import POSSIBLE, STRONG, band_of, to_unit
from matchers.calibration import Ranked

NUMBER = st.floats(min_value=0, max_value=1e6)


@given(NUMBER, NUMBER, NUMBER)
def test_scores_are_finite_in_the_unit_interval_and_grow_with_the_raw_score(a: float, b: float, asked: float) -> None:
    low, high = sorted((a, b))
    assert 0 <= to_unit(low, asked) <= to_unit(high, asked) <= 1
    assert math.isfinite(to_unit(high, asked))


def test_the_same_raw_score_says_less_for_an_area_that_asks_for_much() -> None:
    assert to_unit(60, 70) < to_unit(60, 35)


def test_bands() -> None:
    assert [band_of(s) for s in (STRONG, POSSIBLE, POSSIBLE - 0.01)] == [Band.STRONG, Band.POSSIBLE, Band.WEAK]


def test_the_report_counts_the_first_fifteen_of_each_area() -> None:
    scores = [[0.9, 0.6, *[0.2] * 20], [0.05]]
    grades = [[3, 0, *[0] * 12, 3, 3, *[0] * 6], [3]]
    found = reliability.report(scores, grades, [3, 1], BandLimits(0.5, 0.1))
    assert (found["strong_per_area"], found["strong_precision"], found["areas_without_strong"]) == (1.0, 0.5, 1)
    assert (found["banded_per_area"], found["best_held"], found["best_held_at_once"]) == (11.0, 0.75, 0.5)


def test_a_report_of_nothing() -> None:
    found = reliability.report([], [], [], BandLimits(0.5, 0.1))
    assert (found["strong_precision"], found["best_held"]) == (None, 0.0)


def test_the_plot_is_svg_with_a_dot_for_each_range_that_has_calls() -> None:
    drawn = ET.fromstring(reliability.svg([[0.02, 0.45, 0.46, 1.0]], [[0, 2, 0, 3]]))
    circles = [e for e in drawn.iter() if e.tag.endswith("circle")]
    assert len(circles) == 3
    assert [b.worth for b in reliability.bins([[0.02, 0.45, 0.46, 1.0]], [[0, 2, 0, 3]])] == [0.0, 0.5, 1.0]


def test_the_fit_finds_where_the_probability_is_one_half() -> None:
    raw = tuple(float(n) for n in range(10, 210, 2))
    grades = tuple(3 if r > 100 else 0 for r in raw)
    areas = [Ranked(str(n), asked, raw, grades, 50, True) for n, asked in enumerate((40.0, 50.0, 60.0))]
    half, growth, steepness = calibration.fit(areas)
    assert half == pytest.approx(100, rel=0.1)
    assert growth == pytest.approx(0, abs=0.2)
    assert steepness > 2
    assert len(calibration.left_out(areas)) == 3
