"""Lists, APIs and files over real HTTP, through the guarded client and into the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import db.calls
from db.records import Precision, SourceState
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps, database, database_url, deps, engine_name
from tests.integration.jobs.conftest import migrated_database_url as migrated_database_url
from tests.pages import CALLS, LOGIN, detail_page, list_page
from tests.unit.sources.test_gdp import a_call
from tests.unit.sources.test_vinnova import CALLS as VINNOVA_CALLS
from tests.unit.sources.test_vinnova import PROGRAMMES, a_round
from watcher.config.sourcefile import SourceConfig
from watcher.demo.portal import DemoPortal, Reply
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.jobs import crawl

__all__ = ["database", "database_url", "deps", "engine_name"]

HTML = "text/html; charset=utf-8"
ALLOWED = b"User-agent: *\nDisallow: /hemligt\n"


class Site:
    """What the portal serves by path; asked paths in order."""

    def __init__(self, pages: dict[str, bytes | Reply]) -> None:
        self.pages: dict[str, bytes | Reply] = {"/robots.txt": ALLOWED, **pages}
        self.asked: list[str] = []

    def __call__(self, path: str, _number: int) -> Reply:
        self.asked.append(path)
        page = self.pages.get(path, (404, HTML, b"", {}))
        return page if isinstance(page, tuple) else (200, HTML, page, {})


def listing(deps: JobDeps, path: str = "/utlysningar", **options: object) -> SourceConfig:
    base = deps.source("lista", "listing", deps.portal.url + path)
    chosen = {"item": "li.call", "title": "h3", "deadline": ".deadline", **options}
    return replace(base, language="sv", options=chosen)


@contextmanager
def serving(deps: JobDeps, pages: dict[str, bytes | Reply]) -> Iterator[Site]:
    site = Site(pages)
    deps.portal.fault = site
    yield site


def crawled(deps: Any, source: SourceConfig) -> Any:
    deps.watch(source)
    return crawl.run(deps, NOW)[0]


def stored(deps: Any) -> dict[str, Any]:
    with deps.database.read() as tx:
        return {call.facts.title: call.facts for call in db.calls.listing(tx, NOW)}


def test_a_list_with_details_is_stored_and_its_second_crawl_changes_nothing(deps: Any) -> None:
    pages: dict[str, Any] = {path: detail_page("1 maj 2027") for _, path, _ in CALLS}
    source = listing(deps, detail_deadline="dd")
    with serving(deps, {"/utlysningar": list_page(), **pages}) as site:
        first = crawled(deps, source)
        again = crawled(deps, source)
    assert (first.state, first.new, again.unchanged, again.changed) == (SourceState.OK, 4, 4, 0)
    assert site.asked.count("/robots.txt") == 1, "one robots.txt a host a day"
    assert stored(deps)["Cykelvägar mellan orter"].deadlines[0].date.isoformat() == "2027-05-01"


def test_robots_txt_stops_a_list_before_it_is_asked(deps: Any) -> None:
    with serving(deps, {"/hemligt": list_page()}) as site:
        report = crawled(deps, listing(deps, "/hemligt"))
    assert report.state is SourceState.FAILED
    assert "robots.txt" in report.error
    assert "/hemligt" not in site.asked


def test_a_redirect_to_a_forbidden_page_is_thrown_away(deps: Any) -> None:
    moved: Reply = (302, "", b"", {"Location": "/hemligt"})
    with serving(deps, {"/utlysningar": moved, "/hemligt": list_page()}):
        report = crawled(deps, listing(deps))
    assert "robots.txt" in report.error
    assert stored(deps) == {}


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False)])
def test_a_robots_txt_that_cannot_be_had(deps: Any, status: int, fetched: bool) -> None:
    with serving(deps, {"/robots.txt": (status, "text/plain", b"", {}), "/utlysningar": list_page()}) as site:
        report = crawled(deps, listing(deps))
    assert ("/utlysningar" in site.asked) is fetched
    assert (report.state is SourceState.OK) is fetched


@pytest.mark.parametrize(
    ("page", "state", "words"),
    [
        (LOGIN, SourceState.FAILED, "inloggning"),
        (list_page(()), SourceState.SUSPECT, "listan är tom"),
        (list_page(CALLS[:1]), SourceState.SUSPECT, "bara 1 rader"),
        (b'{"error": "x"}', SourceState.FAILED, "JSON"),
        (b"<div>" * 100_000, SourceState.SUSPECT, "listan är tom"),
        (list_page(tuple((f"Samma titel {'x' * 20}", f"/c/{n}", "1 maj 2027") for n in range(12))),
         SourceState.SUSPECT, "samma titel"),
    ],
)  # fmt: skip
def test_a_broken_list_empties_nothing(deps: Any, page: bytes, state: SourceState, words: str) -> None:
    with serving(deps, {"/utlysningar": list_page()}) as site:
        crawled(deps, listing(deps))
        site.pages["/utlysningar"] = page
        report = crawled(deps, listing(deps))
    assert report.state is state
    assert words in " ".join([report.error or "", *report.notes])
    assert {title for title, _, _ in CALLS} <= set(stored(deps))


def test_an_unchanged_list_is_not_read_again(deps: Any) -> None:
    tagged: Reply = (200, HTML, list_page(), {"ETag": '"a"'})
    with serving(deps, {"/utlysningar": tagged}) as site:
        crawled(deps, listing(deps))
        site.pages["/utlysningar"] = (304, "", b"", {"ETag": '"a"'})
        report = crawled(deps, listing(deps))
    assert report.state is SourceState.NOT_MODIFIED


def test_an_apis_key_is_seen_by_its_own_host_only(deps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLE_API_KEY", "s3cret-key")
    seen: list[tuple[str, str | None]] = []
    original = DemoPortal.reply

    def reply(self: DemoPortal, method: str, target: str, headers: Any, body: bytes) -> Reply:
        seen.append((target, headers.get("X-Key")))
        return original(self, method, target, headers, body)

    monkeypatch.setattr(DemoPortal, "reply", reply)
    body = json.dumps({"data": [{"id": 1, "t": "Ett anrop", "d": "2027-03-04"}]}).encode()
    with DemoPortal(rows=[]) as other:
        deps.fetcher.close()
        allow = (("127.0.0.1", deps.portal.port), ("127.0.0.1", other.port))
        deps.fetcher = Fetcher(FetchPolicy(allow=allow, first_wait=0.01))
        other.fault = lambda _path, _number: (200, "application/json", body, {})
        with serving(deps, {"/api": (302, "", b"", {"Location": other.url + "/moved"})}):
            base = deps.source("api", "json", deps.portal.url + "/api")
            options = {"items": "data", "title": "t", "id": "id", "deadline": "d",
                       "key_env": "EXAMPLE_API_KEY", "key_header": "X-Key"}  # fmt: skip
            report = crawled(deps, replace(base, options=options))
    assert seen == [("/api", "s3cret-key"), ("/moved", None)]
    assert report.new == 1
    assert "s3cret" not in repr(report)


def test_html_where_json_was_due(deps: Any) -> None:
    with serving(deps, {"/api": list_page()}) as site:
        base = deps.source("api", "json", deps.portal.url + "/api")
        report = crawled(deps, replace(base, options={"items": "data", "title": "t"}))
    assert "HTML" in report.error
    assert "/robots.txt" not in site.asked, "a documented API is not bound by robots.txt"


def test_a_hand_kept_file(deps: Any, tmp_path: Path) -> None:
    path = tmp_path / "post.toml"
    path.write_text('[[call]]\ntitle = "Bidrag till bygdegårdar"\ndeadline = 2027-03-15\n', encoding="utf-8")
    base = replace(deps.source("post", "calls", ""), options={"file": str(path)})
    first = crawled(deps, base)
    again = crawled(deps, base)
    assert (first.new, again.unchanged) == (1, 1)
    assert stored(deps)["Bidrag till bygdegårdar"].deadlines[0].date.isoformat() == "2027-03-15"


def test_the_topic_list_is_compared_with_what_the_portal_gave(deps: Any) -> None:
    deps.portal.rows = [portal_row("LIFE-2027-SAP-NAT"), portal_row("LIFE-2027-SAP-ENV")]
    check = replace(deps.source("topics", "topics", deps.portal.url + "/topics.html"), options={"of": "portal"})
    deps.watch(deps.source("portal", "sedia", deps.portal.search_url), check)
    page = b"<li>LIFE-2027-SAP-NAT</li><li>LIFE-2027-SAP-ENV</li>"
    more = b"".join(b"<li>CERV-2027-TOWN-%d</li>" % n for n in range(5))
    deps.portal.fault = lambda path, _n: (200, HTML, page, {}) if path == "/topics.html" else None
    crawl.run(deps, NOW, "portal")
    known = crawl.run(deps, NOW, "topics")[0]
    assert (known.state, known.notes) == (SourceState.OK, ("2 av 2 ämnen för kommande år är kända",))
    deps.portal.fault = lambda path, _n: (200, HTML, page + more, {}) if path == "/topics.html" else None
    hidden = crawl.run(deps, NOW, "topics")[0]
    assert hidden.state is SourceState.SUSPECT
    assert len(stored(deps)) == 2


def test_an_agencys_list_checks_the_portal_and_its_pages_become_no_calls(deps: Any) -> None:
    deps.portal.rows = [portal_row("LIFE-2027-SAP-NAT")]
    options = {"of": "portal", "forms": ("/calls/*_en",)}
    check = replace(deps.source("agency", "crosscheck", deps.portal.url + "/calls_en"), options=options)
    deps.watch(deps.source("portal", "sedia", deps.portal.search_url), check)
    page = "<main><h1>{0}</h1><dl><dt>Reference</dt><dd>{0}</dd><dt>Deadline date</dt><dd>22 May 2027</dd></dl></main>"

    def serve(*topics: str) -> None:
        pages = {f"/calls/{t.lower()}_en": page.format(t) for t in topics}
        listed = "".join(f'<a href="{p}">x</a>' for p in pages)
        answers = {**pages, "/calls_en": f"<html>{listed}</html>"}
        deps.portal.fault = lambda path, _n: (200, HTML, answers[path].encode(), {}) if path in answers else None

    serve("LIFE-2027-SAP-NAT")
    crawl.run(deps, NOW, "portal")
    known = crawl.run(deps, NOW, "agency")[0]
    assert (known.state, known.notes) == (SourceState.OK, ("1 av 1 ämnen som går att söka är kända",))
    serve("LIFE-2027-SAP-NAT", "CERV-2027-TOWN-1", "CERV-2027-TOWN-2")
    hidden = crawl.run(deps, NOW, "agency")[0]
    assert hidden.state is SourceState.SUSPECT
    assert hidden.notes[0].endswith("CERV-2027-TOWN-1, CERV-2027-TOWN-2")
    deps.portal.fault = lambda path, _n: (200, HTML, b"<html></html>", {}) if path == "/calls_en" else None
    assert crawl.run(deps, NOW, "agency")[0].state is SourceState.FAILED
    assert len(stored(deps)) == 1


def test_vinnova_over_http_is_stored_with_its_shares_and_regions(deps: Any) -> None:
    found = replace(deps.source("vinnova", "vinnova", deps.portal.url + "/api"), language="sv")
    answers = {"ansokningsomgangar": [a_round()], "utlysningar": VINNOVA_CALLS, "program": PROGRAMMES}
    deps.portal.fault = lambda path, _n: (200, "application/json", json.dumps(answers[path.split("/")[2]]).encode(), {})
    report = crawled(deps, found)
    assert (report.state, report.new, report.notes) == (SourceState.OK, 1, ())
    (facts,) = stored(deps).values()
    assert (facts.call_title, facts.regions, facts.budget.shares.national) == ("Hållbara orter", ("Kronoberg",), 50)
    assert crawled(deps, found).unchanged == 1


def test_vague_and_preliminary_days_are_stored_as_they_are(deps: Any) -> None:
    page = "<main><h1>Stadsodling</h1><p>Öppnar: hösten 2027.</p><p>Deadline: april 2028 (prel.)</p></main>".encode()
    found = replace(deps.source("sida", "pages", deps.portal.url + "/sida"), language="sv")
    with serving(deps, {"/sida": page}):
        assert crawled(deps, found).new == 1
        assert crawled(deps, found).unchanged == 1
    facts = stored(deps)["Stadsodling"]
    (deadline,) = facts.deadlines
    assert (deadline.date.isoformat(), deadline.precision, deadline.preliminary) == (
        "2028-04-30",
        Precision.MONTH,
        True,
    )
    assert facts.opening_words == "hösten 2027"


def test_gdp_over_http_follows_its_header(deps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDP_TEST_KEY", "hemlig")
    found = replace(
        deps.source("gdp", "gdp", deps.portal.url + "/gdp"), language="sv", options={"key_env": "GDP_TEST_KEY"}
    )
    pages: list[Reply] = [
        (200, "application/json", b"[]", {}),
        (200, "application/json", json.dumps([a_call("1")]).encode(), {"X-Next": "/gdp/utlysningar?offset=1"}),
        (200, "application/json", json.dumps([a_call("2")]).encode(), {"X-TotalRecords": "2"}),
    ]
    deps.portal.fault = lambda _path, _n: pages.pop(0)
    report = crawled(deps, found)
    assert (report.state, report.new, report.requests) == (SourceState.OK, 2, 3)
