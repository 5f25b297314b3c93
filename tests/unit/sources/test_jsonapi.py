"""The kind ``json``."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from db.records import Deadline
from tests.fakes import FakeFetcher
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.sources import jsonapi

URL = "https://api.example/v1/calls"
BASE = {"items": "data", "title": "attributes.title", "link": "url", "deadline": "closes", "id": "id"}


def source(**options: object) -> SourceConfig:
    chosen = {k: v for k, v in {**BASE, **options}.items() if v is not None}
    return SourceConfig("api", "json", "Api", URL, "en", dt.timedelta(days=1), options=chosen)


def item(number: int, **more: Any) -> dict[str, Any]:
    attributes = {"title": f"Call number {number}"}
    return {
        "id": number,
        "url": f"/c/{number}",
        "closes": "2027-03-04T17:00:00+01:00",
        "attributes": attributes,
        **more,
    }


def serving(*pages: Any) -> FakeFetcher:
    """Serves the pages in turn, by ?page=n or in the order asked."""
    left = list(pages)
    return FakeFetcher(on_get=lambda url, _v: Answer(url, 200, json.dumps(left.pop(0)).encode()))


def test_items_become_calls() -> None:
    answer = jsonapi.read(source(summary="text"), serving({"data": [item(1, text="<p>Money for lakes. More.</p>")]}),
                          memory())  # fmt: skip
    facts = answer.candidates[0].facts()
    assert (facts.key.folded, facts.title, facts.url) == ("api:1", "Call number 1", "https://api.example/c/1")
    assert facts.deadlines == (Deadline(dt.date(2027, 3, 4), dt.time(17)),)
    assert facts.summary == "Money for lakes."
    assert answer.complete


@pytest.mark.parametrize(
    ("raw", "date"),
    [(1804176000, "2027-03-04"), (1804176000000, "2027-03-04"), ("04/03/2027", None), ("", None), (None, None)],
)
def test_deadlines_in_any_form(raw: object, date: str | None) -> None:
    facts = jsonapi.read(source(), serving({"data": [item(1, closes=raw)]}), memory()).candidates[0].facts()
    assert [d.date.isoformat() for d in facts.deadlines] == ([date] if date else [])
    assert facts.unread == ({"deadline": raw} if raw == "04/03/2027" else {})


def test_items_without_title_are_rejected_and_a_title_is_identity_enough() -> None:
    odd = [item(1, attributes={}), {"attributes": {"title": "Only a title"}}, "noise"]
    answer = jsonapi.read(source(), serving({"data": odd}), memory())
    assert (len(answer.candidates), answer.rejected) == (1, 2)
    assert answer.candidates[0].key.external_id.startswith("t-")


def test_a_link_by_template() -> None:
    answer = jsonapi.read(
        source(link=None, link_template="https://x.example/c/{id}"), serving({"data": [item(1, id="a/b c")]}), memory()
    )
    assert answer.candidates[0].url == "https://x.example/c/a%2Fb%20c"


def test_pages_by_number_until_one_is_empty() -> None:
    fetcher = serving({"data": [item(1)]}, {"data": [item(2)]}, {"data": []})
    answer = jsonapi.read(source(page_param="page"), fetcher, memory())
    assert [url.rpartition("=")[2] for url, _ in fetcher.asked] == ["1", "2", "3"]
    assert (len(answer.candidates), answer.complete, answer.requests) == (2, True, 3)


def test_the_bound_on_pages_is_said_and_nothing_is_counted_as_gone() -> None:
    fetcher = serving(*({"data": [item(n)], "next": f"?p={n}"} for n in range(9)))
    answer = jsonapi.read(source(next="next", max_pages=3), fetcher, memory())
    assert len(fetcher.asked) == 3
    assert not answer.complete
    assert "3 första sidorna" in answer.notes[0]


@pytest.mark.parametrize(("following", "words"), [("https://evil.example/", "annan värd"), (URL, "redan är läst")])
def test_the_next_page_stays_on_its_host_and_goes_on(following: str, words: str) -> None:
    answer = jsonapi.read(source(next="next"), serving({"data": [item(1)], "next": following}), memory())
    assert words in answer.notes[0]
    assert not answer.complete


def test_fewer_items_than_the_answer_says() -> None:
    answer = jsonapi.read(source(total="n"), serving({"data": [item(1)], "n": 5}), memory())
    assert not answer.complete
    assert "säger 5" in answer.notes[0]


@pytest.mark.parametrize("value", [{"other": []}, {"data": "x"}, []])
def test_no_list_where_one_was_due(value: object) -> None:
    with pytest.raises(ParseError, match="items"):
        jsonapi.read(source(), serving(value), memory())


def test_the_key_comes_from_the_environment_and_is_sent_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLE_KEY", "s3cret")
    by_header = serving({"data": [item(1)]})
    jsonapi.read(source(key_env="EXAMPLE_KEY", key_header="X-Key", key_prefix="Bearer "), by_header, memory())
    assert by_header.asked[0][0] == URL
    assert by_header.asked[0][1]["secrets"] == {"X-Key": "Bearer s3cret"}
    by_param = serving({"data": [item(1)]})
    answer = jsonapi.read(source(key_env="EXAMPLE_KEY", key_param="k"), by_param, memory())
    assert by_param.asked[0][0] == URL + "?k=s3cret"
    assert "s3cret" not in repr(answer.candidates[0].facts())


@pytest.mark.parametrize("value", ["", "a\nb"])
def test_a_key_that_is_not_set_names_its_variable(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("EXAMPLE_KEY", value)
    with pytest.raises(SourceFailed, match="EXAMPLE_KEY"):
        jsonapi.read(source(key_env="EXAMPLE_KEY", key_header="X-Key"), serving(), memory())
