"""The feed adapter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.records import SourceState, Validators
from tests.fakes import FakeFetcher
from tests.unit.parse.test_feed import RSS
from watcher.config.sourcefile import SourceConfig
from watcher.fetch.answer import Answer
from watcher.sources import feed
from watcher.sources.base import SourceMemory

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
SOURCE = SourceConfig("nyheter", "feed", "Nyheter", "https://example.org/feed", "en", dt.timedelta(days=1))
EMPTY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>'


def memory(**kwargs: Any) -> SourceMemory:
    return SourceMemory(NOW, isolate=lambda parse, *args: parse(*args), **kwargs)


def answering(answer: Answer) -> FakeFetcher:
    return FakeFetcher(on_get=lambda _url, _validators: answer)


def test_items_become_calls_in_the_sources_own_name_space() -> None:
    tag = Validators('"1"', None)
    answer = feed.read(SOURCE, answering(Answer(SOURCE.url, 200, RSS, validators=tag)), memory())
    first = answer.candidates[0].facts()
    assert answer.state is SourceState.OK
    assert answer.validators == tag
    assert not answer.complete, "a feed shows only its latest items"
    assert first.key.folded == "nyheter:x-1"
    assert (first.title, first.url, first.text) == ("Call for lakes", "https://example.org/calls/1", "Restore")
    assert first.deadlines == ()


def test_not_modified_keeps_the_validators_and_brings_nothing() -> None:
    known = memory(rows=2, validators=Validators('"1"'))
    answer = feed.read(SOURCE, answering(Answer(SOURCE.url, 304, not_modified=True)), known)
    assert (answer.state, answer.candidates, answer.validators) == (
        SourceState.NOT_MODIFIED,
        (),
        Validators('"1"'),
    )


def test_an_empty_feed_is_an_answer_without_rows() -> None:
    """Whether it may be empty is judged by watcher.rules.verdict."""
    assert feed.read(SOURCE, answering(Answer(SOURCE.url, 200, EMPTY)), memory()).candidates == []
