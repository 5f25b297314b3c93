"""Whether an answer can be believed."""

from __future__ import annotations

from typing import Any

import pytest

from watcher.rules.verdict import judge, most_common_share

TWENTY = [str(n) for n in range(20)]


def verdict(**change: Any) -> Any:
    base: dict[str, Any] = {"titles": TWENTY, "urls": TWENTY, "dates": TWENTY, "before": 20, "uniform_before": False}
    return judge(**{**base, **change})


def test_an_ordinary_answer_is_believed() -> None:
    assert verdict() == verdict(before=0)
    assert verdict().notes == ()


def test_an_empty_list_is_suspect_only_where_there_were_rows() -> None:
    assert verdict(titles=[], urls=[], dates=[]).notes == ("listan är tom, förra gången gav den 20 rader",)
    assert verdict(titles=[], urls=[], dates=[], before=0).notes == ()


def test_fewer_than_half_is_suspect_but_usable() -> None:
    got = verdict(before=41)
    assert got.notes == ("bara 20 rader, förra gången 41",)
    assert got.usable
    assert verdict(before=40).notes == ()


@pytest.mark.parametrize("field", ["titles", "urls", "dates"])
def test_one_value_in_nine_rows_of_ten_is_suspect_and_not_stored(field: str) -> None:
    got = verdict(**{field: ["same"] * 18 + ["a", "b"]})
    assert len(got.notes) == 1
    assert "90 % av 20 rader" in got.notes[0]
    assert not got.usable
    assert verdict(**{field: ["same"] * 17 + ["a", "b", "c"]}).notes == ()


def test_a_source_whose_calls_share_a_deadline_may_go_on_so() -> None:
    assert verdict(dates=["same"] * 20, uniform_before=True).notes == ()


def test_few_rows_may_be_alike_and_unknown_deadlines_are_not_the_same() -> None:
    assert judge(["t"] * 9, ["u"] * 9, ["d"] * 9, before=9, uniform_before=False).notes == ()
    assert verdict(dates=[None] * 20).notes == ()
    assert most_common_share([]) == 0.0
