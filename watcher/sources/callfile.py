"""The kind ``calls``: a TOML or CSV file that somebody keeps by hand, for what only comes by mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from db.records import CallFacts, CallKey, Section, SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import SourceFailed
from watcher.parse import jsontext
from watcher.parse.callfile import FileRow, parse_call_file
from watcher.parse.text import first_sentence
from watcher.rules.dates import find_dates
from watcher.rules.lastday import LastDay, from_field, zone_of
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.options import text_option, with_last_day


def read(source: SourceConfig, _fetcher: Asks, _memory: SourceMemory) -> SourceAnswer:
    """Read the file; a call taken out of it is counted as gone. A row that cannot be used is rejected and named.

    Raises SourceFailed when the file cannot be opened, ParseError when it cannot be read.
    """
    path = Path(text_option(source, "file"))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceFailed(f"filen {path.name} går inte att öppna ({error.strerror})") from error
    found = parse_call_file(content, path.name)
    return SourceAnswer(
        state=SourceState.OK,
        candidates=[_candidate(row, source) for row in found.rows],
        rejected=len(found.problems),
        notes=found.problems,
        complete=not found.problems,
        raw=(content,),
    )


def _candidate(row: FileRow, source: SourceConfig) -> Candidate:
    last = from_field(row.deadline, zone_of(source.language), text_option(source, "date_order"))
    values = [getattr(row, name) for name in ("title", "link", "deadline", "opening", "summary", "text", "programme")]
    return Candidate(
        key=_key(row, source),
        raw_hash=jsontext.digest_of(values),
        deadlines=last.deadlines,
        title=row.title,
        url=row.link or f"{source.url}#{_key(row, source).external_id}",
        rank=0,
        facts=partial(_facts, row, source, last),
    )


def _key(row: FileRow, source: SourceConfig) -> CallKey:
    """By its id; a row without one is known by its title, and is a new call when that changes."""
    return CallKey(source.id, row.id or f"t-{jsontext.digest_of(row.title.casefold())[:16]}")


def _facts(row: FileRow, source: SourceConfig, last: LastDay) -> CallFacts:
    opening = next(find_dates(row.opening, zone_of(source.language), text_option(source, "date_order")), None)
    text = row.text or row.summary
    facts = CallFacts(
        key=_key(row, source),
        title=row.title,
        url=row.link or source.url,
        language=source.language,
        summary=row.summary or first_sentence(text),
        sections=(Section("", text),) if text else (),
        programme=row.programme or None,
        opening=opening.date if opening else None,
        unread={"opening": row.opening} if row.opening and not opening else {},
    )
    return with_last_day(facts, last)
