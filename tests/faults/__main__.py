"""``make faults``: the whole campaign, and a table of what the receiving side counted. 1 when a promise broke."""

from __future__ import annotations

import argparse
import functools
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.faults import scenarios
from tests.faults.scenarios import FAULTS, Count
from tests.faults.world import PEOPLE, World, prepare

OFF = ((24, -1), (-1, 24), (24, 0))
"""Hours by which the clock is wrong, one run after the other."""
Job = Callable[[World], Count]


def jobs(points: int, seeds: list[int], kills: int) -> list[Job]:
    """Everything."""
    part = functools.partial
    return [
        part(scenarios.locked, seconds=60, busy=30, after=10),
        part(scenarios.locked, seconds=60, busy=30, after=0),
        part(scenarios.relay_down, days=3),
        *(part(scenarios.random_kills, seed=seed, kills=kills // len(seeds)) for seed in seeds),
        *(part(scenarios.crash_points, numbers=range(n, min(n + 4, points + 1))) for n in range(1, points + 1, 4)),
        *(part(scenarios.smtp_fault, fault=f, recipient=n) for f in FAULTS for n in (0, PEOPLE // 2, PEOPLE - 1)),
        *(part(scenarios.three_senders, snapshot=name) for name in ("empty", "built") for _ in range(5)),
        *(part(scenarios.disk_full, snapshot=name, more=n) for name in ("empty", "built") for n in range(5, 125, 5)),
        *(part(scenarios.clock_jumps, hours=h, die_at=n) for h in OFF for n in range(100, 115)),
        *(part(scenarios.suspended, stop_at=n) for n in range(200, 216)),
        scenarios.greylisting,
    ]  # fmt: skip


def campaign(folder: Path, seeds: list[int], kills: int, workers: int, minutes: float) -> tuple[list[Count], int]:
    """Run everything, in an order drawn by the first seed; one count for each kind of fault, and how many jobs there
    was no time for."""
    prepare(folder)
    worlds: Queue[World] = Queue()
    opened = [World(folder, f"place{n}").__enter__() for n in range(workers)]
    try:
        todo = jobs(scenarios.points(opened[0]), seeds, kills)
        until = time.monotonic() + 60 * minutes
        random.Random(seeds[0]).shuffle(todo)
        for world in opened:
            world.warm()
            worlds.put(world)
        with ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(functools.partial(_in_a_world, worlds, until), todo))
    finally:
        for world in opened:
            world.__exit__()
    kinds: dict[str, Count] = {}
    for count in filter(None, done):
        kinds.setdefault(count.name, Count(count.name)).add(count)
    return list(kinds.values()), done.count(None)


def _in_a_world(worlds: Queue[World], until: float, job: Job) -> Count | None:
    if time.monotonic() > until:
        return None
    world = worlds.get()
    try:
        count = job(world)
    except (RuntimeError, AssertionError) as error:
        count = Count("a run that never ended well", cases=1, wrong=[f"{job}: {error}"])
    finally:
        worlds.put(world)
    for words in count.wrong:
        print(f"!! {words}", flush=True)
    return count


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=14, help="begin nothing new after that")
    options = parser.parse_args()
    seeds = [options.seed + n for n in range(50)]
    print(f"{PEOPLE} digests a case; seeds of the random kills: {seeds[0]}–{seeds[-1]}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counts, left = campaign(Path(folder), seeds, options.kills, options.workers, options.minutes)
    show(counts)
    if left:
        print(f"NOT ALL: no time for {left} jobs; give more --minutes")
    print(f"{time.monotonic() - began:.0f} s")
    return int(any(c.wrong for c in counts))


def show(counts: list[Count]) -> None:
    """The table. ``may`` is how many doubles the faults between final dot and commit could have made."""
    print(f"{'fault':28}{'cases':>7}{'kills':>7}{'mails':>8}{'lost':>6}{'doubled':>9}{'may':>6}  promise")
    total = Count("all")
    for count in counts:
        total.add(count)
    for count in (*counts, total):
        print(f"{count.name:28}{count.cases:7}{count.kills:7}{count.mails:8}{count.lost:6}"
              f"{count.doubled:9}{count.allowed:6}  {'BROKEN' if count.wrong else 'kept'}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
