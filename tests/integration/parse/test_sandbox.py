"""Parsing in a child: results and errors come back, harm stays there."""

from __future__ import annotations

import os
import time

import pytest

from tests.unit.parse.test_feed import RSS
from watcher.errors import ParseError
from watcher.parse import sandbox
from watcher.parse.feed import parse_feed


def _eats_memory() -> int:
    return len(bytearray(4 * 1024**3))


def _never_ends() -> None:
    while True:
        pass


def _dies() -> None:
    os._exit(3)


def test_the_result_is_the_same_as_without_a_child() -> None:
    assert sandbox.limited(parse_feed, RSS, "https://example.org/") == parse_feed(RSS, "https://example.org/")


def test_our_own_errors_come_through() -> None:
    with pytest.raises(ParseError, match="webbsida"):
        sandbox.limited(parse_feed, b"<html></html>", "https://example.org/")


def test_memory_is_bounded() -> None:
    with pytest.raises(ParseError, match="minne"):
        sandbox.limited(_eats_memory)


def test_a_loop_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1.0)
    began = time.monotonic()
    with pytest.raises(ParseError, match="lång tid"):
        sandbox.limited(_never_ends)
    assert time.monotonic() - began < sandbox.CPU_SECONDS


def test_a_crash_is_an_error() -> None:
    with pytest.raises(ParseError, match="gränserna"):
        sandbox.limited(_dies)
