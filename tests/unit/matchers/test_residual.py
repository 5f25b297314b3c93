"""The measure of learning, on a corpus small enough to check by hand."""

from __future__ import annotations

from matchers.background import Background
from matchers.bridge import Bridge
from matchers.model import Document, Query, TfidfMatcher
from matchers.residual import run
from matchers.terms import Term

TERMS = [Term("damm", ("pond",), 1.0, "water"), Term("tak", ("roof",), 1.0, "water"), Term("mur", ("wall",), 1.0, "x")]
CALLS = [
    Document("a", "Ponds", "Ponds ponds roofs"),
    Document("b", "Pond", "A pond and a wall and walls of walls"),
    Document("c", "Pond", "A pond and a roof and roofs of roofs"),
]
AREA = Query("A", "Damm", "Vi vill ha dammar.")


def measured(grades: dict[str, int], marks: int = 1) -> dict[str, object]:
    model = TfidfMatcher(Bridge(TERMS), Background(100, 8.0, {"term:damm": 5, "term:tak": 5, "term:mur": 5}))
    model.fit(CALLS)
    return run(model, [AREA], CALLS, {"A": grades}, marks)


def test_a_mark_moves_the_rest_towards_what_it_shares() -> None:
    taught = measured({"a": 3, "c": 3})
    assert taught["per_area"] == {"A": {"before": 0.6309, "after": 1.0}}
    assert (taught["before"], taught["after"], taught["gain"]) == (0.6309, 1.0, 0.3691)


def test_what_was_marked_is_no_longer_counted_and_an_area_without_a_rest_is_left_out() -> None:
    assert measured({"a": 3})["areas"] == 0
    assert measured({"a": 3, "b": 1}, marks=2)["before"] == 0.0
