"""The faults, one function a kind. Each returns what was counted at the receiving side."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.world import MONDAY, STEP, World

FAULTS = (
    "connect:drop", "connect:stall", "connect:421", "connect:554", "connect:garbage", "connect:half",
    "ehlo:drop", "ehlo:stall", "ehlo:502", "ehlo:421", "mail:451", "mail:550", "mail:drop", "mail:stall",
    "rcpt:450", "rcpt:421", "rcpt:550", "rcpt:drop", "data:451", "data:554", "data:drop", "data:stall", "body:reset",
    "dot:451", "dot:554", "dot:drop", "dot:reset", "dot:stall", "dot:half", "dot:garbage",
    "quit:drop", "quit:stall", "quit:451",
)  # fmt: skip
REFUSED = ("rcpt:550", "data:554", "dot:554")
"""The receiver says for good that it does not want this mail."""
DOUBT = ("dot:drop", "dot:reset", "dot:stall", "dot:half", "dot:garbage")
"""The receiver has the mail and does not say so."""


@dataclass
class Count:
    """What a scenario came to. ``allowed`` is how many doubles its faults between final dot and commit may make."""

    name: str
    cases: int = 0
    mails: int = 0
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    allowed: int = 0
    wrong: list[str] = field(default_factory=list)

    def check(self, world: World, *, allowed: int, refused: int = 0, case: str = "") -> None:
        """Count at the server what became of the mails."""
        self.cases += 1
        self.mails += world.people
        got = world.received()
        lost, doubled = world.people - len(got) - refused, sum(got.values()) - len(got)
        self.lost += lost
        self.doubled += doubled
        self.allowed += allowed
        if lost or doubled > allowed:
            self.wrong.append(f"{self.name} {case}: {lost} lost, {doubled} doubled where {allowed} may be")

    def add(self, other: Count) -> None:
        self.cases, self.kills = self.cases + other.cases, self.kills + other.kills
        self.mails += other.mails
        self.lost, self.doubled = self.lost + other.lost, self.doubled + other.doubled
        self.allowed += other.allowed
        self.wrong += other.wrong


def points(world: World) -> int:
    """How many crash points a run of forty digests has."""
    world.begin("empty", together=True)
    world.run()
    return int((world.place / "trace").read_text().split()[0])


def crash_points(world: World, numbers: Iterable[int]) -> Count:
    """Die at the given points of a run of forty digests, then run to the end."""
    count = Count("kill at a crash point")
    for number in numbers:
        world.begin("empty", together=True)
        world.run(die_at=number)
        window, where = world.seen()
        world.finish()
        count.kills += 1
        count.check(world, allowed=int(window), case=f"{number} ({where})")
    return count


def smtp_fault(world: World, fault: str, recipient: int) -> Count:
    """One fault in the talk about one recipient; every mail has a connection of its own."""
    count = Count("SMTP fault")
    world.url_seconds = 0.75 if fault.endswith("stall") else 8
    world.begin("built")
    world.server.ask(fault=fault, skip=recipient, times=1)
    world.run()
    world.finish()
    count.check(world, allowed=fault in DOUBT, refused=fault in REFUSED, case=f"{fault} at {recipient}")
    world.url_seconds = 8
    return count


def random_kills(world: World, seed: int, kills: int) -> Count:
    """SIGKILL at random moments, run after run on the same database until it ends; then afresh."""
    count = Count("random kill")
    draw = random.Random(seed)
    while count.kills < kills:
        world.begin("empty", together=draw.random() < 0.5)
        allowed = 0
        while True:
            pid = world.start()
            time.sleep(draw.uniform(0.02, 0.8))  # a run takes about as long
            os.kill(pid, signal.SIGKILL)
            code = world.wait(pid)
            world.now += STEP
            if code != -signal.SIGKILL:
                break
            count.kills += 1
            allowed += world.seen()[0]
        world.finish()
        count.check(world, allowed=allowed, case=f"seed {seed}")
    return count


def three_senders(world: World, snapshot: str) -> Count:
    """Three processes at the same time."""
    count = Count("three senders at once")
    world.begin(snapshot)
    pids = [world.start(trace=f"trace{n}") for n in range(3)]
    for pid in pids:
        world.wait(pid)
    world.now += STEP
    world.finish()
    count.check(world, allowed=0, case=snapshot)
    return count


def disk_full(world: World, snapshot: str, more: int) -> Count:
    """The database's log may be so many pages and no more; afterwards there is room again."""
    count = Count("disk full")
    world.begin(snapshot)
    size = 4096 * more
    if world.run(largest=size) == 0:
        count.wrong.append(f"{count.name} {snapshot}: {size} bytes were enough")
    window, where = world.seen()
    world.finish()
    count.check(world, allowed=int(window), case=f"{snapshot} {size} bytes ({where})")
    return count


def locked(world: World, seconds: float, busy: float, after: int) -> Count:
    """Another program holds the database for longer than we wait, from when so many mails were received."""
    count = Count(f"database locked {seconds:g} s")
    world.begin("built")
    pid = world.start(busy=busy) if after else 0
    while after and world.server.ask()["stored"] < after:
        time.sleep(0.005)
    holder = sqlite3.connect(world.place / "var" / "bidragsvakt.db", timeout=30, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    until, allowed = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        world.wait(pid or world.start(busy=busy))
        allowed += world.seen()[0]
        pid = 0
        world.now += STEP
    holder.execute("ROLLBACK")
    holder.close()
    world.finish()
    count.check(world, allowed=allowed, case=f"after {after}")
    return count


def clock_jumps(world: World, hours: tuple[int, ...], die_at: int) -> Count:
    """Runs that are killed under clocks that are hours off, then right ones."""
    count = Count("clock off by hours")
    world.begin("built", together=True)
    allowed = 0
    for off in hours:
        world.now = MONDAY + STEP + dt.timedelta(hours=off)
        count.kills += world.run(die_at=die_at) == -signal.SIGKILL
        allowed += world.seen()[0]
    for right in (2 * STEP, dt.timedelta(hours=max(hours) + 2)):  # a claim made under tomorrow's clock ends tomorrow
        world.now = MONDAY + right
        world.finish()
    count.check(world, allowed=allowed, case=str(hours))
    return count


def suspended(world: World, stop_at: int) -> Count:
    """A sender sleeps past its claim, the relay hangs up, another process does its work, it wakes up."""
    count = Count("suspended past the claim")
    world.begin("built", together=True)
    world.server.ask(patience=1.0)
    pid = world.start(stop_at=stop_at, busy=1.0)
    world.stopped(pid)
    window, where = world.seen()
    world.now += STEP
    world.wait(world.start(trace="other", busy=1.0))
    time.sleep(1.2)
    os.kill(pid, signal.SIGCONT)
    world.wait(pid)
    world.now += STEP
    world.run()
    world.finish()
    world.server.ask(patience=None)
    count.check(world, allowed=int(window), case=f"{stop_at} ({where})")
    return count


def greylisting(world: World) -> Count:
    """Every recipient's first try is answered "later"."""
    count = Count("greylisting")
    world.begin("built")
    world.server.ask(fault="rcpt:450", times=world.people)
    world.run()
    world.finish()
    count.check(world, allowed=0)
    return count


def relay_down(world: World, days: int) -> Count:
    """No mail is taken for days; the service asks every half hour."""
    count = Count(f"relay down {days} days")
    world.begin("built")
    world.server.ask(fault="connect:drop")
    for _ in range(int(days * 24 * 3600 / STEP.total_seconds())):
        if world.run() == 0:
            count.wrong.append("a run with a dead relay ended well")
    world.server.ask(fault="")
    world.finish()
    count.check(world, allowed=0)
    return count
