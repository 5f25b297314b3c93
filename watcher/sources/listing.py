"""The kind ``listing``: an HTML list page, its next pages and, where asked for, each call's own page.

Details are read for new and changed rows first, then for others in turn, a different part each day, so that a long
list does not cost its host hundreds of requests at every crawl. A row whose detail is not read this time keeps the
hash it is stored with and so counts as unchanged. A new row beyond the bound waits for the next crawl.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.records import SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, Refused, SourceFailed
from watcher.fetch.answer import Answer
from watcher.parse.links import parse_links
from watcher.parse.listing import ListingPage, Selectors, parse_listing
from watcher.sources.base import Asks, SourceAnswer, SourceMemory
from watcher.sources.keys import with_param
from watcher.sources.listingdetail import Details, details_for, wants_details
from watcher.sources.listingrow import candidate_of, key_of
from watcher.sources.options import MAX_PAGES, number_option, same_host, shows_all, text_option
from watcher.sources.walking import walk


@dataclass
class _Reading:
    """What the list's pages gave. ``cut`` says in Swedish why not all were read."""

    pages: list[ListingPage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    requests: int = 0
    cut: str = ""


def selectors_of(source: SourceConfig) -> Selectors:
    """The list page's selectors as the parser wants them."""
    names = ("item", "title", "link", "deadline", "summary", "next")
    return Selectors(**{name: text_option(source, name) for name in names})


def forms_of(source: SourceConfig) -> tuple[str, ...]:
    """The forms of the calls' addresses, for the kind ``links``."""
    forms = source.options.get("forms")
    return tuple(map(str, forms)) if isinstance(forms, tuple) else ()


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of a list. Raises FetchError (Refused when robots.txt says no), ParseError, and SourceFailed when
    there are items but none has a title."""
    alone = not {"next", "page_param"} & {*source.options} and not wants_details(source)
    answer = walk(fetcher, _numbered(source, 0) or source.url, source.rate, memory.validators if alone else None)
    if answer.not_modified:
        return SourceAnswer(SourceState.NOT_MODIFIED, requests=answer.requests, validators=memory.validators)
    reading = _Reading()
    _parsed(answer, source, memory, reading)
    _read_on(source, fetcher, memory, reading)
    rows = [row for page in reading.pages for row in page.rows]
    titled = [row for row in rows if row.title]
    if rows and not titled:
        raise SourceFailed(f"title-selektorn {text_option(source, 'title')!r} gav inget i någon av {len(rows)} poster")
    unique = {key_of(row, source).folded: row for row in reversed(titled)}
    known = memory.known() if wants_details(source) else {}
    details = details_for(list(reversed(unique.items())), source, fetcher, memory, known)
    candidates = [c for row in titled if (c := candidate_of(row, source, details, known))]
    return SourceAnswer(
        state=SourceState.OK,
        candidates=candidates,
        rejected=len(rows) - len(titled),
        notes=_notes(reading, details, source, len(rows) - len(titled)),
        requests=reading.requests + details.requests,
        complete=shows_all(source) and not reading.cut and not details.waiting,
        validators=answer.validators if alone else None,
        raw=(*reading.raw, *details.raw),
    )


def _read_on(source: SourceConfig, fetcher: Asks, memory: SourceMemory, reading: _Reading) -> None:
    """The next pages, up to the bound; a page that leads elsewhere or back ends it."""
    limit = number_option(source, "max_pages", MAX_PAGES)
    asked = {_numbered(source, 0) or source.url}
    while url := _following(source, reading):
        if not same_host(url, source.url):
            reading.cut = "nästa sida ligger på en annan värd och lästes inte"
        elif url in asked:
            reading.cut = "nästa sida leder tillbaka till en som redan är läst"
        elif len(asked) >= limit:
            reading.cut = f"bara de {limit} första sidorna lästes (max_pages), det finns fler"
        if reading.cut:
            return
        asked.add(url)
        try:
            answer = walk(fetcher, url, source.rate)
        except Refused as error:
            reading.cut = str(error)
            return
        except BadStatus as error:
            if error.status != 404 or "page_param" not in source.options:
                raise
            return
        _parsed(answer, source, memory, reading)


def _numbered(source: SourceConfig, index: int) -> str:
    """The address of the page at an index where the source numbers its pages; ``""`` where it does not."""
    param = text_option(source, "page_param")
    return with_param(source.url, param, str(number_option(source, "first_page", 1) + index)) if param else ""


def _following(source: SourceConfig, reading: _Reading) -> str:
    """The next page's address. Numbered pages end with one that shows nothing new: some hosts repeat the last."""
    if "page_param" not in source.options:
        return reading.pages[-1].next_url
    before = {row.link or row.title for page in reading.pages[:-1] for row in page.rows}
    fresh = {row.link or row.title for row in reading.pages[-1].rows} - before
    return _numbered(source, len(reading.pages)) if fresh else ""


def _parsed(answer: Answer, source: SourceConfig, memory: SourceMemory, reading: _Reading) -> None:
    chosen: tuple[object, ...] = (parse_listing, answer.content, answer.url, answer.charset, selectors_of(source))
    if source.kind == "links":
        chosen = (
            parse_links,
            answer.content,
            answer.url,
            answer.charset,
            forms_of(source),
            text_option(source, "next"),
        )
    page: ListingPage = memory.isolate(*chosen)
    reading.requests += answer.requests
    reading.raw.append(answer.content)
    reading.pages.append(page)
    memory.progress(sum(len(p.rows) for p in reading.pages), 0)


def _notes(reading: _Reading, details: Details, source: SourceConfig, untitled: int) -> tuple[str, ...]:
    """What the coordinator should know: pages and items left out, and selectors that found nothing at all."""
    count = sum(page.matched["item"] for page in reading.pages)
    dropped = sum(page.dropped for page in reading.pages)
    notes = [reading.cut] if reading.cut else []
    if not count and source.kind == "links":
        notes.append(f"sidan har inga länkar av formen {' eller '.join(forms_of(source))}")
    elif not count:
        notes.append(f"item-selektorn {text_option(source, 'item')!r} gav inga poster")
    notes += [
        f"{name}-selektorn {text_option(source, name)!r} gav inget i någon av {count} poster"
        for name in ("link", "deadline", "summary")
        if count and name in source.options and not any(page.matched.get(name) for page in reading.pages)
    ]
    if untitled:
        notes.append(f"{untitled} poster utan titel avvisade")
    if dropped:
        notes.append(f"{dropped} poster utöver det som läses av en sida lästes inte")
    return (*notes, *details.notes)
