"""What happens once a minute: ask what is due, do it. Can be killed at any point and done again."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

from db.errors import DbError
from watcher import clock
from watcher.desk import calendar, sources
from watcher.errors import WatcherError
from watcher.jobs import alert, crawl, deliver, details, digest, match
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.serve.sourcewatch import SourceWatch


class Tick:
    """Called by the scheduler, never twice at a time. ``stop`` set means: begin nothing new."""

    def __init__(self, deps: Deps, stop: threading.Event) -> None:
        self._deps = deps
        self._watch = SourceWatch(deps.settings.sources, deps.sources)
        self._stop = stop

    def __call__(self) -> None:
        """A step that fails is logged and due again next time; the steps after it are done all the same."""
        for step in (self._sources, self._crawl, self._digest, self._deliver):
            if self._stop.is_set():
                return
            self._guarded(step)

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (WatcherError, DbError) as error:
            log.error("a step failed", step=step.__name__.strip("_"), kind=type(error).__name__, reason=str(error))

    def _sources(self) -> None:
        if self._watch.refresh():
            self._deps = dataclasses.replace(self._deps, sources=self._watch.current)
            sources.mark(self._deps.database, self._deps.sources)

    def _crawl(self) -> None:
        now = clock.now()
        due = calendar.sources_due(self._deps.database, self._deps.sources, now)
        if due:
            crawl.run(self._deps, now, {s.id for s in due})
            match.run(self._deps, now)
            if details.run(self._deps, now).filled:
                match.run(self._deps, now)
            alert.run(self._deps, now)

    def _digest(self) -> None:
        now = clock.now()
        key = calendar.digest_due(self._deps.database, now)
        if key:
            log.info("a weekly digest is due", key=key)
            match.run(self._deps, now)
            digest.run(self._deps, now)

    def _deliver(self) -> None:
        report = deliver.run(self._deps, clock.now())
        if report.stopped:
            log.warning("mail does not get through", waiting=report.waiting, reason=report.stopped)
