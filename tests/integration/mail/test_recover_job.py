"""Periods that came and went: recorded, folded, and nothing of what they would have told is lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.digests
from db.records import Contact, MailState, Run
from tests.integration.mail.conftest import WEEK, Town
from tests.letters import ANNA, LATER, NOW, TECH, TOWN
from watcher.jobs import deliver, digest, recover

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def runs(town: Town, kind: str | None = None) -> list[Run]:
    with town.database.read() as tx:
        return sorted(db.digests.runs(tx, "town", kind), key=lambda run: run.key)


def tick(town: Town, now: dt.datetime) -> list[str]:
    """What the service does, but for the crawl; the states of what was built."""
    recover.run(town.deps, now)
    built = digest.run(town.deps, now, only_due=True)
    deliver.run(town.deps, now)
    return [c.state for c in built.contacts]


def test_ten_weeks_outage_is_folded_into_one_digest(town: Town) -> None:
    first = town.calls(1, deadline=LATER)
    town.match_all(first)
    assert tick(town, NOW) == ["queued"]
    later = town.calls(2, 3, deadline=LATER)
    town.match_all([*first, *later])
    now = NOW + 10 * WEEK + DAY
    recover.run(town.deps, now)
    assert recover.run(town.deps, now).skipped == ()
    assert tick(town, now) == ["queued"]
    assert tick(town, now + HOUR) == []
    found = runs(town)
    assert [bool(run.reason) for run in found] == [False, *[True] * 9, False]
    assert (found[0].key, found[1].key, found[-1].key) == ("2026-W48", "2026-W49", "2027-W05")
    last = town.mails()[-1]
    assert (last.key, last.state, last.counts["new"]) == ("2027-W05", MailState.SENT, 2)
    assert last.note == "tar med det som 9 perioder utan brev skulle ha sagt: 2026-W49 till 2027-W04"


def test_one_missed_week_is_named(town: Town) -> None:
    tick(town, NOW)
    town.match_all(town.calls(1, deadline=LATER))
    tick(town, NOW + 2 * WEEK)
    assert town.mails()[-1].note == "tar med det som 1 period utan brev skulle ha sagt: 2026-W49"
    tick(town, NOW + 3 * WEEK)
    assert town.mails()[-1].note is None


def test_a_week_too_late_is_told_in_the_next(town: Town) -> None:
    town.settings["late_days"] = 2
    tick(town, NOW)
    town.match_all(town.calls(1, deadline=LATER))
    assert tick(town, NOW + WEEK + 3 * DAY) == []
    assert [run.reason for run in runs(town)][1:] == ["mer än 2 dagar sent: tas upp i nästa brev"]
    assert tick(town, NOW + 2 * WEEK) == ["queued"]
    assert town.mails()[-1].counts["new"] == 1


def test_quiet_weeks_are_told_in_the_next(town: Town) -> None:
    town.settings["quiet_weeks"] = ("49", "50")
    town.match_all(town.calls(1, deadline=LATER))
    tick(town, NOW)
    town.match_all(town.calls(2, deadline=LATER))
    assert tick(town, NOW + WEEK) == tick(town, NOW + 2 * WEEK) == []
    assert tick(town, NOW + 3 * WEEK) == ["queued"]
    assert [run.reason for run in runs(town)][1:3] == [f"vilovecka {n}: tas upp i nästa brev" for n in (49, 50)]


def test_each_contact_has_their_own_periods(town: Town) -> None:
    people = (
        replace(ANNA, frequency="daily"),
        Contact("bo", "Bo", "bo@example.org"),
        Contact("cilla", "Cilla", "cilla@example.org", frequency="monthly"),
    )
    town.has(replace(TOWN, departments=(replace(TECH, contacts=people),)))
    ids = town.calls(1, deadline=LATER)
    town.match_all(ids)
    for day in range(9):  # Monday 23 November to Tuesday 1 December
        if day == 3:
            ids += town.calls(2, deadline=LATER)
            town.match_all(ids)
        tick(town, NOW + day * DAY)
    told = {(m.contact_id, m.key): m.counts["new"] for m in town.mails() if m.state is MailState.SENT}
    assert told == {
        ("anna", "2026-11-23"): 1, ("anna", "2026-11-26"): 1,
        ("bo", "2026-W48"): 1, ("bo", "2026-W49"): 1,
        ("cilla", "2026-11"): 1, ("cilla", "2026-12"): 1,
    }  # fmt: skip
    assert [r.key for r in runs(town, "daily")] == [f"2026-11-{n}" for n in (23, 24, 25, 26, 27, 30)] + ["2026-12-01"]


def test_who_changes_frequency_is_not_told_twice(town: Town) -> None:
    town.match_all(town.calls(1, deadline=LATER))
    tick(town, NOW)
    daily = replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, frequency="daily"),)),))
    town.has(daily)
    assert tick(town, NOW + DAY) == ["silent"]
    assert recover.run(town.deps, NOW + DAY).skipped == ()


def test_a_daily_reader_hears_nothing_for_weeks_not_days(town: Town) -> None:
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, frequency="daily"),)),)))
    for day in range(40):
        tick(town, NOW + day * DAY)
    quiet = [m.key for m in town.mails() if m.kind == "quiet"]
    assert quiet == ["2026-12-21"], "after four silent weeks, and not again within the next two"


@pytest.mark.parametrize("wrong", [DAY, -HOUR, 365 * DAY])
def test_a_clock_that_was_wrong_for_a_while_costs_and_doubles_nothing(town: Town, wrong: dt.timedelta) -> None:
    ids = town.calls(1, deadline=LATER)
    town.match_all(ids)
    tick(town, NOW)
    tick(town, NOW + wrong)
    for week in range(1, 4):
        ids += town.calls(1 + week, deadline=LATER)
        town.match_all(ids)
        tick(town, NOW + week * WEEK)
    sent = [m for m in town.mails() if m.state is MailState.SENT]
    assert sum(m.counts["new"] for m in sent) == 4
    assert len(sent) == 4
    assert {m.key for m in sent} >= {"2026-W49", "2026-W50", "2026-W51"}


def test_a_first_digest_that_comes_late_says_which_weeks_had_none(town: Town) -> None:
    town.match_all(town.calls(1, deadline=LATER))
    assert tick(town, NOW + 2 * WEEK) == ["queued"]
    assert [r.key for r in runs(town) if r.reason] == ["2026-W48", "2026-W49"]
