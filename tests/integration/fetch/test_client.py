"""The guarded client over real HTTP on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from db.records import Validators
from tests.unit.parse.test_feed import RSS
from watcher.demo.portal import DemoPortal, Reply
from watcher.errors import BadStatus, FetchError, Refused, TooLarge, Unreachable
from watcher.fetch.client import Fetcher, FetchPolicy

FAST = 1000.0
"""Requests a second: no pace in these tests."""


@contextmanager
def portal_and_fetcher(**policy: Any) -> Iterator[tuple[DemoPortal, Fetcher]]:
    with DemoPortal(rows=[], feed=RSS) as portal:
        allow = (("127.0.0.1", portal.port),)
        fetcher = Fetcher(FetchPolicy(**{"allow": allow, "timeout": 5.0, "first_wait": 0.01, **policy}))
        try:
            yield portal, fetcher
        finally:
            fetcher.close()


def answering(status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Any:
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return lambda _path, _number: (status, kind, body, named)


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


def test_a_redirect_to_a_private_address_is_refused() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(302, Location="http://127.0.0.1:9/secret")
        with pytest.raises(Refused):
            fetcher.get(portal.url + "/x", pace=FAST)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "http://u:p@127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(302, Location=target)
        with pytest.raises(Refused):
            fetcher.get(portal.url + "/x", pace=FAST)


def test_a_redirect_loop_ends() -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(302, Location="/x")
        with pytest.raises(Refused, match="5 omdirigeringar"):
            fetcher.get(portal.url + "/x", pace=FAST)
        assert portal.asked == 6


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


def test_a_gzip_bomb_stops_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    with portal_and_fetcher(max_decoded=1_000_000) as (portal, fetcher):
        portal.fault = answering(200, bomb, Content_Encoding="gzip")
        with pytest.raises(TooLarge):
            fetcher.get(portal.url + "/x", pace=FAST)


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_other_packings_are_refused(encoding: str) -> None:
    with portal_and_fetcher() as (portal, fetcher):
        portal.fault = answering(200, b"xx", Content_Encoding=encoding)
        with pytest.raises(FetchError, match="gzip"):
            fetcher.get(portal.url + "/x", pace=FAST)


@contextmanager
def raw_server(*pieces: bytes, pause: float) -> Iterator[int]:
    """A server that writes its pieces with a pause between and then waits."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    for piece in pieces:
                        connection.sendall(piece)
                        if done.wait(pause):
                            return
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize("pieces", [(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 99), (HEAD, *[b"x"] * 99)])
def test_a_byte_now_and_then_does_not_hold_the_client(pieces: tuple[bytes, ...]) -> None:
    with raw_server(*pieces, pause=0.2) as port:
        fetcher = Fetcher(FetchPolicy(allow=(("127.0.0.1", port),), timeout=1.0, attempts=1))
        began = time.monotonic()
        with pytest.raises(Unreachable, match="i tid"):
            fetcher.get(f"http://127.0.0.1:{port}/", pace=FAST)
        assert time.monotonic() - began < 10, "99 pieces would take 20 seconds"
        fetcher.close()


def test_an_answer_cut_short_is_an_error() -> None:
    with raw_server(HEAD + b"half", pause=0.0) as port:
        fetcher = Fetcher(FetchPolicy(allow=(("127.0.0.1", port),), timeout=5.0, attempts=1))
        with pytest.raises(Unreachable):
            fetcher.get(f"http://127.0.0.1:{port}/", pace=FAST)
        fetcher.close()


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
