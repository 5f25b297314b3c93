"""The service: one tick a minute for as long as it holds the lease, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import uuid
from collections.abc import Callable
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from db.errors import DbError
from watcher import clock
from watcher.desk import leadership
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.serve.tick import Tick
from watcher.web.server import beside

RENEW = 20
"""Seconds between prolongations of the lease, which lasts several times as long."""
STANDBY = 5
"""Seconds between attempts to take a lease that another service holds."""
MOMENT = 0.2
"""Seconds until a signal is seen at the latest."""
GRACE = 6.0
"""Seconds that a tick under way gets to end when we are told to stop."""


class Server:
    """Runs until SIGTERM or SIGINT, or until the lease is lost."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._stop = threading.Event()
        self._signal: int | None = None
        self._working = threading.Lock()
        self._lost = False

    def run(self) -> int:
        """The exit code: 0 when told to stop, 1 when another service took over."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)
        if not self._wait_for_turn():
            return 0
        with beside(self._deps):
            scheduler = self._started(Tick(self._deps, self._stop))
            log.info("serving", database=self._deps.database.url_shown, sources=len(self._deps.sources.sources))
            while not self._ended_within(MOMENT):
                pass
            scheduler.shutdown(wait=False)
        self._leave()
        return 1 if self._lost else 0

    def _started(self, tick: Callable[[], None]) -> BackgroundScheduler:
        """One tick a minute, the first at once. Missed ticks are one tick: the database knows what is due."""
        scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        )
        scheduler.add_job(self._alone, "interval", args=[tick], minutes=1, next_run_time=clock.now())
        scheduler.add_job(self._renew, "interval", seconds=RENEW)
        scheduler.start()
        return scheduler

    def _alone(self, tick: Callable[[], None]) -> None:
        with self._working:
            tick()

    def _told(self, number: int, _frame: FrameType | None) -> None:
        """Only notes it: a handler that takes a lock (an event's, the log's) may wait for the very thread it is in."""
        self._signal = number

    def _ended_within(self, seconds: float) -> bool:
        """Wait so long; True at once when a signal came or the service is to end."""
        ends = clock.monotonic() + seconds
        while self._signal is None and not self._stop.wait(min(MOMENT, max(0.0, ends - clock.monotonic()))):
            if clock.monotonic() >= ends:
                return False
        if self._signal is not None and not self._stop.is_set():
            self._stop.set()
            log.info("told to stop", signal=signal.Signals(self._signal).name)
        return True

    def _wait_for_turn(self) -> bool:
        """True once the lease is ours; False when told to stop before. A second service stands by this way."""
        said = False
        while not leadership.take(self._deps.database, self._owner, clock.now()):
            if not said:
                log.warning("another service holds the lease: standing by")
            said = True
            if self._ended_within(STANDBY):
                return False
        return not self._ended_within(0.0)

    def _renew(self) -> None:
        """A busy database is tried again before the lease ends; a lost lease means that somebody else serves."""
        try:
            held = leadership.take(self._deps.database, self._owner, clock.now())
        except DbError as error:
            log.error("the lease could not be prolonged", reason=str(error))
            return
        if not held:
            log.error("another service has taken over")
            self._lost = True
            self._stop.set()

    def _leave(self) -> None:
        """Give a tick under way a moment, then end whatever it is doing: every step can be killed and done again.

        A fetch may wait for two minutes for an answer; threads of a pool would keep the interpreter from ending.
        """
        ended = self._working.acquire(timeout=GRACE)
        try:
            leadership.release(self._deps.database, self._owner)
        except DbError as error:
            log.error("the lease could not be given back", reason=str(error))
        log.info("stopped", cleanly=ended)
        if not ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(1 if self._lost else 0)
