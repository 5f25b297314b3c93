"""A new week: only new and changed calls are scored, and the matches are those that a whole matching would give."""

from __future__ import annotations

import pytest

import db.matches
import db.organisations
from db.records import Match
from tests.fakes import portal_row
from tests.integration.jobs.conftest import NOW, JobDeps
from tests.integration.jobs.test_match import TOWN
from watcher.jobs import crawl, match
from watcher.jobs.callbook import find_call


def text(n: int) -> str:
    return f"<p>Number {n}: restore lakes and wetlands; pupils learn reading.</p>" if n % 3 else "<p>Tokamak.</p>"


@pytest.fixture
def town(deps: JobDeps) -> JobDeps:
    deps.portal.rows = [
        portal_row(f"X-{n}", title=f"Topic {n}", descriptionByte=text(n), deadlineDate=f"2027-{n + 1:02}-12")
        for n in range(12)
    ]
    with deps.database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
    crawl.run(deps, NOW)  # type: ignore[arg-type]
    match.run(deps, NOW)  # type: ignore[arg-type]
    return deps


def stored(town: JobDeps) -> list[Match]:
    with town.database.read() as tx:
        return db.matches.listing(tx, "vaxjo")


def number(town: JobDeps, external_id: str) -> int:
    with town.database.read() as tx:
        found = find_call(tx, external_id)
    assert found is not None
    return found.id


def test_a_new_call_is_scored_alone_as_rare_as_words_were(town: JobDeps) -> None:
    before = stored(town)
    twin = portal_row("NEW-1", title="Topic 1", descriptionByte=text(1))
    town.portal.rows.append(twin)
    crawl.run(town, NOW)  # type: ignore[arg-type]
    assert match.run(town, NOW).scored == 2  # type: ignore[arg-type]
    after = stored(town)
    old, new = number(town, "X-1"), number(town, "NEW-1")
    assert [m for m in after if m.call_id != new] == before
    scores = {(m.area_id, m.call_id): m.score for m in after}
    assert {a: scores[a, new] for a in ("sjoar", "skola")} == {a: scores[a, old] for a in ("sjoar", "skola")}
    assert match.run(town, NOW).scored == 0  # type: ignore[arg-type]


def test_a_changed_call_gets_new_matches_and_a_closed_one_none(town: JobDeps) -> None:
    changed, closed = number(town, "X-1"), number(town, "X-2")
    town.portal.rows[1] = portal_row("X-1", title="Topic 1", descriptionByte="<p>Plasma.</p>")
    town.portal.rows[2] = portal_row("X-2", title="Topic 2", descriptionByte=text(2), deadlineDate="2026-11-01")
    crawl.run(town, NOW)  # type: ignore[arg-type]
    assert match.run(town, NOW).scored == 2  # type: ignore[arg-type]
    assert not {changed, closed} & {m.call_id for m in stored(town)}


def test_when_much_has_changed_all_calls_are_scored_again(town: JobDeps) -> None:
    rows = [portal_row(f"NEW-{n}", title="Lakes", descriptionByte=text(n)) for n in range(3)]
    town.portal.rows += rows
    crawl.run(town, NOW)  # type: ignore[arg-type]
    assert match.run(town, NOW).scored == 2 * 15  # type: ignore[arg-type]
