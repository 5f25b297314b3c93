"""The EU portal's adapter against made rows: what is read, refused and suspected."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from db.records import CallFacts, Deadline, SourceState, Status
from tests.fakes import FakeFetcher, portal_of, portal_row
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ParseError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.sources import sedia
from watcher.sources.base import SourceAnswer, SourceMemory
from watcher.sources.sedia.facts import funding_rate

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


def source(**options: Any) -> SourceConfig:
    return SourceConfig(
        "portal", "sedia", "Portalen", "https://portal.example/search", "en", dt.timedelta(days=1), options=options
    )


def crawl(rows: list[dict[str, Any]], *, total: int | None = None, known: int = 0, **options: Any) -> SourceAnswer:
    return sedia.read(source(**options), portal_of(rows, total), SourceMemory(NOW, rows=known))


def facts(**metadata: Any) -> CallFacts:
    (candidate,) = crawl([portal_row(**metadata)]).candidates
    return candidate.facts()


def test_the_question_has_json_parts_for_types_and_statuses() -> None:
    fetcher = portal_of([portal_row()])
    sedia.read(source(programmes=("43252405",)), fetcher, SourceMemory(NOW))
    (_, asked) = fetcher.asked[0]
    assert asked["params"] == {"apiKey": "SEDIA", "text": "***", "pageSize": "100", "pageNumber": "1"}
    assert asked["parts"]["query"]["bool"]["must"] == [
        {"terms": {"type": ["1", "8"]}},
        {"terms": {"status": ["31094501", "31094502"]}},
        {"terms": {"frameworkProgramme": ["43252405"]}},
    ]
    assert asked["parts"]["languages"] == ["en"]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ([{"day": "2026-05-03", "words": "<p>Page 12 is <b>new</b>.</p>"}], ("Page 12 is new.",)),
        ([{"a": "Second note here."}, {"a": "First note here."}, {"a": "Second note here."}],
         ("Second note here.", "First note here.")),
        ([{"day": "2026-05-03", "id": 7}, {"a": None}, "text", 5], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_what_the_portal_announced_is_kept_in_its_order(notes: list[Any], expected: tuple[str, ...]) -> None:
    assert facts(latestInfos=json.dumps(notes)).updates == expected


@pytest.mark.parametrize("broken", ["{", "", "7", "null", None])
def test_announcements_that_cannot_be_read_are_none(broken: Any) -> None:
    assert facts(latestInfos=broken).updates == ()


def test_every_page_is_read() -> None:
    rows = [portal_row(f"LIFE-{n}") for n in range(250)]
    answer = crawl(rows)
    assert (len(answer.candidates), answer.requests, answer.state, answer.complete) == (250, 3, SourceState.OK, True)


def test_rows_missing_after_a_second_reading_are_suspect_and_not_complete() -> None:
    answer = crawl([portal_row()], total=7)
    assert answer.state is SourceState.SUSPECT
    assert not answer.complete
    assert answer.requests == 4
    assert "7 rader men gav 1" in answer.notes[0]


def test_a_list_that_moved_while_it_was_read_is_read_again() -> None:
    rows = [portal_row(f"LIFE-{n}") for n in range(3)]
    totals = iter([4, 4, 3])

    def post(params: Any, parts: Any) -> Answer:
        shown = rows if params["pageNumber"] == "1" else []
        body = {"totalResults": next(totals), "results": shown}
        return Answer("https://portal.example/", 200, json.dumps(body).encode())

    answer = sedia.read(source(), FakeFetcher(on_post=post), SourceMemory(NOW))
    assert (answer.state, answer.requests) == (SourceState.OK, 3)


def test_an_ignored_filter_fails_the_source() -> None:
    with pytest.raises(SourceFailed, match="372564 träffar"):
        crawl([portal_row()], total=372_564)
    rows = [portal_row(f"LIFE-{n}") for n in range(90)] + [portal_row(f"T-{n}", type="0") for n in range(10)]
    with pytest.raises(SourceFailed, match="10 av 100"):
        crawl(rows)


def test_a_few_rows_outside_the_filter_are_rejected_one_by_one() -> None:
    rows = [portal_row(f"LIFE-{n}") for n in range(95)] + [portal_row(f"T-{n}", status="31094503") for n in range(5)]
    answer = crawl(rows)
    assert (len(answer.candidates), answer.rejected) == (95, 5)


def test_no_rows_fail_where_there_were_some_or_everything_was_asked() -> None:
    with pytest.raises(SourceFailed, match="inga rader"):
        crawl([])
    with pytest.raises(SourceFailed, match="inga rader"):
        crawl([], known=3, programmes=("43252405",))
    assert crawl([], programmes=("43252405",)).candidates == []


@pytest.mark.parametrize("body", [b"<html>maintenance</html>", b'{"totalResults": 1, "res', b"[]", b"{}", b""])
def test_what_is_no_search_answer_is_an_error(body: bytes) -> None:
    fetcher = FakeFetcher(on_post=lambda _params, _parts: Answer("https://portal.example/", 200, body))
    with pytest.raises(ParseError, match="sida 1"):
        sedia.read(source(), fetcher, SourceMemory(NOW))


def test_only_rows_without_title_or_identity_are_rejected() -> None:
    rows = [portal_row(), portal_row("", content="Named"), portal_row("A-1", title="", content=""), {"odd": 1}]
    answer = crawl(rows, total=4)
    assert [c.key.external_id for c in answer.candidates] == ["LIFE-2027-SAP-NAT"]
    assert answer.rejected == 3


def test_a_topic_is_read_whole() -> None:
    overview = {
        "budgetTopicActionMap": {
            "1": [
                {"action": "LIFE-X-OTHER - LIFE Project Grants", "budgetYearMap": {"2026": "1"}, "expectedGrants": 1},
                {
                    "action": "LIFE-X - LIFE Project Grants",
                    "budgetYearMap": {"2026": "2000000", "2027": "1 500 000"},
                    "expectedGrants": 4,
                    "minContribution": 500000,
                    "maxContribution": 900000,
                },
            ]
        }
    }
    got = facts(
        identifier="LIFE-X",
        budgetOverview=json.dumps(overview),
        topicConditions="<p>Applicants may be public bodies. The funding rate is 60% of eligible costs.</p>",
        keywords=["LAKES", "LAKES", "WATER"],
        callTitle="Nature",
    )
    assert got.title == "Title of LIFE-X"
    assert (got.programme, got.action_type, got.status) == ("LIFE", "LIFE Project Grants", Status.OPEN)
    assert got.opening == dt.date(2026, 4, 21)
    assert got.deadlines == (Deadline(dt.date(2027, 9, 22)),)
    assert (got.budget.total, got.budget.minimum, got.budget.maximum) == (3_500_000, 500_000, 900_000)
    assert (got.budget.expected_grants, got.budget.rate) == (4, 60)
    assert "public bodies" in got.eligibility
    assert got.keywords == ("LAKES", "WATER")
    assert got.summary == "Lakes get well."
    assert got.unread == {}


@pytest.mark.parametrize(
    ("recorded", "read"),
    [
        (
            '<p>"&gt;General conditions1. Admissibility Conditions: Proposal page limit</p>',
            "1. Admissibility Conditions: ",
        ),
        ('<p>"&gt;Conditions1. Admissibility conditionsdescribed in section 5</p>', "1. Admissibility conditions"),
        ("<p>Conditions 1 to 3 apply to all applicants.</p>", "Conditions 1 to 3 apply to all"),
    ],
)
def test_conditions_begin_with_the_first_condition(recorded: str, read: str) -> None:
    assert facts(topicConditions=recorded).eligibility.startswith(read)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("The funding rate is 60% of eligible costs.", 60),
        ("Funding rate: 70 % for companies; municipalities and non-profit bodies 100 %.", None),
        ("Co-financing rate of up to 80 per cent. At least 20 % own share.", 80),
        ("At least 30 % of the budget goes to partners.", None),
        ("The funding rate is described in the call document.", None),
    ],
)
def test_a_rate_is_known_only_when_one_is_named(text: str, rate: int | None) -> None:
    assert funding_rate(text) == rate


def test_a_prefix_of_the_identifier_is_another_topic() -> None:
    overview = {"budgetTopicActionMap": {"1": [{"action": "LIFE-X-two-stage - A", "budgetYearMap": {"2026": 5}}]}}
    assert facts(identifier="LIFE-X", budgetOverview=json.dumps(overview)).budget.total is None


def test_values_that_cannot_be_read_are_unknown_with_their_raw_text() -> None:
    overview = {"budgetTopicActionMap": {"1": [{"action": "A-1 - X", "budgetYearMap": {"2026": "a lot"}}]}}
    got = facts(
        identifier="A-1",
        deadlineDate=["31/02/2026", "2027-02-01T00:00:00.000+0000"],
        frameworkProgramme="99999999",
        budgetOverview=[json.dumps(overview), "{not json"],
    )
    assert got.deadlines == (Deadline(dt.date(2027, 2, 1)),)
    assert got.programme is None
    assert got.unread == {"deadlines": "31/02/2026", "programme": "99999999", "budget": "a lot"}


def test_a_cascade_call_is_keyed_and_titled_by_itself() -> None:
    (candidate,) = crawl(
        [
            portal_row(
                "HORIZON-PARENT",
                type="8",
                reference="10304COMPETITIVE_CALLen",
                title="Parent topic",
                content="BOOST open call",
                url="https://portal.example/data/calls/1.json",
                row_url="https://portal.example/data/calls/1.json",
            )
        ]
    ).candidates
    got = candidate.facts()
    assert candidate.key.external_id == "10304COMPETITIVE_CALLen"
    assert got.title == "BOOST open call"
    assert got.url.endswith("/topic-details/HORIZON-PARENT")


def test_two_stages_are_numbered_in_order() -> None:
    dates = ["2027-09-22T00:00:00.000+0000", "2027-02-16T17:00:00.000+0000"]
    assert [(d.date.month, d.stage) for d in facts(deadlineModel="two-stage", deadlineDate=dates).deadlines] == [
        (2, 1),
        (9, 2),
    ]


def test_deadlines_come_from_actions_and_then_from_the_budget_map() -> None:
    action = json.dumps([{"deadlineDates": ["2027-03-01"]}])
    assert facts(deadlineDate=[], actions=action).deadlines == (Deadline(dt.date(2027, 3, 1)),)
    entry = {"action": "A-1 - X", "deadlineDates": ["2027-04-01"]}
    overview = json.dumps({"budgetTopicActionMap": {"1": [entry]}})
    assert facts(identifier="A-1", deadlineDate=[], budgetOverview=overview).deadlines == (
        Deadline(dt.date(2027, 4, 1)),
    )


def test_the_real_row_outranks_stubs_and_the_old_generation() -> None:
    rows = [
        portal_row("A-1", reference="1LIFEProjectGrants1690000000000"),
        portal_row("a-1", status=None, descriptionByte=None),
        portal_row("A-1"),
    ]
    ranks = [c.rank for c in crawl(rows).candidates]
    assert max(ranks) == ranks[2]


def test_the_hash_does_not_see_the_answers_own_version() -> None:
    a, b = portal_row(reference="1TOPICSen"), portal_row(reference="1TOPICSen")
    b["apiVersion"] = "9.9"
    one, other = (crawl([r]).candidates[0].raw_hash for r in (a, b))
    assert one == other
    assert crawl([portal_row(reference="1TOPICSen", title="Other")]).candidates[0].raw_hash != one
