"""What the web does to a client: each fault ends in an error of ours or a sane answer, in time and in little memory."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import trustme

import db.calls
from db.records import SourceState, Validators
from tests.integration.fetch.faults import FAULTS, SWEDISH, Fault, MiB
from tests.integration.fetch.servers import FAST, RawServer, answering, head, portal_and_fetcher
from tests.integration.jobs.conftest import NOW, JobDeps, database, database_url, deps, engine_name
from tests.integration.jobs.conftest import migrated_database_url as migrated_database_url
from tests.memory import memory_growth
from watcher.errors import BadStatus, Refused, Unreachable
from watcher.fetch.answer import Answer
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.fetch.pace import Pace
from watcher.jobs import crawl

__all__ = ["database", "database_url", "deps", "engine_name"]

GROWTH = 150_000
"""kB above start at most, with the sizes that are allowed in use."""


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own; ``server`` shows a certificate for ``right.example`` alone."""

    ca_file: Path
    server: ssl.SSLContext


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("right.example").configure_cert(context)
    return Authority(path, context)


@dataclass(frozen=True)
class Web:
    """Servers by host name, and a fetcher that finds them."""

    urls: dict[str, str]
    servers: dict[str, RawServer]
    fetcher: Fetcher


@contextmanager
def web(faults: dict[str, Fault], authority: Authority, *allow: tuple[str, int], **policy: Any) -> Iterator[Web]:
    """One server a fault, each under a name of its own, so that one's pace or cookies are not another's."""
    with ExitStack() as stack:
        hosts = {name: f"h{number}.example" for number, name in enumerate(faults)}
        servers = {
            name: stack.enter_context(RawServer(f.pieces, f.pause, authority.server if f.tls else None))
            for name, f in faults.items()
        }
        found = {hosts[n]: itertools.chain(f.addresses, itertools.repeat(f.addresses[-1])) for n, f in faults.items()}
        rules: dict[str, Any] = {
            "allow": (*allow, *((hosts[name], server.port) for name, server in servers.items())),
            "lookup": lambda host, _port: [next(found[host])] if host in found else [host],
            "ca_file": authority.ca_file,
            "attempts": 1,
            **policy,
        }
        fetcher = Fetcher(FetchPolicy(**rules))
        stack.callback(fetcher.close)
        schemes = {name: "https" if f.tls else "http" for name, f in faults.items()}
        yield Web({n: f"{schemes[n]}://{hosts[n]}:{s.port}/" for n, s in servers.items()}, servers, fetcher)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_as_it_should_in_time_and_in_little_memory(name: str, authority: Authority) -> None:
    fault = FAULTS[name]
    outcome: Answer | Exception
    with web({name: fault}, authority, timeout=1.0 if fault.pause else 30.0) as made:
        began = time.monotonic()
        with memory_growth() as growth:
            try:
                outcome = made.fetcher.get(made.urls[name], pace=FAST)
            except Exception as error:  # noqa: BLE001 - whatever comes is looked at below
                outcome = error
        took = time.monotonic() - began
    if fault.error is None:
        assert isinstance(outcome, Answer), outcome
        assert outcome.content == SWEDISH, "the bytes as they came; what they mean is for who reads them"
    else:
        assert type(outcome) is fault.error, repr(outcome)
        assert fault.words in str(outcome)
        assert getattr(outcome, "status", 0) == fault.status
    assert growth.kb < GROWTH
    assert took < 15, "each of them would go on for ever, or nearly"


def test_what_was_redirected_is_not_asked(authority: Authority) -> None:
    names = ["redirect to loopback", "rebinding between two look-ups", "redirect loop"]
    with web({n: FAULTS[n] for n in names}, authority, timeout=5.0) as made:
        for name in names:
            with pytest.raises(Refused):
                made.fetcher.get(made.urls[name], pace=FAST)
        asked = [made.servers[name].asked for name in names]
    assert asked == [1, 1, 6]


def test_a_name_with_a_private_address_among_its_addresses_is_refused_whole() -> None:
    with (
        portal_and_fetcher(lookup=lambda _host, _port: ["93.184.215.14", "10.0.0.1"]) as (_, fetcher),
        pytest.raises(Refused, match="inte är öppen"),
    ):
        fetcher.get("http://two.example/", pace=FAST)


def test_the_certificate_is_what_decides(authority: Authority) -> None:
    """The same server, asked by the name it has a certificate for, and by one who does not know its authority."""
    with RawServer(lambda _port: [head(), SWEDISH], tls=authority.server) as server:
        policy = FetchPolicy(
            allow=(("right.example", server.port),), lookup=lambda _h, _p: ["127.0.0.1"], attempts=1, timeout=5.0
        )
        knowing, unknowing = Fetcher(replace(policy, ca_file=authority.ca_file)), Fetcher(policy)
        url = f"https://right.example:{server.port}/"
        assert knowing.get(url, pace=FAST).content == SWEDISH
        with pytest.raises(Unreachable, match="certifikatet godtas inte"):
            unknowing.get(url, pace=FAST)
        assert server.asked == 1
        knowing.close()
        unknowing.close()


def test_an_answer_as_large_as_is_allowed_is_not_held_twice() -> None:
    body = gzip.compress(bytes(126 * MiB), 1)
    with portal_and_fetcher(timeout=30.0) as (portal, fetcher):
        portal.fault = answering(200, body, Content_Encoding="gzip")
        with memory_growth() as growth:
            answer = fetcher.get(portal.url + "/x", pace=FAST)
    assert len(answer.content) == 126 * MiB
    assert growth.kb < GROWTH


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_every_further_request_waits_as_long_as_the_host_says_within_reason(status: int, form: str) -> None:
    far = "3600" if form == "seconds" else (dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT")  # fmt: skip
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds))
        now[0] += seconds

    with portal_and_fetcher() as (portal, _):
        portal.fault = answering(status, Retry_After=far)
        policy = FetchPolicy(allow=(("127.0.0.1", portal.port),), first_wait=0.01, attempts=3)
        fetcher = Fetcher(policy, Pace(clock=lambda: now[0], sleep=sleep))
        with pytest.raises(BadStatus) as caught:
            fetcher.get(portal.url + "/x", pace=FAST)
        fetcher.close()
        assert portal.asked == 3
    assert (caught.value.status, caught.value.retry_after) == (status, 120.0)
    assert slept == [120, 120], "not the hour it asked for"


def test_a_304_without_body_says_unchanged_to_who_asked_for_changes() -> None:
    with RawServer(lambda _port: [head("304 Not Modified", ETag='"a"')]) as server:
        fetcher = Fetcher(FetchPolicy(allow=(("127.0.0.1", server.port),), timeout=5.0))
        answer = fetcher.get(f"http://127.0.0.1:{server.port}/", pace=FAST, validators=Validators('"a"'))
        fetcher.close()
    assert (answer.not_modified, answer.content) == (True, b"")


def test_none_of_them_all_at_once_stops_a_healthy_source_or_loses_a_call(deps: JobDeps, authority: Authority) -> None:
    """Each fault is a source that gave a call yesterday, beside one that works."""
    good = json.dumps({"data": [{"t": "Stöd till sjöar", "id": 1}]}).encode()
    deps.portal.fault = answering(200, good, "application/json")
    options = {"items": "data", "title": "t", "id": "id"}

    def source(name: str, url: str) -> Any:
        return replace(deps.source(name.replace(" ", "-"), "json", url), options=options)

    deps.watch(*(source(name, deps.portal.url) for name in ["healthy", *FAULTS]))
    before = crawl.run(deps, NOW)  # type: ignore[arg-type]
    with web(FAULTS, authority, ("127.0.0.1", deps.portal.port), timeout=3.0) as made:
        deps.fetcher.close()
        deps.fetcher = made.fetcher
        deps.watch(*(source(name, made.urls.get(name, deps.portal.url)) for name in ["healthy", *FAULTS]))
        healthy, *broken = crawl.run(deps, NOW + dt.timedelta(days=1))  # type: ignore[arg-type]
    assert {r.new for r in before} == {1}
    assert (healthy.state, healthy.unchanged) == (SourceState.OK, 1)
    for report, fault in zip(broken, FAULTS.values(), strict=True):
        down = fault.error is Unreachable
        assert report.state is (SourceState.UNREACHABLE if down else SourceState.FAILED), report
        assert fault.words in (report.error or "")
        assert report.error, "a reason for people"
    with deps.database.read() as tx:
        assert len(db.calls.listing(tx, NOW)) == 1 + len(FAULTS)
        assert db.calls.gone(tx) == []
