"""An agency's list whose pages name the portal's topics: what it shows is the portal's calls, and no calls beside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import db.calls
from db.records import Call
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, database, database_url, deps, engine_name
from tests.integration.jobs.conftest import migrated_database_url as migrated_database_url
from tests.integration.sources.test_kinds import serving
from watcher.config.sourcefile import SourceFile
from watcher.config.trust import Trust
from watcher.jobs import crawl

__all__ = ["database", "database_url", "deps", "engine_name"]

TOPICS = ("LIFE-2026-SAP-ENV", "LIFE-2026-SAP-CLIMA", "CEF-T-2026-AFIF")
TRUST = Trust(sources={"portal": ("sedia", False), "agency": ("listing", False)})
HEADING = "Calls for proposals"


def item(number: int, title: str) -> str:
    return f'<div class="item"><a href="/calls/{number}_en">{title}</a><p>{HEADING}</p></div>'


def detail(topic: str, day: int) -> bytes:
    return (
        f"<html><body><main><h1>{HEADING}</h1><dl><dt>Reference</dt><dd>{topic}</dd><dt>Deadline date</dt>"
        f"<dd>{day} March 2027, 17:00 (CET)</dd></dl></main></body></html>"
    ).encode()


def test_an_agencys_list_and_the_portal_show_the_same_calls(deps: Any) -> None:
    listed = "<main>" + "".join(item(n, f"Clean air in small towns, part {n}") for n in range(3)) + "</main>"
    pages = {f"/calls/{n}_en": detail(topic, 10 + n) for n, topic in enumerate(TOPICS)}
    options = {"item": ".item", "title": "a", "detail": True}
    source = replace(deps.source("agency", "listing", f"{deps.portal.url}/list"), options=options)
    portal = deps.sources.sources[0]
    deps.portal.rows = [
        portal_row(
            topic, deadlineDate=f"2027-03-{10 + n}T17:00:00.000+0000", title=f"Clean air in small towns, part {n}"
        )
        for n, topic in enumerate(TOPICS)
    ]
    crawl.run(deps, NOW)
    with serving(deps, {"/list": listed.encode(), **pages}):
        deps.sources = SourceFile((portal, source), trust=TRUST)
        (report,) = [r for r in crawl.run(deps, NOW + dt.timedelta(days=1), {"agency"}) if r.source_id == "agency"]
    assert (report.error, report.new) == (None, 3)
    found = calls(deps)
    assert {c.facts.key.external_id: c.sources for c in found} == dict.fromkeys(TOPICS, ("portal", "agency"))
    assert all(c.disputes == () for c in found)


def calls(deps: Any) -> list[Call]:
    with deps.database.read() as tx:
        return db.calls.listing(tx, NOW)
