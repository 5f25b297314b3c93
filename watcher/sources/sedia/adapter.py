"""Asks the portal page by page until every row is here, and judges whether the answer is what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from db.records import CallFacts, Deadline, SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.parse import jsontext
from watcher.sources.ahead import one_ahead
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.rawpages import RawPages
from watcher.sources.sedia import query
from watcher.sources.sedia.facts import facts
from watcher.sources.sedia.rows import Row, deadlines
from watcher.sources.sedia.swedish import joined

MAX_HITS = 20_000
"""More hits than this means that the filter was ignored: all open and forthcoming rows are about 1,400."""
MAX_OUTSIDE = 0.05
"""More rows than this share outside the filter means that it has not taken effect."""


class _Pages:
    """The answer's pages, packed. A row is parsed again when it is read whole: parsed, a portal takes five times
    its size in memory, and most rows are stale or unchanged and never read."""

    def __init__(self) -> None:
        self.content = RawPages()
        self._open: tuple[int, list[object]] = (-1, [])

    def facts(self, page: int, index: int, when: tuple[Deadline, ...], unread_dates: tuple[str, ...]) -> CallFacts:
        """The whole row at a place. Rows of one page in a row cost one parsing."""
        if self._open[0] != page:
            _, rows = _page(jsontext.loads(self.content[page], f"sida {page + 1}"), page + 1)
            self._open = (page, rows)
        return facts(Row.of(self._open[1][index]), when, unread_dates)


@dataclass
class _Reading:
    """One pass over all pages: what may become calls, and how many rows were outside the filter or nameless."""

    wanted: query.Filter
    total: int = 0
    received: int = 0
    requests: int = 0
    outside: int = 0
    nameless: int = 0
    ended: bool = False
    pages: _Pages = field(default_factory=_Pages)
    candidates: list[Candidate] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def take(self, content: bytes) -> None:
        """Read a page. Raises ParseError and SourceFailed."""
        page = len(self.pages.content)
        self.total, rows = _page(jsontext.loads(content, f"sida {page + 1}"), page + 1)
        self.pages.content.add(content)
        self.received += len(rows)
        self.ended = not rows or self.received >= self.reachable
        for index, raw in enumerate(rows):
            self._row(raw, page, index)

    @property
    def reachable(self) -> int:
        """Rows that the portal says it has and one query can give; 0 before the first page."""
        return min(self.total, query.WINDOW)

    def _row(self, raw: object, page: int, index: int) -> None:
        try:
            row = Row.of(raw)
            self.shown.add(row.key.folded)
            if not query.inside(row.metadata, self.wanted):
                self.outside += 1
                return
            when, unread_dates = deadlines(row)
            read_facts = partial(self.pages.facts, page, index, when, unread_dates)
            # the reference stands for the address: cascade calls of one project share their page
            self.candidates.append(
                Candidate(row.key, row.raw_hash, when, row.title, row.reference, row.rank, read_facts)
            )
        except ParseError:
            self.nameless += 1

    def judged(self) -> tuple[str, ...]:
        """What is to be said of single rows. Raises SourceFailed when too many lie outside the filter."""
        if self.outside > MAX_OUTSIDE * self.received:
            words = f"{self.outside} av {self.received} rader ligger utanför urvalet: portalen har inte följt det"
            raise SourceFailed(words)
        counts = (
            (self.outside, "rader utanför urvalet avvisade"),
            (self.nameless, "rader utan titel eller identitet avvisade"),
        )
        return tuple(f"{count} {words}" for count, words in counts if count)


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of the portal. Raises SourceFailed when the answer cannot be trusted, FetchError, ParseError."""
    wanted = query.Filter.from_options(source.options)
    reading = _read_all(source, fetcher, memory, wanted)
    if reading.received != reading.total <= query.WINDOW:
        before = reading.requests
        reading = _read_all(source, fetcher, memory, wanted)
        reading.requests += before
    if not reading.received and (memory.rows or not wanted.programmes):
        raise SourceFailed("portalen gav inga rader alls, fast det fanns sådana förut eller inget program är valt")
    short = reading.received != reading.total
    missing = f"portalen säger {reading.total} rader men gav {reading.received}, även vid omläsning"
    return SourceAnswer(
        state=SourceState.SUSPECT if short else SourceState.OK,
        candidates=joined(reading.candidates),
        rejected=reading.outside + reading.nameless,
        notes=(*([missing] if short else []), *reading.judged()),
        requests=reading.requests,
        complete=not short,
        shown=frozenset(reading.shown),
        raw=reading.pages.content,
    )


def _read_all(source: SourceConfig, fetcher: Asks, memory: SourceMemory, wanted: query.Filter) -> _Reading:
    reading = _Reading(wanted)
    with reading.pages.content:
        _read_pages(reading, source, fetcher, memory)
    return reading


def _read_pages(reading: _Reading, source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> None:
    parts = query.parts(reading.wanted)

    def ask(page: int) -> Answer:
        return fetcher.post_json_parts(source.url, params=query.params(page), parts=parts, pace=source.rate)

    def sure(page: int) -> bool:
        return (page - 1) * query.PAGE_SIZE < reading.reachable

    for answer in one_ahead(ask, sure, more=lambda: not reading.ended):
        reading.requests += answer.requests
        reading.take(answer.content)
        memory.progress(reading.received, reading.total)


def _page(answer: object, page: int) -> tuple[int, list[object]]:
    if not isinstance(answer, dict):
        raise ParseError(f"sida {page}: svaret är ingen sökträff")
    total, rows = answer.get("totalResults"), answer.get("results")
    if not isinstance(total, int) or not isinstance(rows, list):
        raise ParseError(f"sida {page}: svaret saknar totalResults eller results")
    if total > MAX_HITS:
        raise SourceFailed(f"{total} träffar är fler än {MAX_HITS}: portalen har inte följt urvalet")
    return total, rows
