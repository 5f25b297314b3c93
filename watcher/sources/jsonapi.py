"""The kind ``json``: an API whose answers are read by dotted paths."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from db.records import CallFacts, CallKey, Section, SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError
from watcher.parse import jsontext, paths
from watcher.parse.text import absolute_url, first_sentence, one_line
from watcher.rules.dates import find_dates
from watcher.rules.lastday import LastDay, from_field, zone_of
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.keys import key_of, with_param
from watcher.sources.options import MAX_PAGES, number_option, same_host, shows_all, text_option, with_last_day

ACCEPT = "application/json, */*;q=0.1"


@dataclass
class _Reading:
    """What the pages gave. ``cut`` says in Swedish why not all pages were read."""

    items: list[Any] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    requests: int = 0
    total: int | None = None
    cut: str = ""


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of an API. Raises FetchError, ParseError, and SourceFailed when its key is not set."""
    reading = _read_all(source, fetcher, memory)
    candidates, rejected = [], 0
    for item in reading.items:
        candidate = _candidate(item, source)
        candidates += [candidate] if candidate else []
        rejected += candidate is None
    notes = [reading.cut] if reading.cut else []
    if reading.total is not None and reading.total != len(reading.items):
        notes.append(f"svaret säger {reading.total} poster men gav {len(reading.items)}")
    if rejected:
        notes.append(f"{rejected} poster utan titel avvisade")
    short = bool(reading.cut) or (reading.total is not None and reading.total > len(reading.items))
    return SourceAnswer(
        state=SourceState.OK,
        candidates=candidates,
        rejected=rejected,
        notes=tuple(notes),
        requests=reading.requests,
        complete=shows_all(source) and not short,
        raw=tuple(reading.pages),
    )


def _read_all(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> _Reading:
    secret = key_of(source)
    limit = number_option(source, "max_pages", MAX_PAGES)
    reading = _Reading()
    url: str | None = _first_url(source)
    asked: set[str] = set()
    while url:
        asked.add(url)
        value, count = _page(url, source, fetcher, secret, reading)
        memory.progress(len(reading.items), reading.total or 0)
        url = _following(value, url, source, reading, count)
        if url in asked:
            reading.cut = "nästa sida leder tillbaka till en som redan är läst"
            break
        if url and len(asked) >= limit:
            reading.cut = f"bara de {limit} första sidorna lästes (max_pages), det finns fler"
            break
    return reading


def _page(url: str, source: SourceConfig, fetcher: Asks, secret: str, reading: _Reading) -> tuple[Any, int]:
    """Fetch one page into the reading. Returns its whole value and how many items it had."""
    header = text_option(source, "key_header")
    answer = fetcher.get(
        with_param(url, text_option(source, "key_param"), secret) if secret and not header else url,
        pace=source.rate,
        accept=ACCEPT,
        secrets={header: text_option(source, "key_prefix") + secret} if secret and header else None,
    )
    where = f"sida {len(reading.pages) + 1}"
    value = jsontext.loads(answer.content, where)
    reading.requests += answer.requests
    reading.pages.append(answer.content)
    items = paths.items_at(value, text_option(source, "items"))
    if items is None:
        raise ParseError(f"{where}: items {text_option(source, 'items')!r} leder inte till någon lista")
    reading.items += items
    if "total" in source.options:
        number = paths.text_at(value, text_option(source, "total"))
        reading.total = int(number) if number.isdecimal() and len(number) < 10 else None
    return value, len(items)


def _first_url(source: SourceConfig) -> str:
    param = text_option(source, "page_param")
    return with_param(source.url, param, str(number_option(source, "first_page", 1))) if param else source.url


def _following(value: Any, url: str, source: SourceConfig, reading: _Reading, count: int) -> str | None:
    """The next page's address; never on another host, which would get the key."""
    if "next" in source.options:
        text = paths.text_at(value, text_option(source, "next"))
        following = absolute_url(text, url) if text else None
        if following and not same_host(following, source.url):
            reading.cut = "nästa sida ligger på en annan värd och lästes inte"
            return None
        return following
    if "page_param" not in source.options or not count:
        return None
    if reading.total is not None and len(reading.items) >= reading.total:
        return None
    page = number_option(source, "first_page", 1) + len(reading.pages)
    return with_param(source.url, text_option(source, "page_param"), str(page))


# --- one item ----------------------------------------------------------------------------------------


def _candidate(item: Any, source: SourceConfig) -> Candidate | None:
    """None for an item without a title, or without anything to know it by."""
    title = one_line(_at(item, source, "title"))
    if not title:
        return None
    identity = one_line(_at(item, source, "id"), 300)
    link = _link(item, source, identity)
    key = CallKey(source.id, identity or link or f"t-{jsontext.digest_of(title.casefold())[:16]}")
    last = from_field(_moment(_at(item, source, "deadline")), zone_of(source.language),
                      text_option(source, "date_order"))  # fmt: skip
    return Candidate(
        key=key,
        raw_hash=jsontext.digest_of(item),
        deadlines=last.deadlines,
        title=title,
        url=link or f"{source.url}#{key.external_id}",
        rank=0,
        facts=partial(_facts, item, source, key, title, link, last),
    )


def _at(item: Any, source: SourceConfig, name: str) -> str:
    path = text_option(source, name)
    return paths.text_at(item, path) if path else ""


def _link(item: Any, source: SourceConfig, identity: str) -> str:
    template = text_option(source, "link_template")
    if template:
        return absolute_url(template.replace("{id}", quote(identity, safe=""))) or "" if identity else ""
    text = _at(item, source, "link")
    return absolute_url(text, source.url) or "" if text else ""


def _moment(text: str) -> str:
    """Seconds or milliseconds since 1970 as an ISO time; other texts as they are."""
    if not text.isdecimal() or len(text) not in (10, 13):
        return text
    return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).strftime("%Y-%m-%dT%H:%MZ")


def _facts(item: Any, source: SourceConfig, key: CallKey, title: str, link: str, last: LastDay) -> CallFacts:
    text = _at(item, source, "text") or _at(item, source, "summary")
    raw_opening = _at(item, source, "opening")
    zone, order = zone_of(source.language), text_option(source, "date_order")
    opening = next(find_dates(_moment(raw_opening), zone, order), None)
    facts = CallFacts(
        key=key,
        title=title,
        url=link or source.url,
        language=source.language,
        summary=first_sentence(_at(item, source, "summary") or text),
        sections=(Section("", text),) if text else (),
        programme=one_line(_at(item, source, "programme"), 100) or None,
        opening=opening.date if opening else None,
        keywords=paths.texts_at(item, text_option(source, "keywords")) if "keywords" in source.options else (),
        unread={"opening": one_line(raw_opening, 120)} if raw_opening and not opening else {},
    )
    return with_last_day(facts, last)
