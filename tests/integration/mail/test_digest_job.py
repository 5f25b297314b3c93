"""The digest job against a real database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import policy
from email.parser import BytesParser

import pytest

import db.calls
import db.digests
from db.records import Contact, MailState
from tests.integration.mail.conftest import WEEK, Town
from tests.letters import ANNA, HEAT, HOMES, LATER, NOW, SOON, TECH, TOWN, facts, match
from watcher.errors import MailError, NotFound
from watcher.jobs import digest
from watcher.jobs.digest import ALREADY, FAILED, QUEUED, QUIET, SILENT


def states(report: digest.DigestReport) -> list[str]:
    return [c.state for c in report.contacts]


def test_a_first_digest_is_queued_and_never_again(town: Town) -> None:
    town.match_all(town.calls(1, 2))
    first = digest.run(town.deps, NOW)
    assert (first.key, states(first)) == ("2026-W48", [QUEUED])
    assert (first.contacts[0].new, first.contacts[0].coming) == (2, 2)
    assert first.contacts[0].subject == "Veckobrev v. 48: 2 nya utlysningar"
    assert states(digest.run(town.deps, NOW)) == [ALREADY]
    assert town.states() == [("weekly", "2026-W48", MailState.QUEUED)]


def test_the_next_week_without_news_is_recorded_and_sends_nothing(town: Town) -> None:
    town.match_all(town.calls(1))
    digest.run(town.deps, NOW)
    assert states(digest.run(town.deps, NOW + WEEK)) == [SILENT]
    assert town.states()[1] == ("weekly", "2026-W49", MailState.SKIPPED)


def test_a_moved_deadline_is_told_the_week_after_and_once(town: Town) -> None:
    (call_id,) = town.calls(1)
    town.match_all([call_id])
    digest.run(town.deps, NOW)
    town.change(call_id, facts(1, deadlines=(SOON,)), facts(1, deadlines=(LATER,)))
    second = digest.run(town.deps, NOW + WEEK)
    assert (second.contacts[0].new, second.contacts[0].changed) == (0, 1)
    html = town.mails(bodies=True)[1].html
    assert "Sista dag flyttad från 5 december 2026 kl. 17.00 till 17 september 2027 kl. 17.00" in html
    assert states(digest.run(town.deps, NOW + 2 * WEEK)) == [SILENT]


def test_what_the_source_announces_is_told_in_its_words_and_once(town: Town) -> None:
    (call_id,) = town.calls(1)
    town.match_all([call_id])
    digest.run(town.deps, NOW)
    known = facts(1, deadlines=(SOON,))
    town.change(call_id, known, replace(known, updates=("The budget table has been <corrected>.",)))
    second = digest.run(town.deps, NOW + WEEK)
    assert (second.contacts[0].new, second.contacts[0].changed) == (0, 1)
    html = town.mails(bodies=True)[1].html
    assert "Nytt från källan: ”The budget table has been &lt;corrected&gt;.”" in html
    assert states(digest.run(town.deps, NOW + 2 * WEEK)) == [SILENT]


def test_a_call_two_crawls_no_longer_show_is_told_as_such(town: Town) -> None:
    ids = town.calls(1, 2)
    town.match_all(ids)
    digest.run(town.deps, NOW)
    for hours in (1, 2):
        with town.database.write() as tx:
            db.calls.miss(tx, "eu", ids[1:], NOW + dt.timedelta(hours=hours))
    report = digest.run(town.deps, NOW + WEEK)
    assert report.contacts[0].gone == 1
    text = digest.preview(town.deps, NOW + WEEK, "anna").text
    assert "SYNS INTE LÄNGRE I KÄLLAN" in text
    assert "Sågs senast 23 november 2026" in text


def test_after_four_silent_weeks_one_short_mail(town: Town) -> None:
    found = [states(digest.run(town.deps, NOW + n * WEEK))[0] for n in range(10)]
    assert found == [SILENT] * 4 + [QUIET] + [SILENT] * 4 + [QUIET]
    quiet = [m for m in town.mails(bodies=True) if m.kind == "quiet"]
    assert quiet[0].subject.endswith("inga nya träffar, 1 källa genomsökt")
    assert len({(m.key, m.state) for m in town.mails() if m.state is MailState.QUEUED}) == 2


def test_one_mail_a_person_however_many_departments(town: Town) -> None:
    works = replace(TECH, id="works", name="Arbete och välfärd", areas=(HOMES,))
    town.has(replace(TOWN, departments=(replace(TECH, areas=(HEAT,)), works)))
    call_id = town.calls(1)[0]
    town.matched(match(call_id), match(call_id, HOMES, 0.2))
    assert states(digest.run(town.deps, NOW)) == [QUEUED]
    text = digest.preview(town.deps, NOW, "ANNA@example.org").text
    assert "Passar också här" in text
    assert "Tekniska förvaltningen och" in text


def test_a_department_out_of_force_is_left_out(town: Town) -> None:
    town.has(replace(TOWN, departments=(replace(TECH, valid_to=dt.date(2026, 11, 22)),)))
    town.match_all(town.calls(1))
    assert digest.run(town.deps, NOW).contacts == ()
    with pytest.raises(NotFound):
        digest.preview(town.deps, NOW, "anna")


def test_what_is_set_up_for_one_contact_does_not_close_the_week(town: Town) -> None:
    bo = Contact("bo", "Bo", "bo@example.org")
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(ANNA, bo)),)))
    town.match_all(town.calls(1))
    assert states(digest.run(town.deps, NOW, only_contact="bo")) == [QUEUED]
    with town.database.read() as tx:
        assert db.digests.run_keys(tx, "town", "weekly") == {}
    assert states(digest.run(town.deps, NOW)) == [QUEUED, ALREADY]
    with town.database.read() as tx:
        assert list(db.digests.run_keys(tx, "town", "weekly")) == ["2026-W48"]


def test_an_unknown_contact_is_said_to_be_so(town: Town) -> None:
    with pytest.raises(NotFound, match="finns inte"):
        digest.run(town.deps, NOW, only_contact="nobody")


def test_a_look_stores_nothing(town: Town) -> None:
    town.match_all(town.calls(1))
    assert states(digest.run(town.deps, NOW, record=False)) == [QUEUED]
    shown = digest.preview(town.deps, NOW, "anna")
    assert (shown.state, shown.subject) == (QUEUED, "Veckobrev v. 48: 1 ny utlysning")
    assert town.mails() == []


def test_the_preview_of_a_stored_mail_is_that_mail(town: Town) -> None:
    town.match_all(town.calls(1))
    before = digest.preview(town.deps, NOW, "anna")
    digest.run(town.deps, NOW)
    town.match_all(town.calls(2))
    after = digest.preview(town.deps, NOW, "anna")
    assert after == replace(before, state=ALREADY)


def test_the_preview_of_silence_says_why(town: Town) -> None:
    assert digest.preview(town.deps, NOW, "anna") == digest.Preview(SILENT, reason="inget nytt")


def test_a_bad_address_stops_nobody_else_and_is_tried_again(town: Town) -> None:
    bad = Contact("bo", "Bo", "bo at example")
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(bad, ANNA)),)))
    town.match_all(town.calls(1))
    report = digest.run(town.deps, NOW)
    assert states(report) == [FAILED, QUEUED]
    assert "e-postadress" in report.contacts[0].reason
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(replace(bad, email="bo@example.org"), ANNA)),)))
    assert states(digest.run(town.deps, NOW)) == [QUEUED, ALREADY]


def test_a_sender_that_cannot_be_used_builds_nothing(town: Town) -> None:
    town.match_all(town.calls(1))
    town.mail_from = "vakt@example..org"
    with pytest.raises(MailError):
        digest.run(town.deps, NOW)
    assert town.mails() == []


def test_the_stored_message_is_whole(town: Town) -> None:
    town.match_all(town.calls(1))
    digest.run(town.deps, NOW)
    (mail,) = town.mails(bodies=True)
    message = BytesParser(policy=policy.default).parsebytes(mail.message)
    html = message.get_body(("html",))
    assert html is not None
    assert " ".join(html.get_content().split()) == " ".join(mail.html.split())
    assert message["Subject"] == mail.subject
