"""Not more requests to one host than its pace allows, counted over all threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Pace:
    """Gives each host's requests their turn. Times are monotonic seconds."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, rate: float) -> None:
        """Return when the host may be asked again at ``rate`` requests a second; the turn is then taken."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + 1.0 / rate
        if turn > now:
            self._sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long: it has said so (Retry-After)."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)
