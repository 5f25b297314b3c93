"""So many mails a minute and no more: relays count, and block who sends faster."""

from __future__ import annotations

import time
from collections.abc import Callable

from watcher import clock


class Pace:
    """Even steps. 0 ``per_minute`` never waits."""

    def __init__(
        self, per_minute: int, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = clock.monotonic
    ) -> None:
        self._step = 60 / per_minute if per_minute else 0.0
        self._sleep, self._clock = sleep, clock
        self._next = 0.0

    def wait(self) -> None:
        """Return when the next mail may go."""
        if not self._step:
            return
        left = self._next - self._clock()
        if left > 0:
            self._sleep(left)
        self._next = max(self._next, self._clock()) + self._step
