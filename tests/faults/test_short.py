"""The campaign in little: each fault once, a few dozen kills. ``make faults`` runs all of it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults import scenarios
from tests.faults.scenarios import FAULTS, Count
from tests.faults.world import World, prepare

FEW = 8


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("faults")
    prepare(folder, FEW)
    with World(folder, people=FEW) as made:
        made.warm()
        yield made


def kept(count: Count) -> bool:
    """Whether the promise was kept; what broke it is shown."""
    assert count.wrong == []
    return count.cases > 0 and count.lost == 0 and count.doubled <= count.allowed


@pytest.mark.parametrize("fault", FAULTS)
def test_each_smtp_fault_at_one_recipient(world: World, fault: str) -> None:
    count = scenarios.smtp_fault(world, fault, FAULTS.index(fault) % FEW)
    assert kept(count)
    assert count.doubled == (fault in scenarios.DOUBT)


def test_kills_at_crash_points(world: World) -> None:
    """One round of a mail's points in the middle of the run, and some drawn from the rest."""
    last = scenarios.points(world)
    drawn = random.Random(20261123).sample(range(1, last + 1), 6)
    count = scenarios.crash_points(world, [*drawn, *range(last // 2, last // 2 + 6)])
    assert kept(count)
    assert count.kills == 12


def test_random_kills(world: World) -> None:
    assert kept(scenarios.random_kills(world, seed=1, kills=8))


def test_three_senders_at_once(world: World) -> None:
    assert kept(scenarios.three_senders(world, "built"))


def test_a_full_disk(world: World) -> None:
    assert kept(scenarios.disk_full(world, "built", 12))


def test_a_locked_database(world: World) -> None:
    assert kept(scenarios.locked(world, seconds=2, busy=0.8, after=3))


def test_a_clock_that_is_off(world: World) -> None:
    assert kept(scenarios.clock_jumps(world, (24, -1), 45))


def test_greylisting(world: World) -> None:
    assert kept(scenarios.greylisting(world))
