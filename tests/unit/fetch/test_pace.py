"""Pace and Retry-After."""

from __future__ import annotations

import datetime as dt

import pytest

from watcher.fetch.pace import Pace
from watcher.fetch.retryafter import seconds_to_wait


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_requests_to_one_host_keep_their_distance() -> None:
    time = Time()
    pace = Pace(lambda: time.now, time.sleep)
    moments = []
    for _ in range(3):
        pace.wait("a.example", 2.0)
        moments.append(time.now)
    assert moments == [100.0, 100.5, 101.0]


def test_hosts_do_not_wait_for_each_other() -> None:
    time = Time()
    pace = Pace(lambda: time.now, time.sleep)
    pace.wait("a.example", 1.0)
    pace.wait("b.example", 1.0)
    assert time.now == 100.0


def test_a_held_host_is_left_alone() -> None:
    time = Time()
    pace = Pace(lambda: time.now, time.sleep)
    pace.hold("a.example", 30.0)
    pace.wait("a.example", 1.0)
    assert time.now == 130.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0), ("999999", 120.0), ("Mon, 23 Nov 2026 06:00:30 GMT", 30.0), ("Mon, 23 Nov 2020 06:00:30 GMT", 0.0),
        ("soon", None), ("", None), (None, None), ("-5", None),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(header, dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)) == seconds
