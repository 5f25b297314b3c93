"""A public aggregator ran green for eleven days on these answers. Replayed, each of its failures has to be told.

What its snapshots show: Energimyndigheten's 201 calls all with the first date of the page (one of them right), and then
none; Vinnova's page about its API where the API was meant, and then none; Formas and Tillväxtverket as they should be.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

import db.calls
import db.sources
from db.records import Call, CrawlReport, SourceState
from tests.integration.jobs.conftest import JobDeps, database, database_url, deps, engine_name
from tests.integration.jobs.conftest import migrated_database_url as migrated_database_url
from tests.shared import shared
from watcher.config.sourcefile import SourceConfig, read_sources, shipped
from watcher.jobs import crawl
from watcher.rules.verdict import Verdict, judge

__all__ = ["database", "database_url", "deps", "engine_name"]

pytestmark = pytest.mark.shared
Rows = list[dict[str, Any]]
SNAPSHOTS = ("91d44c6", "103f3d9", "68d8cdc")
"""23 April, 29 April and 4 May 2026."""
DAY = dt.timedelta(days=1)
FIRST = dt.datetime(2026, 4, 23, 5, tzinfo=dt.UTC)
ONE_DATE = "100 % av 201 rader har samma sista dag"
EMPTY = "listan är tom, förra gången gav den 201 rader"


def raw(snapshot: str, source: str) -> bytes:
    return shared("swedish", "calls", f"{snapshot}_{source}_raw.json").read_bytes()


def rows_of(snapshot: str, source: str) -> Rows:
    rows: Rows = json.loads(raw(snapshot, source))
    return rows


def right_rows() -> Rows:
    """Energimyndigheten's calls with the dates that were on its cards, in the shape of the snapshots."""
    lines = shared("swedish", "calls", "energimyndigheten_calls_clean.jsonl").read_text(encoding="utf-8").splitlines()
    cards = [json.loads(line) for line in lines]
    return [{"title": c["title_sv"], "url": c["url"], "closes": c["date"] or ""} for c in cards]


def judged(rows: Sequence[dict[str, Any]], before: int = 0) -> Verdict:
    closes = [r["closes"] or None for r in rows]
    return judge([r["title"] for r in rows], [r["url"] for r in rows], closes, before=before, uniform_before=False)


# --- the verdict alone --------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [0, 201])
def test_one_date_in_every_row_is_suspect_at_first_sight_too(before: int) -> None:
    assert judged(rows_of("91d44c6", "energi"), before) == Verdict((ONE_DATE,), usable=False)


def test_one_right_deadline_of_201_does_not_hide_the_others() -> None:
    rows = rows_of("91d44c6", "energi")
    rows[1]["closes"] = "2026-04-28"
    assert judged(rows) == Verdict(("100 % av 201 rader har samma sista dag",), usable=False)
    for row in rows[:20]:
        row["closes"] = ""
    assert not judged(rows).usable, "181 of 201 rows"
    for row in rows[:25]:
        row["closes"] = ""
    assert judged(rows).usable, "176 of 201 rows are below nine in ten"


def test_the_right_dates_of_the_same_calls_are_believed() -> None:
    assert judged(right_rows(), before=201) == Verdict()


@pytest.mark.parametrize("snapshot", SNAPSHOTS[1:])
@pytest.mark.parametrize("source", ["energi", "vinnova"])
def test_zero_after_some_is_suspect(snapshot: str, source: str) -> None:
    assert judged(rows_of(snapshot, source), before=201) == Verdict((EMPTY,), usable=False)


@pytest.mark.parametrize("source", ["formas", "tillvaxt"])
def test_the_two_that_worked_raise_no_alarm(source: str) -> None:
    before = 0
    for snapshot in SNAPSHOTS:
        rows = rows_of(snapshot, source)
        assert judged(rows, before) == Verdict(), f"{snapshot} {source}"
        before = len(rows)


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_all_four_in_one_list_would_not_have_hidden_it(snapshot: str) -> None:
    """The aggregator's own file, read as a source: one date in nine rows of ten, then a tenth of the rows."""
    calls: Rows = json.loads(shared("swedish", "calls", f"{snapshot}_data.json").read_bytes())["calls"]
    verdict = judged(calls, before=223)
    words = "90 % av 223 rader har samma sista dag" if len(calls) == 223 else "bara 22 rader, förra gången 223"
    assert verdict.notes == (words,)


# --- through the kind json into the database ---------------------------------------------------------


def source(deps: JobDeps, items: str = ".") -> SourceConfig:
    base = deps.source("energi", "json", deps.portal.url + "/calls")
    return replace(base, language="sv", options={"items": items, "title": "title", "link": "url", "deadline": "closes"})


def crawled(deps: JobDeps, body: bytes | Rows, days: int, kind: str = "application/json") -> CrawlReport:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    deps.portal.fault = lambda _path, _number: (200, kind, content, {})
    return crawl.run(deps, FIRST + days * DAY)[0]  # type: ignore[arg-type]


def stored(deps: JobDeps) -> list[Call]:
    """All that is stored, closed calls too, but for when it was last seen."""
    with deps.database.read() as tx:
        assert db.calls.gone(tx) == []
        assert db.calls.revisions(tx) == []
        calls = db.calls.listing(tx, FIRST, closed=True)
    return [replace(call, last_seen=FIRST) for call in calls]


def test_the_eleven_days_lose_nothing_and_every_one_is_told(deps: JobDeps) -> None:
    deps.watch(source(deps))
    good = crawled(deps, right_rows(), 0)
    before = stored(deps)
    assert (good.state, good.new, good.seen) == (SourceState.OK, len(before), 201)
    assert before
    wrong = crawled(deps, raw("91d44c6", "energi"), 1)
    assert (wrong.state, wrong.notes) == (SourceState.SUSPECT, (ONE_DATE,))
    assert (wrong.new, wrong.changed, wrong.rejected) == (0, 0, 201)
    for day in range(2, 13):
        empty = crawled(deps, raw(SNAPSHOTS[1 + day // 7], "energi"), day)
        assert (empty.state, empty.notes) == (SourceState.SUSPECT, (EMPTY,)), f"day {day}"
    assert stored(deps) == before
    again = crawled(deps, right_rows(), 13)
    assert again.state is SourceState.OK
    assert stored(deps) == before


def test_a_source_that_was_never_right_does_not_turn_green_by_turning_empty(deps: JobDeps) -> None:
    """As the aggregator lived it: its first answer had one date in all rows, the next ones had no row."""
    deps.watch(source(deps))
    reports = [crawled(deps, raw(snapshot, "energi"), day) for day, snapshot in enumerate(SNAPSHOTS)]
    assert [r.state for r in reports] == [SourceState.SUSPECT] * 3
    assert [r.notes for r in reports] == [(ONE_DATE,), (EMPTY,), (EMPTY,)]
    assert stored(deps) == []


def test_a_uniform_answer_of_fewer_rows_is_no_new_measure(deps: JobDeps) -> None:
    deps.watch(source(deps))
    crawled(deps, right_rows(), 0)
    crawled(deps, rows_of("91d44c6", "energi")[:10], 1)
    with deps.database.read() as tx:
        record = db.sources.get(tx, "energi")
    assert record is not None
    assert record.rows == 201


def test_glued_cards_become_no_endless_titles_and_short_lists_no_alarm(deps: JobDeps) -> None:
    deps.watch(source(deps))
    reports = [crawled(deps, raw(snapshot, "formas"), day) for day, snapshot in enumerate(SNAPSHOTS)]
    assert [r.state for r in reports] == [SourceState.OK] * 3
    with deps.database.read() as tx:
        assert all(len(c.facts.title) <= 500 for c in db.calls.listing(tx, FIRST, closed=True))


def test_vinnovas_web_page_where_its_api_was_meant_is_named_as_one(deps: JobDeps) -> None:
    sample = shared("swedish", "vinnova", "ansokningsomgangar_doc_sample.json").read_bytes()
    page = shared("swedish", "vinnova", "ansokningsomgangar_docs_page_2026-04-23.html").read_bytes()
    rounds = json.loads(sample)
    rounds[0] |= {"Oppningsdatum": "2026-04-01T00:00:00", "Stangningsdatum": "2026-09-02T14:00:00"}
    base = deps.source("vinnova", "json", deps.portal.url + "/api/ansokningsomgangar/2026-01-01")
    names = {"title": "Titel", "id": "Diarienummer", "opening": "Oppningsdatum", "deadline": "Stangningsdatum"}
    deps.watch(replace(base, language="sv", options={"items": ".", **names}))
    assert crawled(deps, rounds, 0).new == 1
    before = stored(deps)
    for day, kind in enumerate(("text/html; charset=utf-8", "application/json"), 1):
        report = crawled(deps, page, day, kind)
        assert report.state is SourceState.FAILED
        assert report.error == "sida 1: svaret är en webbsida (HTML), JSON väntades"
    empty = crawled(deps, raw("103f3d9", "vinnova"), 3)
    assert (empty.state, empty.notes) == (SourceState.SUSPECT, ("listan är tom, förra gången gav den 1 rader",))
    assert stored(deps) == before


# --- the same faults through the adapters that read these sources now --------------------------------

CARD = '<a href="{url}"><h2>{title}</h2><p>{date}</p><p>{kind}</p><p>{summary}</p></a>'
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november"]
MONTHS += ["december"]


def shipped_source(deps: JobDeps, source_id: str, path: str) -> SourceConfig:
    """A shipped source as it is, but for its address and its pace."""
    found = read_sources(shipped()).get(source_id)
    assert found is not None
    return replace(found, url=deps.portal.url + path, rate=1000.0)


def energi_cards() -> list[dict[str, Any]]:
    lines = shared("swedish", "calls", "energimyndigheten_calls_clean.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def written(card: dict[str, Any]) -> str:
    """The date as it stood on the card: with *Stänger* before it while the call was open, bare when it was over."""
    if not card["date"]:
        return ""
    day = dt.date.fromisoformat(card["date"])
    return f"{card['status_label'] or ''} {day.day} {MONTHS[day.month - 1]} {day.year}".strip()


def energi_page(cards: Sequence[dict[str, Any]]) -> bytes:
    made = [
        CARD.format(url="/utlysningar/" + c["url"].rstrip("/").split("/")[-1] + "/", title=c["title_sv"],
                    date=written(c), kind=c["category_sv"], summary=c["summary_sv"])
        for c in cards
    ]  # fmt: skip
    return f"<html><body>{''.join(made)}</body></html>".encode()


def serve_cards(deps: JobDeps, cards: Sequence[dict[str, Any]]) -> None:
    """Twenty cards a page, as ?page=N asks; a page beyond the last has none."""

    def answer(path: str, number: int) -> Any:
        if path == "/robots.txt":
            return 404, "text/plain", b"", {}
        page = asked.setdefault(number, len(asked))
        return 200, "text/html; charset=utf-8", energi_page(cards[20 * page : 20 * page + 20]), {}

    asked: dict[int, int] = {}
    deps.portal.fault = answer


def test_energimyndighetens_cards_each_get_their_own_title_and_date(deps: JobDeps) -> None:
    cards = energi_cards()
    deps.watch(shipped_source(deps, "energimyndigheten", "/utlysningar/"))
    serve_cards(deps, cards)
    report = crawl.run(deps, FIRST)[0]  # type: ignore[arg-type]
    assert (report.state, report.seen, report.rejected) == (SourceState.OK, len(cards), 0)
    expected = {c["title_sv"]: c["date"] for c in cards}
    found = {c.facts.title: [d.date.isoformat() for d in c.facts.deadlines] for c in stored(deps)}
    assert found
    assert found == {title: [expected[title]] if expected[title] else [] for title in found}
    today = FIRST.date().isoformat()
    alive = [c for c in cards if not c["date"] or c["date"] >= today]
    assert len(found) == len({c["title_sv"] for c in alive}), "what is over is not stored"


def test_energimyndighetens_list_turns_empty_and_one_date_stands_in_all_cards(deps: JobDeps) -> None:
    cards = energi_cards()
    deps.watch(shipped_source(deps, "energimyndigheten", "/utlysningar/"))
    serve_cards(deps, cards)
    crawl.run(deps, FIRST)  # type: ignore[arg-type]
    before = stored(deps)
    serve_cards(deps, [{**c, "status_label": "Stänger", "date": "2026-04-24"} for c in cards])
    uniform = crawl.run(deps, FIRST + DAY)[0]  # type: ignore[arg-type]
    assert uniform.state is SourceState.SUSPECT
    assert any("har samma sista dag" in note for note in uniform.notes)
    serve_cards(deps, [])
    empty = crawl.run(deps, FIRST + 2 * DAY)[0]  # type: ignore[arg-type]
    assert empty.state is SourceState.SUSPECT
    assert EMPTY in empty.notes
    serve_cards(deps, cards[:60])
    halved = crawl.run(deps, FIRST + 3 * DAY)[0]  # type: ignore[arg-type]
    assert halved.state is SourceState.SUSPECT
    assert "bara 60 rader, förra gången 201" in halved.notes
    assert stored(deps) == before


def tillvaxt(snapshot: str) -> list[str]:
    """The addresses that Tillväxtverket's list showed at a snapshot, as paths."""
    return [row["url"].removeprefix("https://tillvaxtverket.se") for row in rows_of(snapshot, "tillvaxt")]


def test_tillvaxtverkets_other_dozen_of_tomorrow_closes_nothing_and_its_list_is_no_call(deps: JobDeps) -> None:
    own = "/tillvaxtverket/sokfinansiering/utlysningar.1139.html"
    deps.watch(shipped_source(deps, "tillvaxtverket", own))
    reports = []
    for day in range(4):
        paths = tillvaxt(SNAPSHOTS[min(day, 2)])
        links = "".join(f'<a href="{p}">Kortet Kommande Öppnar 13 augusti 2026</a>' for p in paths)
        # each call says its own opening day: the aggregator took it for the closing one
        detail = "<main><h1>{}</h1><p>Öppnar 13 augusti 2026</p><ul><li>Kronoberg</li></ul></main>"

        def answer(path: str, _number: int, page: str = links, body: str = detail) -> Any:
            if path == "/robots.txt":
                return 404, "text/plain", b"", {}
            name = path.rsplit("/", 1)[-1]
            return 200, "text/html; charset=utf-8", (page if path == own else body.format(name)).encode(), {}

        deps.portal.fault = answer
        reports.append(crawl.run(deps, FIRST + day * DAY)[0])  # type: ignore[arg-type]
    assert {r.state for r in reports} == {SourceState.OK}
    calls = stored(deps)
    shown = {p.rsplit("/", 1)[-1] for s in SNAPSHOTS for p in tillvaxt(s)} - {"utlysningar.1139.html"}
    assert {c.facts.title for c in calls} == shown
    assert all(c.facts.opening == dt.date(2026, 8, 13) and not c.facts.deadlines for c in calls)
    assert all(c.facts.regions == ("Kronoberg",) for c in calls)


def test_vinnovas_own_adapter_names_the_page_and_keeps_what_it_had(deps: JobDeps) -> None:
    sample = json.loads(shared("swedish", "vinnova", "ansokningsomgangar_doc_sample.json").read_bytes())
    sample[0] |= {"Oppningsdatum": "2026-04-01T00:00:00", "Stangningsdatum": "2026-09-02T14:00:00"}
    page = shared("swedish", "vinnova", "ansokningsomgangar_docs_page_2026-04-23.html").read_bytes()
    deps.watch(shipped_source(deps, "vinnova", "/api"))

    def answering(rounds: bytes) -> Any:
        return lambda path, _n: (200, "text/html", rounds if "ansokningsomgangar" in path else b"[]", {})

    deps.portal.fault = answering(json.dumps(sample).encode())
    assert crawl.run(deps, FIRST)[0].new == 1  # type: ignore[arg-type]
    before = stored(deps)
    deps.portal.fault = answering(page)
    failed = crawl.run(deps, FIRST + DAY)[0]  # type: ignore[arg-type]
    assert failed.state is SourceState.FAILED
    assert failed.error == "ansokningsomgangar: svaret är en webbsida (HTML), JSON väntades"
    deps.portal.fault = answering(raw("103f3d9", "vinnova"))
    empty = crawl.run(deps, FIRST + 2 * DAY)[0]  # type: ignore[arg-type]
    assert (empty.state, empty.notes) == (SourceState.SUSPECT, ("listan är tom, förra gången gav den 1 rader",))
    assert stored(deps) == before
