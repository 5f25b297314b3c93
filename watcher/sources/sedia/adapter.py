"""Asks the portal page by page until every row is here, and judges whether the answer is what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from db.records import SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError, SourceFailed
from watcher.parse import jsontext
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.sedia import query
from watcher.sources.sedia.facts import facts
from watcher.sources.sedia.rows import Row, deadlines

MAX_HITS = 20_000
"""More hits than this means that the filter was ignored: all open and forthcoming rows are about 1,400."""
MAX_OUTSIDE = 0.05
"""More rows than this share outside the filter means that it has not taken effect."""


@dataclass
class _Reading:
    """One pass over all pages."""

    total: int = 0
    requests: int = 0
    rows: list[object] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of the portal. Raises SourceFailed when the answer cannot be trusted, FetchError, ParseError."""
    wanted = query.Filter.from_options(source.options)
    reading = _read_all(source, fetcher, memory, wanted)
    notes: list[str] = []
    if len(reading.rows) != reading.total <= query.WINDOW:
        again = _read_all(source, fetcher, memory, wanted)
        again.requests += reading.requests
        reading = again
    short = len(reading.rows) != reading.total
    if short:
        notes.append(f"portalen säger {reading.total} rader men gav {len(reading.rows)}, även vid omläsning")
    candidates, rejected = _candidates(reading.rows, wanted, notes)
    if not reading.rows and (memory.rows or not wanted.programmes):
        raise SourceFailed("portalen gav inga rader alls, fast det fanns sådana förut eller inget program är valt")
    return SourceAnswer(
        state=SourceState.SUSPECT if short else SourceState.OK,
        candidates=candidates,
        rejected=rejected,
        notes=tuple(notes),
        requests=reading.requests,
        complete=not short,
        raw=tuple(reading.pages),
    )


def _read_all(source: SourceConfig, fetcher: Asks, memory: SourceMemory, wanted: query.Filter) -> _Reading:
    reading = _Reading()
    page = 1
    while True:
        answer = fetcher.post_json_parts(
            source.url, params=query.params(page), parts=query.parts(wanted), pace=source.rate
        )
        reading.requests += answer.requests
        reading.pages.append(answer.content)
        reading.total, rows = _page(jsontext.loads(answer.content, f"sida {page}"), page)
        reading.rows += rows
        memory.progress(len(reading.rows), reading.total)
        if not rows or len(reading.rows) >= min(reading.total, query.WINDOW):
            return reading
        page += 1


def _page(answer: object, page: int) -> tuple[int, list[object]]:
    if not isinstance(answer, dict):
        raise ParseError(f"sida {page}: svaret är ingen sökträff")
    total, rows = answer.get("totalResults"), answer.get("results")
    if not isinstance(total, int) or not isinstance(rows, list):
        raise ParseError(f"sida {page}: svaret saknar totalResults eller results")
    if total > MAX_HITS:
        raise SourceFailed(f"{total} träffar är fler än {MAX_HITS}: portalen har inte följt urvalet")
    return total, rows


def _candidates(raws: list[object], wanted: query.Filter, notes: list[str]) -> tuple[list[Candidate], int]:
    """The usable rows, and how many were rejected one by one. Raises SourceFailed when too many lie outside."""
    found: list[Candidate] = []
    outside = nameless = 0
    for raw in raws:
        try:
            row = Row.of(raw)
            if not query.inside(row.metadata, wanted):
                outside += 1
                continue
            found.append(_candidate(row))
        except ParseError:
            nameless += 1
    if outside > MAX_OUTSIDE * len(raws):
        raise SourceFailed(f"{outside} av {len(raws)} rader ligger utanför urvalet: portalen har inte följt det")
    _note(notes, outside, "rader utanför urvalet avvisade")
    _note(notes, nameless, "rader utan titel eller identitet avvisade")
    return found, outside + nameless


def _candidate(row: Row) -> Candidate:
    """Raises ParseError without title or identity. Reading the facts is left until it is known to be needed."""
    when, unread_dates = deadlines(row)
    read_facts = partial(facts, row, when, unread_dates)
    return Candidate(row.key, row.raw_hash, when, row.title, row.reference, row.rank, read_facts)


def _note(notes: list[str], count: int, text: str) -> None:
    if count:
        notes.append(f"{count} {text}")
