"""What every command shares: the time, how to answer, and the progress bar."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from watcher import clock
from watcher.build import opened, settings
from watcher.config.sourcefile import SourceFile
from watcher.jobs.deps import Deps


class App:
    """One call of the command. ``pretended`` is the time of ``--now``; None means the real time."""

    def __init__(self, as_json: bool, pretended: dt.datetime | None) -> None:
        self.as_json = as_json
        self.pretended = pretended

    @property
    def now(self) -> dt.datetime:
        """The moment that calendar decisions are made for, in UTC."""
        return self.pretended or clock.now()

    @contextmanager
    def deps(self, sources: SourceFile | None = None) -> Iterator[Deps]:
        """Everything built by the settings in force, with a progress bar on a terminal."""
        with (
            progress_bar() as progress,
            opened(settings(), sources=sources, progress=progress, pretended=self.pretended) as deps,
        ):
            for warning in deps.sources.warnings:
                self.talk(f"Obs: {warning}")
            yield deps

    def answer(self, data: Any, people: Callable[[], None]) -> None:
        """The answer: JSON on stdout when asked for, else what ``people`` prints."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        else:
            people()

    def talk(self, words: str) -> None:
        """Something by the way, never in the midst of JSON."""
        print(words, file=sys.stderr)


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Print a table for people; columns in ``right`` are numbers. On a pipe it is plain text as wide as it needs."""
    from rich.console import Console
    from rich.table import Table

    wide = None if sys.stdout.isatty() else 200
    drawn = Table(box=None, header_style="bold", pad_edge=False, show_edge=False)
    for number, header in enumerate(headers):
        drawn.add_column(header, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*("–" if cell in (None, "") else str(cell) for cell in row))
    Console(width=wide, markup=False, highlight=False).print(drawn)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar a task on a terminal's stderr; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    tasks: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as bar:

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield tell
