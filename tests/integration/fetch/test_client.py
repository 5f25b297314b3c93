"""The guarded client over real HTTP on loopback."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from db.records import Validators
from tests.integration.fetch.servers import FAST, answering, portal_and_fetcher
from watcher.demo.portal import Reply
from watcher.errors import BadStatus, Refused, Unreachable
from watcher.fetch.client import Fetcher, FetchPolicy


def test_json_parts_reach_the_portal_as_it_wants_them() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.rows = [{"language": "en", "metadata": {"type": ["1"]}}, {"language": "en", "metadata": {"type": ["2"]}}]
        query = {"bool": {"must": [{"terms": {"type": ["1"]}}]}}
        answer = fetcher.post_json_parts(
            portal.search_url, params={"pageSize": "100"}, parts={"query": query, "languages": ["en"]}, pace=FAST
        )
    assert b'"totalResults": 1' in answer.content


def test_a_conditional_request_is_answered_not_modified() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        first = fetcher.get(portal.url + "/feed.xml", pace=FAST)
        again = fetcher.get(portal.url + "/feed.xml", pace=FAST, validators=first.validators)
    assert first.content
    assert (again.not_modified, again.content) == (True, b"")


def test_loopback_is_refused_unless_it_is_allowed() -> None:
    with portal_and_fetcher(allow=()) as (portal, fetcher), pytest.raises(Refused):
        fetcher.get(portal.url + "/feed.xml", pace=FAST)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "http://u:p@127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(302, Location=target)
        with pytest.raises(Refused):
            fetcher.get(portal.url + "/x", pace=FAST)


def test_rebinding_finds_no_second_look_up() -> None:
    answers = iter(["127.0.0.1"])
    with portal_and_fetcher(lookup=lambda _h, _p: [next(answers)]) as (portal, fetcher):
        fetcher.get(portal.url + "/feed.xml", pace=FAST)
    asked: list[str] = []

    def turning(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["10.0.0.1"]

    with portal_and_fetcher(lookup=turning) as (_, fetcher), pytest.raises(Refused):
        fetcher.get("http://rebind.example/", pace=FAST)
    assert asked == ["rebind.example"]


def test_a_busy_host_is_asked_again_after_what_it_says() -> None:
    def busy(_path: str, number: int) -> Reply | None:
        return (503, "text/plain", b"", {"Retry-After": "0"}) if number < 3 else None

    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = busy
        answer = fetcher.get(portal.url + "/feed.xml", pace=FAST)
    assert (answer.status, answer.requests) == (200, 3)


def test_a_host_that_stays_broken_is_given_up() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(500)
        with pytest.raises(BadStatus, match="500"):
            fetcher.get(portal.url + "/x", pace=FAST)
        assert portal.asked == 4


def test_a_missing_page_is_not_asked_for_again() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        with pytest.raises(BadStatus, match="404"):
            fetcher.get(portal.url + "/nowhere", pace=FAST)
        assert portal.asked == 1


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    fetcher = Fetcher(FetchPolicy(allow=(("127.0.0.1", port),), attempts=1))
    with pytest.raises(Unreachable):
        fetcher.get(f"http://127.0.0.1:{port}/", pace=FAST)
    fetcher.close()


def test_validators_go_out_as_headers() -> None:
    seen: list[Any] = []
    with portal_and_fetcher() as (portal, fetcher):
        real = portal.reply

        def spy(method: str, target: str, headers: Any, body: bytes) -> Reply:
            seen.append(headers)
            return real(method, target, headers, body)

        portal.reply = spy  # type: ignore[method-assign]
        fetcher.get(portal.url + "/feed.xml", pace=FAST, validators=Validators('"a"', "Mon, 23 Nov 2026 06:00:00 GMT"))
    assert seen[0]["If-None-Match"] == '"a"'
    assert seen[0]["If-Modified-Since"] == "Mon, 23 Nov 2026 06:00:00 GMT"
    assert "Bidragsvakt" in seen[0]["User-Agent"]
    assert seen[0]["Accept-Encoding"] == "gzip, deflate"
