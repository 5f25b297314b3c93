"""What happens once a minute: ask what is due, do it. Can be killed at any point and done again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable

from db.errors import DbError
from watcher import clock
from watcher.desk import calendar, letters, sources
from watcher.errors import WatcherError
from watcher.jobs import alert, confirm, crawl, deliver, details, digest, match, recover, summary, tidy
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.rules.periods import Calendar
from watcher.serve.sourcewatch import SourceWatch


class Tick:
    """Called by the scheduler, never twice at a time. ``stop`` set means: begin nothing new."""

    def __init__(self, deps: Deps, stop: threading.Event) -> None:
        self._deps = deps
        self._watch = SourceWatch(deps.settings.sources, deps.sources)
        self._stop = stop
        self._looked: dt.date | None = None
        """The day on which it was last looked for news that cannot wait; None when there may be some."""
        self._tidied: dt.date | None = None

    def __call__(self) -> None:
        """A step that fails is logged and due again next time; the steps after it are done all the same."""
        for step in self._steps():
            if self._stop.is_set():
                return
            self._guarded(step)

    def _steps(self) -> tuple[Callable[[], None], ...]:
        """A crawl may take an hour, so digests and mail go first; only digests that would be written from nothing, or
        from what was true before a long outage, wait for it."""
        first = (self._sources, self._recover, self._confirm, self._digest_unless_stale, self._deliver)
        return (*first, self._crawl, self._digest, self._news, self._summary, self._deliver, self._tidy)

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (WatcherError, DbError, OSError) as error:
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
            self._looked = None
            alert.run(self._deps, now)

    def _recover(self) -> None:
        recover.run(self._deps, clock.now())

    def _confirm(self) -> None:
        confirm.run(self._deps, clock.now())

    def _news(self) -> None:
        """After a crawl, a start, and when a day has begun: it costs a look at every match."""
        now = clock.now()
        today = now.astimezone(clock.STOCKHOLM).date()
        if self._looked != today:
            letters.send_news(self._deps, now)
            self._looked = today

    def _summary(self) -> None:
        summary.run(self._deps, clock.now())

    def _tidy(self) -> None:
        """Once a day, and after a start."""
        now = clock.now()
        today = now.astimezone(clock.STOCKHOLM).date()
        if self._tidied != today:
            tidy.run(self._deps, now)
            self._tidied = today

    def _digest_unless_stale(self) -> None:
        if not calendar.crawl_first(self._deps.database, self._deps.sources, clock.now()):
            self._digest()

    def _digest(self) -> None:
        now = clock.now()
        due = calendar.digests_due(self._deps.database, Calendar.of(self._deps.settings), now)
        building = [d.pending.build for d in due if d.pending.build]
        if building:
            log.info("digests are due", keys=sorted({period.key for period in building}))
            match.run(self._deps, now)
            digest.run(self._deps, now, only_due=True)

    def _deliver(self) -> None:
        report = deliver.run(self._deps, clock.now())
        if report.stopped:
            log.warning("mail does not get through", waiting=report.waiting, reason=report.stopped)
