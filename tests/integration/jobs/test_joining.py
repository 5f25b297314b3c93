"""Crawls of several sources become calls: one call with many sightings, on both engines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest

import db.calls
import db.sightings
from db.engine import Database
from db.records import Budget, Call, Deadline, Section, Status
from tests.crawls import TRUST, crawl, shown
from watcher.config.trust import Trust
from watcher.desk import sightings
from watcher.errors import NotFound, UsageError
from watcher.jobs import joining

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LATER = (Deadline(dt.date(2027, 4, 15)),)

PORTAL = shown("eu", budget=Budget(total=5_000_000), status=Status.OPEN)
AGENCY = shown("agency", title="LIFE-2026-1: Water for towns", budget=Budget(rate=60), keywords=("water",))
ACCESS = shown("access", deadlines=LATER, sections=(Section("", "See LIFE-2026-1."),), regions=("Kronoberg",))


def calls(database: Database) -> list[Call]:
    with database.read() as tx:
        return db.calls.listing(tx, NOW, closed=True)


def moved(database: Database) -> list[str]:
    """Who has moved a deadline."""
    with database.read() as tx:
        return [r.source_id for r in db.calls.revisions(tx) if r.field == "deadlines"]


def test_three_sources_are_one_call_with_each_value_from_the_most_trusted(database: Database) -> None:
    for source, facts in (("agency", AGENCY), ("eu", PORTAL), ("access", ACCESS)):
        assert crawl(database, source, facts, now=NOW).new == 1
    [call] = calls(database)
    assert (call.facts.key, call.facts.title, call.facts.url) == (PORTAL.key, PORTAL.title, PORTAL.url)
    assert call.facts.budget == Budget(total=5_000_000, rate=60)
    assert (call.facts.keywords, call.facts.regions) == (("water",), ("Kronoberg",))
    assert set(call.sources) == {"eu", "agency", "access"}
    assert (call.origins["title"], call.origins["rate"], call.origins["regions"]) == ("eu", "agency", "access")
    [dispute] = call.disputes
    assert (dispute.field, dispute.said[0][0], dispute.said[-1]) == ("deadlines", "eu", ("access", ["2027-04-15"]))
    with database.read() as tx:
        own = {s.source_id: s.facts for s in db.sightings.of_call(tx, call.id)}
    assert own == {"eu": PORTAL, "agency": AGENCY, "access": ACCESS}


def test_the_order_of_arrival_changes_nothing(database: Database) -> None:
    found = set()
    sources = {"eu": PORTAL, "agency": AGENCY, "access": ACCESS}
    for n, order in enumerate(permutations(sources)):
        for source in order:
            facts = sources[source]
            other = replace(facts.key, external_id=f"{facts.key.external_id}-Q{n}")
            text = tuple(Section("", f"See LIFE-2026-1-Q{n}.") for _ in facts.sections)
            title = facts.title.replace("LIFE-2026-1", f"LIFE-2026-1-Q{n}")
            days = tuple(replace(d, date=d.date + n * DAY) for d in facts.deadlines)
            new = replace(facts, key=other, url=f"{facts.url}-Q{n}", sections=text, title=title, deadlines=days)
            crawl(database, source, new, now=NOW + n * DAY)
    made = calls(database)
    assert len(made) == 6
    for n, call in enumerate(made):
        plain = repr(replace(call.facts, deadlines=())).replace(f"-Q{n}", "")
        fields = tuple(d.field for d in call.disputes)
        found.add((plain, tuple(sorted(call.origins.items())), fields, tuple(sorted(call.sources))))
    assert len(found) == 1


def test_a_moved_deadline_is_one_change_and_names_who_moved_it(database: Database) -> None:
    for source, facts in (("eu", PORTAL), ("agency", AGENCY)):
        crawl(database, source, facts, now=NOW)
    for n, (source, facts) in enumerate((("eu", PORTAL), ("agency", AGENCY)), 1):
        assert crawl(database, source, replace(facts, deadlines=LATER), now=NOW + n * DAY).changed == 1
    [call] = calls(database)
    assert call.facts.deadlines == LATER
    assert call.disputes == ()
    assert moved(database) == ["eu"]


def test_what_a_less_trusted_source_says_is_disputed_and_not_chosen(database: Database) -> None:
    for source, facts in (("eu", PORTAL), ("agency", AGENCY)):
        crawl(database, source, facts, now=NOW)
    crawl(database, "agency", replace(AGENCY, deadlines=LATER), now=NOW + DAY)
    [call] = calls(database)
    assert call.facts.deadlines == PORTAL.deadlines
    assert [d.said for d in call.disputes] == [(("eu", ["2027-03-04"]), ("agency", ["2027-04-15"]))]
    assert moved(database) == []


def test_another_order_of_trust_merges_anew(database: Database) -> None:
    for source, facts in (("eu", PORTAL), ("agency", AGENCY)):
        crawl(database, source, facts, now=NOW)
    assert joining.regroup_all(database, TRUST, NOW) == 1
    assert joining.regroup_all(database, TRUST, NOW) == 0, "nothing has changed since"
    agency_first = Trust(orders={"title": ("agency",)}, sources=TRUST.sources)
    assert joining.regroup_all(database, agency_first, NOW + DAY) == 1
    [call] = calls(database)
    assert (call.facts.title, call.origins["title"]) == (AGENCY.title, "agency")
    assert call.facts.key == PORTAL.key


def test_siblings_stay_separate(database: Database) -> None:
    crawl(database, "eu", PORTAL, shown("eu", "LS-1"), now=NOW)
    crawl(database, "access", shown("access"), now=NOW)
    assert len(calls(database)) == 3


def test_a_split_sticks_and_a_merge_gives_the_same_call_again(database: Database) -> None:
    for source, facts in (("eu", PORTAL), ("agency", AGENCY)):
        crawl(database, source, facts, now=NOW)
    [before] = calls(database)
    stayed, went = sightings.split(database, TRUST, "life-2026-1", "agency", "Dan", NOW)
    assert (stayed.id, stayed.sources, went.sources) == (before.id, ("eu",), ("agency",))
    crawl(database, "agency", replace(AGENCY, keywords=("rain",)), now=NOW + DAY)
    joining.regroup_all(database, replace(TRUST, orders={"text": ("eu",)}), NOW + DAY)
    assert len(calls(database)) == 2, "the rules do not undo it"
    crawl(database, "agency", AGENCY, now=NOW + 2 * DAY)
    after = sightings.merge(database, TRUST, str(went.id), "LIFE-2026-1", "Dan", NOW + 2 * DAY)
    assert (after.id, after.facts, after.origins, after.sources) == (
        before.id, before.facts, before.origins, before.sources,
    )  # fmt: skip
    with database.read() as tx:
        assert db.calls.find(tx, "1") == after, "found by the agency's own number"
        assert [d.together for d in db.sightings.decisions(tx, [s.id for s in db.sightings.of_call(tx, after.id)])] == [
            False,
            True,
        ]


@pytest.mark.parametrize(
    ("first", "second", "error", "words"),
    [
        ("LIFE-2026-1", "nix", NotFound, "'nix' finns inte"),
        ("LIFE-2026-1", "life-2026-1", UsageError, "redan samma"),
        ("LIFE-2026-1", "LIFE-2026-LS-1", UsageError, "eu visar både"),
    ],
)
def test_a_merge_that_cannot_be(
    database: Database, first: str, second: str, error: type[Exception], words: str
) -> None:
    crawl(database, "eu", PORTAL, shown("eu", "LS-1"), now=NOW)
    with pytest.raises(error, match=words):
        sightings.merge(database, TRUST, first, second, "Dan", NOW)


@pytest.mark.parametrize(
    ("source", "error", "words"), [("nix", NotFound, "visas av eu"), ("eu", UsageError, "bara av eu")]
)
def test_a_split_that_cannot_be(database: Database, source: str, error: type[Exception], words: str) -> None:
    crawl(database, "eu", PORTAL, now=NOW)
    with pytest.raises(error, match=words):
        sightings.split(database, TRUST, "LIFE-2026-1", source, "Dan", NOW)


def test_a_call_is_gone_only_when_all_have_dropped_it(database: Database) -> None:
    for source, facts in (("eu", PORTAL), ("agency", AGENCY)):
        crawl(database, source, facts, now=NOW)
    for n in (1, 2):
        crawl(database, "eu", now=NOW + n * DAY)
    assert calls(database)[0].gone_since is None
    for n in (3, 4):
        crawl(database, "agency", now=NOW + n * DAY)
    assert calls(database)[0].gone_since == NOW + 4 * DAY
