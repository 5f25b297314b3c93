"""The pace of mails, by a clock that only moves when somebody waits."""

from __future__ import annotations

from watcher.mail.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_thirty_a_minute_is_one_every_other_second() -> None:
    clock = Clock()
    pace = Pace(30, clock.sleep, lambda: clock.now)
    for _ in range(3):
        pace.wait()
    assert clock.slept == [2.0, 2.0]


def test_time_spent_on_sending_counts() -> None:
    clock = Clock()
    pace = Pace(30, clock.sleep, lambda: clock.now)
    pace.wait()
    clock.now += 1.5
    pace.wait()
    clock.now += 60
    pace.wait()
    assert clock.slept == [0.5]


def test_no_limit_never_waits() -> None:
    clock = Clock()
    for _ in range(9):
        Pace(0, clock.sleep, lambda: clock.now).wait()
    assert clock.slept == []
