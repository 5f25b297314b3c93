"""What every kind of source gives and gets: an adapter asks through a fetcher and answers with candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from db.records import CallFacts, CallKey, Deadline, SourceState, Validators
from watcher.config.sourcefile import SourceConfig
from watcher.fetch.answer import Answer
from watcher.parse.sandbox import limited


class Asks(Protocol):
    """The part of the fetcher that adapters use; tests give a stand-in."""

    def permit(self, url: str, *, pace: float = 1.0) -> float: ...

    def get(
        self,
        url: str,
        *,
        pace: float = 1.0,
        accept: str = "*/*",
        validators: Validators | None = None,
        secrets: Mapping[str, str] | None = None,
        patience: float = 0.0,
    ) -> Answer: ...

    def post_json_parts(
        self, url: str, *, params: Mapping[str, str], parts: Mapping[str, object], pace: float = 1.0
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class SourceMemory:
    """What an adapter may know of earlier crawls. ``rows`` is the number in the latest complete answer."""

    now: dt.datetime
    rows: int = 0
    validators: Validators = field(default_factory=Validators)
    progress: Callable[[int, int], None] = lambda _done, _total: None
    isolate: Callable[..., Any] = limited
    """Runs a parser on bytes from outside where it can do no harm; unit tests run it directly."""
    known: Callable[[], Mapping[str, str]] = dict
    """The raw hashes of the source's stored calls by folded key, for kinds that need not read each call again."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may become a call. ``facts`` reads the whole row and is only called when the row is new or changed."""

    key: CallKey
    raw_hash: str
    deadlines: tuple[Deadline, ...]
    title: str
    url: str
    """As far as it is known without reading the whole row; with the title it tells a uniform answer."""
    rank: int
    """Of several rows with one key the highest is used."""
    facts: Callable[[], CallFacts]


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """All that one crawl of a source brought. ``complete`` says that a call not in it is no longer shown."""

    state: SourceState
    candidates: Sequence[Candidate] = ()
    rejected: int = 0
    notes: tuple[str, ...] = ()
    requests: int = 0
    complete: bool = False
    validators: Validators | None = None
    shown: frozenset[str] = frozenset()
    """Folded keys of rows that were there but could not be used: they are not missing."""
    raw: Sequence[bytes] = ()
    """The answer as it came, page by page."""


Adapter = Callable[[SourceConfig, Asks, SourceMemory], SourceAnswer]
