"""RSS, Atom and JSON feeds: each item is a call without a deadline until a later source tells one."""

from __future__ import annotations

from functools import partial

from db.records import CallFacts, CallKey, Section, SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import SourceFailed
from watcher.parse import html, jsontext
from watcher.parse.discover import feeds_named
from watcher.parse.feed import parse_feed
from watcher.parse.feedrecords import Feed, FeedItem
from watcher.parse.text import first_sentence
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.walking import walk

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, "
    "application/json;q=0.7, */*;q=0.1"
)


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of a feed. A feed shows its latest items only, so what is missing from it is not gone.

    Raises FetchError, ParseError and SourceFailed.
    """
    address, before = _address(source, fetcher, memory)
    answer = fetcher.get(address, pace=source.rate, accept=ACCEPT, validators=memory.validators)
    if answer.not_modified:
        return SourceAnswer(SourceState.NOT_MODIFIED, requests=before + answer.requests, validators=memory.validators)
    feed: Feed = memory.isolate(parse_feed, answer.content, answer.url, answer.charset)
    usable = [item for item in feed.items if item.title and item.guid]
    rejected = len(feed.items) - len(usable)
    notes = (f"{rejected} poster utan titel eller identitet avvisade",) if rejected else ()
    return SourceAnswer(
        state=SourceState.OK,
        candidates=[_candidate(item, source) for item in usable],
        rejected=rejected,
        notes=notes,
        requests=before + answer.requests,
        validators=answer.validators,
        raw=(answer.content,),
    )


def _address(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> tuple[str, int]:
    """The feed's address and what it cost to learn it: with ``discover`` the page is asked which feed is its own.

    Raises SourceFailed when it names none; no address is ever guessed.
    """
    if source.options.get("discover") is not True:
        return source.url, 0
    page = walk(fetcher, source.url, source.rate)
    named: tuple[str, ...] = memory.isolate(feeds_named, page.content, page.url, page.charset)
    if not named:
        raise SourceFailed("sidan nämner inget flöde (link rel=alternate)")
    return named[0], page.requests


def _candidate(item: FeedItem, source: SourceConfig) -> Candidate:
    raw_hash = jsontext.digest_of([item.title, item.link, item.summary_html])
    key = CallKey(source.id, item.guid)
    return Candidate(key, raw_hash, (), item.title, item.link, 0, partial(_facts, item, source))


def _facts(item: FeedItem, source: SourceConfig) -> CallFacts:
    text = html.to_text(item.summary_html)
    return CallFacts(
        key=CallKey(source.id, item.guid),
        title=item.title,
        url=item.link or source.url,
        language=source.language,
        summary=first_sentence(text),
        sections=(Section("", text),) if text else (),
    )
