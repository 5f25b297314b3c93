"""One call out of what its sources say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Budget, Clues, Deadline, Said, Section, Seen, Shares, Status
from tests.crawls import TRUST, shown
from watcher.rules.disputes import FACTS, said_text
from watcher.rules.merged import merged, origin_of
from watcher.rules.placing import placements

EARLY, LATE = (Deadline(dt.date(2027, 1, 5)),), (Deadline(dt.date(2027, 2, 5)),)
TEXT = (Section("Scope", "Water."),)


def test_one_source_is_believed_in_all() -> None:
    found = merged([Said("access", shown("access"))], TRUST)
    assert (found.facts, found.origins, found.disputes) == (shown("access"), {}, ())


def test_what_the_most_trusted_does_not_say_comes_from_the_next() -> None:
    portal = shown("eu", deadlines=())
    agency = shown("agency", sections=TEXT, summary="Water.", keywords=("rain",), opening=dt.date(2026, 12, 1))
    found = merged([Said("agency", agency), Said("eu", portal)], TRUST)
    assert (found.facts.key, found.facts.title, found.facts.url) == (portal.key, portal.title, portal.url)
    assert (found.facts.sections, found.facts.summary, found.facts.keywords) == (TEXT, "Water.", ("rain",))
    assert (found.facts.deadlines, found.facts.opening) == (agency.deadlines, dt.date(2026, 12, 1))
    assert (origin_of(found, "summary"), origin_of(found, "call_title"), origin_of(found, "action_type")) == (
        "agency", "eu", "eu",
    )  # fmt: skip


def test_a_text_in_another_language_is_not_put_under_the_title() -> None:
    agency = shown("agency", language="sv", sections=TEXT, summary="Vatten.")
    found = merged([Said("eu", shown("eu")), Said("agency", agency)], TRUST).facts
    assert (found.language, found.sections, found.summary) == ("en", (), "")


def test_money_and_rate_may_come_from_two_sources() -> None:
    portal = shown("eu", budget=Budget(total=10, currency="EUR"))
    agency = shown("agency", budget=Budget(total=99, currency="SEK", rate=60, shares=Shares(eu=60)))
    found = merged([Said("eu", portal), Said("agency", agency)], TRUST)
    assert found.facts.budget == Budget(total=10, currency="EUR", rate=60, shares=Shares(eu=60))
    assert [(d.field, d.said) for d in found.disputes] == [("total", (("eu", "10 EUR"), ("agency", "99 SEK")))]


@pytest.mark.parametrize(
    ("portal", "agency", "fields"),
    [
        ({"deadlines": EARLY}, {"deadlines": LATE}, ["deadlines"]),
        ({"deadlines": (*EARLY, *LATE)}, {"deadlines": LATE}, []),
        ({"deadlines": EARLY}, {"deadlines": ()}, []),
        ({"status": Status.OPEN}, {"status": Status.CLOSED}, ["status"]),
        ({"status": Status.OPEN}, {"status": Status.FORTHCOMING}, []),
        ({"status": Status.OPEN}, {"status": Status.UNKNOWN}, []),
        ({"opening": dt.date(2026, 1, 1)}, {"opening": dt.date(2026, 1, 2)}, ["opening"]),
        ({"budget": Budget(rate=60)}, {"budget": Budget(rate=75)}, ["rate"]),
        ({"budget": Budget(minimum=1)}, {"budget": Budget(minimum=2, maximum=9)}, ["minimum"]),
    ],
)
def test_only_what_a_reader_must_know_is_disputed(
    portal: dict[str, Any], agency: dict[str, Any], fields: list[str]
) -> None:
    base: dict[str, Any] = {"deadlines": ()}
    said = [Said("agency", shown("agency", **base | agency)), Said("eu", shown("eu", **base | portal))]
    found = merged(said, TRUST)
    assert [d.field for d in found.disputes] == fields
    assert all(d.said[0][0] == "eu" for d in found.disputes)
    assert all(FACTS[d.field] and all(said_text(d.field, v) for _, v in d.said) for d in found.disputes)


def test_what_could_not_be_read_is_told_only_where_nobody_else_gave_it() -> None:
    portal = shown("eu", deadlines=(), unread={"deadlines": "31/02/2027", "budget": "see annex"})
    agency = shown("agency", deadlines=EARLY)
    found = merged([Said("agency", agency), Said("eu", portal)], TRUST).facts
    assert (found.deadlines, dict(found.unread)) == (EARLY, {"budget": "see annex"})


SOURCES = st.permutations(["eu", "agency", "access"])
FACTS_MADE = st.fixed_dictionaries(
    {
        "deadlines": st.sampled_from([(), EARLY, LATE]),
        "status": st.sampled_from(list(Status)),
        "keywords": st.sampled_from([(), ("a",), ("b",)]),
        "budget": st.sampled_from([Budget(), Budget(total=1), Budget(rate=50), Budget(total=2, rate=70)]),
    }
)


@given(SOURCES, st.lists(FACTS_MADE, min_size=3, max_size=3))
def test_the_order_of_what_is_said_changes_nothing(order: list[str], said: list[dict[str, Any]]) -> None:
    facts = {s: shown(s, **f) for s, f in zip(("eu", "agency", "access"), said, strict=True)}
    assert merged([Said(s, facts[s]) for s in order], TRUST) == merged([Said(s, f) for s, f in facts.items()], TRUST)


def test_a_stored_call_stays_with_its_most_trusted_sighting() -> None:
    portal, agency = Seen(1, "eu", "ft:1", Clues(), 7), Seen(2, "agency", "agency:1", Clues(), 7)
    apart = placements([(agency,), (portal,)], TRUST)
    assert [(p.members[0].id, p.call_id, p.settled) for p in apart] == [(2, None, False), (1, 7, False)]
    [joined] = placements([(portal, replace(agency, call_id=8))], TRUST)
    assert (joined.call_id, joined.absorbed, joined.settled) == (7, (8,), False)
    [kept] = placements([(portal, agency)], TRUST)
    assert kept.settled
