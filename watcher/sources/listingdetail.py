"""Which calls' own pages are read in a crawl, and what they gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watcher.config.sourcefile import SourceConfig
from watcher.errors import FetchError, ParseError, Refused
from watcher.parse import jsontext
from watcher.parse.listing import DetailPage, ListRow, parse_detail
from watcher.sources.base import Asks, SourceMemory
from watcher.sources.options import number_option, same_host, text_option
from watcher.sources.walking import walk

MAX_DETAILS = 50
"""Detail pages read in one crawl when the source does not say how many."""
GIVE_UP = 3
"""So many failures in a row mean that the host has had enough."""
_KEYS = ("detail_deadline", "detail_summary", "detail_text")
READ = (*_KEYS, "detail_title")


@dataclass
class Details:
    """By folded key: the rows that have a page to read, those read, those that failed, and the new rows that wait for
    the next crawl."""

    wanted: bool = False
    keys: set[str] = field(default_factory=set)
    read: dict[str, DetailPage] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    requests: int = 0


def wants_details(source: SourceConfig) -> bool:
    """Whether the source asks for the calls' own pages."""
    chosen = source.options.get("detail") is True or any(key in source.options for key in _KEYS)
    return chosen or source.kind == "links"


def list_hash(row: ListRow) -> str:
    """The hash of what the list shows of a row."""
    return jsontext.digest_of([row.title, row.link, row.deadline, row.summary, row.text])


def details_for(
    rows: Sequence[tuple[str, ListRow]], source: SourceConfig, fetcher: Asks, memory: SourceMemory,
    known: Mapping[str, str],
) -> Details:  # fmt: skip
    """Read the detail pages that are due. ``rows`` come with their folded keys; one that fails costs only itself."""
    details = Details(wanted=wants_details(source))
    if not details.wanted:
        return details
    here = [(key, row) for key, row in rows if row.link and same_host(row.link, source.url)]
    details.keys = {key for key, _ in here}
    elsewhere = len(rows) - len(here)
    due = sorted(here, key=lambda pair: _turn(pair[0], pair[1], known, memory.now.date()))
    limit = number_option(source, "max_details", MAX_DETAILS)
    in_a_row = 0
    for key, row in due[:limit]:
        fine = in_a_row < GIVE_UP and _read_one(key, row, source, fetcher, memory, details)
        in_a_row = 0 if fine else in_a_row + 1
        if not fine:
            details.failed.add(key)
        memory.progress(len(details.read), min(limit, len(due)))
    details.waiting = {key for key, _ in due[limit:] if key not in known}
    _note(details, elsewhere, "poster har sin sida på en annan värd eller ingen alls: bara listan lästes")
    _note(details, len(details.failed), "detaljsidor gick inte att läsa, bara listans uppgifter används")
    _note(details, len(details.waiting), f"nya poster väntar till nästa gång ({limit} detaljsidor läses åt gången)")
    return details


def _turn(key: str, row: ListRow, known: Mapping[str, str], today: dt.date) -> tuple[int, str]:
    """New first, then changed in the list or failed last time, then the others in an order that changes each day."""
    stored = known.get(key)
    listed, _, detail = (stored or "").partition(":")
    place = 0 if stored is None else 1 if listed != list_hash(row) or not detail else 2
    return place, jsontext.digest_of([key, today.isoformat()]) if place == 2 else ""


def _read_one(
    key: str, row: ListRow, source: SourceConfig, fetcher: Asks, memory: SourceMemory, details: Details
) -> bool:
    try:
        answer = walk(fetcher, row.link, source.rate)
        details.requests += answer.requests
        selectors = [text_option(source, name) for name in READ]
        details.read[key] = memory.isolate(parse_detail, answer.content, answer.url, answer.charset, *selectors)
    except Refused as error:
        if str(error) not in details.notes:
            details.notes.append(str(error))
        return False
    except (FetchError, ParseError):
        return False
    details.raw.append(answer.content)
    return True


def _note(details: Details, count: int, words: str) -> None:
    if count:
        details.notes.append(f"{count} {words}")
