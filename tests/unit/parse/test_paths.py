"""Dotted paths."""

from __future__ import annotations

import pytest

from watcher.parse.paths import items_at, text_at, texts_at, values

VALUE = {"a": {"b": [{"c": 1}, {"c": "<b>x</b> y"}]}, "d.e": "dot", "n": None, "t": True, "l": ["p", "q"]}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.b.0.c", "1"),
        ("a.b.-1.c", "x y"),
        ("a.b.*.c", "1; x y"),
        (r"d\.e", "dot"),
        ("n", ""),
        ("t", ""),
        ("l", "p; q"),
        ("a.b.9.c", ""),
        ("a.x.y", ""),
        ("l.p", ""),
    ],
)
def test_texts_at_paths(path: str, text: str) -> None:
    assert text_at(VALUE, path) == text


def test_lists_and_the_value_itself() -> None:
    assert items_at(VALUE, "a.b") == [{"c": 1}, {"c": "<b>x</b> y"}]
    assert items_at([1], ".") == [1]
    assert items_at(VALUE, "a") is None
    assert texts_at(VALUE, "l") == ("p", "q")
    assert values(VALUE, "n") == []
