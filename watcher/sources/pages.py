"""The kind ``pages``: pages that are one call each and stay where they are from round to round.

Their last day is that of the latest or the next round, so a page whose day has passed waits for a new one. A page that
cannot be read costs only itself; one that is taken away is not a call that has closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.records import SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import FetchError, ParseError, SourceFailed
from watcher.parse.listing import DetailPage, ListRow, parse_detail
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.listingdetail import READ, Details
from watcher.sources.listingrow import candidate_of, key_of
from watcher.sources.options import text_option
from watcher.sources.walking import walk


@dataclass
class _Reading:
    candidates: list[Candidate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    requests: int = 0
    rejected: int = 0


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of the pages. Raises SourceFailed when none could be read."""
    addresses = source.options.get("pages")
    urls = [str(u) for u in addresses] if isinstance(addresses, tuple) else [source.url]
    reading = _Reading()
    for number, url in enumerate(urls, 1):
        try:
            _read_one(url, source, fetcher, memory, reading)
        except (FetchError, ParseError) as error:
            reading.notes.append(f"{url}: {error}")
        memory.progress(number, len(urls))
    if not reading.raw:
        raise SourceFailed("; ".join(reading.notes))
    return SourceAnswer(
        state=SourceState.OK,
        candidates=reading.candidates,
        rejected=reading.rejected,
        notes=tuple(reading.notes),
        requests=reading.requests,
        raw=tuple(reading.raw),
    )


def _read_one(url: str, source: SourceConfig, fetcher: Asks, memory: SourceMemory, reading: _Reading) -> None:
    answer = walk(fetcher, url, source.rate)
    reading.requests += answer.requests
    selectors = [text_option(source, name) for name in READ]
    page: DetailPage = memory.isolate(parse_detail, answer.content, answer.url, answer.charset, *selectors)
    reading.raw.append(answer.content)
    if not page.title:
        reading.rejected += 1
        reading.notes.append(f"{url}: sidan har ingen rubrik")
        return
    row = ListRow(url, url, None, "", "")
    key = key_of(row, source).folded
    found = candidate_of(row, source, Details(wanted=True, keys={key}, read={key: page}), {})
    reading.candidates += [found] if found else []
