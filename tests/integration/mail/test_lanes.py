"""The mails beside the digest on a real ledger: each sent once, and caught up when a run was missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.considerations
import db.digests
from db.records import Band, CallFacts, Contact, MailState, Person, Standing, StandingState
from db.standings import add
from db.workrecords import Stand
from tests.integration.mail.conftest import WEEK, Town
from tests.letters import ANNA, LATER, NOW, SOON, TECH, TOWN, facts, match
from watcher.config.unwatched import Unwatched
from watcher.desk import considering, letters
from watcher.errors import NotFound
from watcher.jobs import changes, confirm, deliver, digest, remind, summary, urgent

DAY = dt.timedelta(days=1)
SUNDAY = NOW - DAY


def strong(town: Town, *numbers: int) -> list[int]:
    ids = town.calls(*numbers)
    town.matched(*(match(i, band=Band.STRONG) for i in ids))
    return ids


def keys(town: Town, kind: str) -> list[str]:
    return [m.key for m in town.mails() if m.kind == kind]


def text(town: Town, kind: str) -> str:
    (html,) = [m.html for m in town.mails(bodies=True) if m.kind == kind]
    return html


def test_an_urgent_mail_goes_once_and_the_weekly_says_it_was_sent(town: Town) -> None:
    strong(town, 1)
    assert [urgent.run(town.deps, SUNDAY).queued for _ in range(3)] == [1, 0, 0]
    assert deliver.run(town.deps, SUNDAY).sent == 1
    town.calls(2)
    town.matched(match(1, band=Band.STRONG), match(2))
    report = digest.run(town.deps, NOW)
    assert report.contacts[0].new == 1
    weekly = text(town, "weekly")
    assert "Redan skickade" in weekly
    assert "Title of call 1" in weekly
    assert urgent.run(town.deps, NOW).queued == 0


def test_a_missed_urgent_mail_goes_later_and_what_the_weekly_told_does_not(town: Town) -> None:
    strong(town, 1)
    assert urgent.run(town.deps, NOW + 4 * DAY).queued == 1
    again = town.calls(2)
    town.matched(match(1, band=Band.STRONG), match(again[0], band=Band.STRONG))
    digest.run(town.deps, NOW + 5 * DAY)
    assert urgent.run(town.deps, NOW + 5 * DAY).queued == 0


def test_an_urgent_mail_that_failed_is_told_by_the_weekly(town: Town) -> None:
    strong(town, 1)
    urgent.run(town.deps, SUNDAY)
    with town.database.write() as tx:
        (mail,) = db.digests.mails(tx)
        db.digests.mark(tx, mail.id, MailState.CLAIMED, SUNDAY)
        db.digests.mark(tx, mail.id, MailState.FAILED, SUNDAY, "nej")
    assert digest.run(town.deps, NOW).contacts[0].new == 1


def test_a_moved_deadline_is_told_the_same_day_and_not_again(town: Town) -> None:
    (call_id,) = strong(town, 1)
    digest.run(town.deps, NOW)
    assert changes.run(town.deps, NOW).queued == 0
    town.change(call_id, facts(1, deadlines=(SOON,)), facts(1, deadlines=(LATER,)))
    assert [changes.run(town.deps, NOW + 8 * DAY).queued for _ in range(2)] == [1, 0]
    html = text(town, "changes")
    assert html.index("5 december 2026 kl. 17.00") < html.index("17 september 2027 kl. 17.00")
    later = digest.run(town.deps, NOW + 2 * WEEK).contacts
    assert [(c.new, c.changed) for c in later] == [(0, 0)], "only asked for a stand by now"


def watched(town: Town, call_id: int, owner: str | None = None) -> None:
    """Anna's department watches the call, or has given it to somebody."""
    item = considering.open_by_hand(town.database, "town", "tech", call_id, NOW)
    stand = Stand.DELEGATED if owner else Stand.WATCHING
    considering.take(town.database, item.id, stand, considering.Who("anna", "mail"), NOW, owner=owner)


def test_reminders_go_once_each_and_a_missed_one_goes_late(town: Town) -> None:
    """The deadline is Saturday 5 December: 9 working days from Monday, 7 from Wednesday."""
    (call_id,) = strong(town, 1)
    assert remind.run(town.deps, NOW).queued == 0, "nobody considers it"
    watched(town, call_id)
    sent = [remind.run(town.deps, NOW + n * DAY).queued for n in (0, 0, 1, 3, 4, 20)]
    assert sent == [1, 0, 0, 1, 0, 0], "14 late, 7 a day late, nothing after the deadline"
    assert keys(town, "remind") == [f"{call_id}.2026-12-05.14", f"{call_id}.2026-12-05.7"]
    assert remind.run(town.deps, NOW).queued == 0


def test_a_deadline_that_moves_is_reminded_of_anew(town: Town) -> None:
    (call_id,) = strong(town, 1)
    watched(town, call_id)
    remind.run(town.deps, NOW)
    later = replace(SOON, date=SOON.date + 2 * DAY)
    town.change(call_id, facts(1, deadlines=(SOON,)), facts(1, deadlines=(later,)))
    assert remind.run(town.deps, NOW).queued == 1


def test_who_was_given_a_call_is_reminded_and_nobody_else(town: Town) -> None:
    bea = Contact("bea", "Bea", "bea@example.org")
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(ANNA, bea)),)))
    (call_id,) = strong(town, 1)
    watched(town, call_id, owner="bea")
    assert remind.run(town.deps, NOW).queued == 1
    assert [m.contact_id for m in town.mails() if m.kind == "remind"] == ["bea"]


def left_to_lie(town: Town) -> None:
    """A strong match that nobody answers; Anna's deputy Bo gets no mail of his own."""
    town.has(
        replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, deputy=Person("Bo", "bo@example.org")),)),))
    )
    ids = town.calls(1, deadline=LATER)
    town.matched(*(match(i, band=Band.STRONG) for i in ids))


def test_a_stand_that_is_overdue_goes_to_the_reader_then_the_deputy_then_the_coordinator(town: Town) -> None:
    """Opened on 23 November, due on 14 December."""
    left_to_lie(town)
    told, lying = [], []
    for n in range(8):
        report = digest.run(town.deps, NOW + n * WEEK)
        told.append([c.contact_id for c in report.contacts if c.state == "queued"])
        summary.run(town.deps, NOW + n * WEEK)
        lying.append("svaret skulle ha kommit 14 december 2026" in town.mails(bodies=True)[-1].html)
    assert told[:2] == [["anna"], []]
    assert told[4] == ["anna"], "a week overdue by the calendar is less than five working days"
    assert told[-1] == ["anna", "bo@example.org"]
    assert lying[:4] == [False] * 4
    assert lying[-1]
    (week,) = [
        m.html for m in town.mails(bodies=True) if m.kind == "weekly" and (m.contact_id, m.key) == ("anna", "2026-W52")
    ]
    assert "Svaret skulle ha kommit 14 december 2026, för 5 arbetsdagar sedan" in week


def test_a_stand_ends_the_asking(town: Town) -> None:
    left_to_lie(town)
    digest.run(town.deps, NOW)
    with town.database.read() as tx:
        (item,) = db.considerations.listing(tx, "town")
    considering.take(town.database, item.id, Stand.WATCHING, considering.Who("anna", "mail"), NOW + DAY)
    assert [c.state for c in digest.run(town.deps, NOW + 4 * WEEK).contacts] == ["silent"]


def test_the_coordinators_week_counts_the_years_considerations(town: Town) -> None:
    left_to_lie(town)
    digest.run(town.deps, NOW)
    summary.run(town.deps, NOW)
    assert "1 öppnade: 0 besvarade i tid, 0 missade, 1 väntar." in text(town, "summary")


def test_the_coordinators_week_comes_once_from_the_digests_hour(town: Town) -> None:
    assert summary.run(town.deps, NOW - dt.timedelta(minutes=1)).queued == 0
    assert [summary.run(town.deps, NOW + n * DAY).queued for n in (0, 0, 1, 6, 7)] == [1, 0, 0, 0, 1]
    assert keys(town, "summary") == ["2026-W48", "2026-W49"]


def test_the_coordinators_week_names_what_needs_somebody(town: Town) -> None:
    nobody = replace(TECH, id="nobody", name="Kulturförvaltningen", areas=(), contacts=())
    town.has(replace(TOWN, departments=(TECH, nobody)))
    strong(town, 1)
    summary.run(town.deps, NOW)
    html = text(town, "summary")
    for words in ("Kulturförvaltningen: ingen kontaktperson", "Bostäder (Tekniska", "Alla brev kom fram"):
        assert words in html
    assert "2 saker att se över" in html


def test_the_coordinators_week_ends_with_what_nobody_watches_and_counts_it_as_nothing_to_do(town: Town) -> None:
    plan = Unwatched("plan", "Utlysningsplanen", "https://plan.example/", "Titta varje månad.")
    office = Unwatched("office", "Leaderkontoret", "", "Ring kontoret.")
    bare = replace(town.deps, sources=replace(town.deps.sources, unwatched=()))
    told = replace(town.deps, sources=replace(town.deps.sources, unwatched=(plan, office)))
    summary.run(bare, NOW)
    summary.run(told, NOW + 7 * DAY)
    before, after = (m for m in town.mails(bodies=True) if m.kind == "summary")
    assert "Bevakas inte" not in before.html
    for words in ("Bevakas inte – titta själva ibland", "Utlysningsplanen: https://plan.example/", "Ring kontoret"):
        assert words in after.html
    for mail in (before, after):
        assert "1 sak att se över" in mail.html, "the areas without any match, and nothing else"


def test_a_town_without_a_coordinator_has_no_summary(town: Town) -> None:
    town.has(replace(TOWN, coordinator=None))
    assert summary.run(town.deps, NOW).queued == 0


def test_a_new_contact_is_told_once_and_one_with_a_new_address_again(town: Town) -> None:
    assert [confirm.run(town.deps, NOW).queued for _ in range(2)] == [1, 0]
    assert "anna" not in keys(town, "confirm")[0]
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, email="ny@example.org"),)),)))
    assert confirm.run(town.deps, NOW).queued == 1


def test_who_has_had_mail_before_is_not_new(town: Town) -> None:
    strong(town, 1)
    digest.run(town.deps, NOW)
    assert confirm.run(town.deps, NOW).queued == 0
    second = Contact("cia", "Cia", "cia@example.org")
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(ANNA, second)),)))
    assert confirm.run(town.deps, NOW).queued == 1


def test_who_asks_for_english_gets_it(town: Town) -> None:
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, locale="en"),)),)))
    strong(town, 1)
    confirm.run(town.deps, NOW)
    digest.run(town.deps, NOW)
    assert [m.subject for m in town.mails()] == [
        "You are a contact person in Bidragsvakt for Tekniska förvaltningen",
        "Weekly digest, week 48: 1 new call",
    ]
    assert all(b"Content-Language: en" in m.message for m in town.mails(bodies=True))


@pytest.mark.parametrize("kind", letters.KINDS)
def test_every_kind_can_be_looked_at_and_nothing_is_stored(town: Town, kind: str) -> None:
    old: CallFacts = facts(1, deadlines=(SOON,))
    (call_id,) = strong(town, 1)
    digest.run(town.deps, NOW)
    town.change(call_id, old, facts(1, deadlines=(LATER,)))
    before = town.states()
    shown = letters.preview(town.deps, NOW, kind, "ANNA@example.org")
    assert shown.subject
    assert len(shown.text) > 200
    assert "<h1" in shown.html
    assert town.states() == before


def test_a_preview_for_nobody_or_of_nothing_says_so(town: Town) -> None:
    with pytest.raises(NotFound, match="kontakten nobody"):
        letters.preview(town.deps, NOW, "urgent", "nobody")
    with pytest.raises(NotFound, match="ingen utlysning"):
        letters.preview(town.deps, NOW, "urgent", "anna")
    town.has(replace(TOWN, coordinator=None))
    with pytest.raises(NotFound, match="samordnare"):
        letters.preview(town.deps, NOW, "summary", "anna")


def test_a_deputy_steps_in_for_urgent_mails_too(town: Town) -> None:
    deputy = replace(ANNA, deputy=Person("Bo", "bo@example.org"))
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(deputy,)),)))
    with town.database.write() as tx:
        add(tx, "town", Standing("anna", "anna@example.org", StandingState.UNSUBSCRIBED, NOW))
    strong(town, 1)
    urgent.run(town.deps, NOW)
    assert [m.address for m in town.mails()] == ["bo@example.org"]
