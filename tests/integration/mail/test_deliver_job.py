"""Handing over what the ledger holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.digests
import db.pauses
from db.records import Contact, Mail, MailState
from tests.integration.mail.conftest import ListTransport, Town
from tests.letters import NOW, SENDER, TECH, TOWN
from watcher.config.sourcefile import SourceFile
from watcher.demo.smtp import DemoSmtp
from watcher.desk import status
from watcher.jobs import deliver, digest
from watcher.jobs.deliver import CLAIM, DeliverReport
from watcher.jobs.patience import relay_name
from watcher.mail.smtp import Relay, SmtpTransport
from watcher.mail.transport import Outcome, Still, Verdict, always, taken_over


@pytest.fixture
def queued(town: Town) -> Town:
    """Three contacts with a digest each waiting."""
    people = tuple(Contact(f"c{n}", f"Namn {n}", f"c{n}@example.org") for n in range(3))
    town.has(replace(TOWN, departments=(replace(TECH, contacts=people),)))
    town.match_all(town.calls(1))
    digest.run(town.deps, NOW)
    return town


def states(town: Town) -> list[MailState]:
    return [m.state for m in town.mails()]


def test_the_outbox_gets_every_digest_once(queued: Town) -> None:
    assert deliver.run(queued.deps, NOW) == DeliverReport(sent=3)
    week = queued.folder / "outbox" / "2026-W48"
    names = {f"c{n}@example.org.{kind}" for n in range(3) for kind in ("eml", "html")}
    assert {p.name for p in week.iterdir()} == names
    assert deliver.run(queued.deps, NOW) == DeliverReport()
    assert {m.sent for m in queued.mails()} == {NOW}


@pytest.mark.parametrize(
    ("verdict", "report", "expected"),
    [
        (Verdict.REFUSED, DeliverReport(sent=2, failed=1), MailState.FAILED),
        (Verdict.LATER, DeliverReport(sent=2, later=1), MailState.QUEUED),
        (Verdict.IN_DOUBT, DeliverReport(sent=2, in_doubt=1), MailState.QUEUED),
    ],
)
def test_one_recipients_trouble_is_nobody_elses(
    queued: Town, verdict: Verdict, report: DeliverReport, expected: MailState
) -> None:
    queued.transport = ListTransport([Verdict.SENT, verdict])
    assert deliver.run(queued.deps, NOW) == report
    assert states(queued) == [MailState.SENT, expected, MailState.SENT]


@pytest.mark.parametrize("verdict", [Verdict.RELAY_DOWN, Verdict.OUR_FAULT])
def test_when_nothing_gets_through_the_rest_is_not_tried(queued: Town, verdict: Verdict) -> None:
    queued.transport = transport = ListTransport([Verdict.SENT, verdict])
    report = deliver.run(queued.deps, NOW)
    assert report == DeliverReport(sent=1, waiting=2, stopped="svar", alarm=verdict is Verdict.OUR_FAULT)
    assert (len(transport.sent), transport.closed) == (2, 1)
    assert states(queued) == [MailState.SENT, MailState.QUEUED, MailState.QUEUED]


def test_in_doubt_goes_once_more_and_then_no_more(queued: Town) -> None:
    queued.transport = transport = ListTransport([Verdict.IN_DOUBT, Verdict.SENT, Verdict.SENT, Verdict.IN_DOUBT])
    for _ in range(3):
        deliver.run(queued.deps, NOW)
    assert states(queued) == [MailState.IN_DOUBT, MailState.SENT, MailState.SENT]
    assert [m.contact_id for m in transport.sent] == ["c0", "c1", "c2", "c0"]
    assert transport.sent[0].message == transport.sent[3].message


def test_another_process_claims_are_left_alone_until_they_end(queued: Town) -> None:
    with queued.database.write() as tx:
        first = db.digests.due(tx, NOW)[0]
        assert db.digests.claim(tx, first.id, "other", NOW + CLAIM)
    queued.transport = ListTransport()
    assert deliver.run(queued.deps, NOW).sent == 2
    assert deliver.run(queued.deps, NOW + CLAIM - dt.timedelta(seconds=1)).sent == 0
    assert deliver.run(queued.deps, NOW + CLAIM).sent == 1


def test_over_smtp_every_contact_gets_the_stored_message(queued: Town) -> None:
    with DemoSmtp() as server:
        queued.transport = SmtpTransport(Relay.from_url(server.url), SENDER.mail_from)
        assert deliver.run(queued.deps, NOW) == DeliverReport(sent=3)
        stored = {r.recipient: r.message for r in server.stored}
    assert stored == {m.address: m.message for m in queued.mails(bodies=True)}
    assert server.said.count("EHLO") == 1, "one connection serves the whole run"


@pytest.mark.parametrize("fault", ["rcpt:450", "dot:451", "connect:421", "mail:451", "data:drop", "body:reset"])
def test_a_passing_fault_loses_and_doubles_nothing(queued: Town, fault: str) -> None:
    with DemoSmtp(fault=fault, times=1) as server:
        queued.transport = SmtpTransport(Relay.from_url(server.url), SENDER.mail_from)
        for minutes in (0, 5):
            deliver.run(queued.deps, NOW + dt.timedelta(minutes=minutes))
        assert sorted(r.recipient for r in server.stored) == [f"c{n}@example.org" for n in range(3)]
    assert set(states(queued)) == {MailState.SENT}


def test_a_lost_answer_doubles_with_the_same_message_id(queued: Town) -> None:
    with DemoSmtp(fault="dot:drop", times=1) as server:
        queued.transport = SmtpTransport(Relay.from_url(server.url), SENDER.mail_from)
        for _ in range(2):
            deliver.run(queued.deps, NOW)
        copies = [r.message for r in server.stored if r.recipient == "c0@example.org"]
    assert len(copies) == 2
    assert copies[0] == copies[1]
    assert set(states(queued)) == {MailState.SENT}


def later(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def test_a_relay_that_is_down_is_left_alone_longer_and_longer(queued: Town) -> None:
    queued.transport = transport = ListTransport([Verdict.RELAY_DOWN] * 100)
    tried = []
    for minute in range(120):
        before = len(transport.sent)
        assert deliver.run(queued.deps, later(minute)).waiting == 3
        tried += [minute] * (len(transport.sent) - before)
    assert tried == [0, 1, 3, 8, 23, 53, 83, 113]
    stopped = deliver.run(queued.deps, later(119.5)).stopped
    assert stopped == "svar; nytt försök måndag 23 november kl. 09.23"


def test_who_runs_the_service_is_told_of_what_waits(queued: Town) -> None:
    queued.transport = ListTransport([Verdict.RELAY_DOWN, Verdict.SENT, Verdict.LATER])
    deliver.run(queued.deps, NOW)
    assert told(queued, NOW) == (
        ["e-postservern svarar inte som den ska (svar); nytt försök måndag 23 november kl. 07.01"],
        [],
    )
    deliver.run(queued.deps, later(2))
    warnings, notes = told(queued, later(3))
    assert warnings == []
    assert notes == ["1 mottagare tog inte emot brevet senast; nytt försök tidigast måndag 23 november kl. 07.07"]


def told(town: Town, now: dt.datetime) -> tuple[list[str], list[str]]:
    """What ``status`` says of delivery."""
    found = status.status(town.database, SourceFile(()), now)
    return [w for w in found.warnings if "postserver" in w], [n for n in found.notes if "mottagare" in n]


def test_a_relay_that_works_again_is_forgotten(queued: Town) -> None:
    queued.transport = ListTransport([Verdict.RELAY_DOWN, Verdict.RELAY_DOWN])
    for minute in (0, 1, 3):
        report = deliver.run(queued.deps, later(minute))
    assert report == DeliverReport(sent=3)
    with queued.database.read() as tx:
        assert db.pauses.of_relay(tx, "outbox") is None


def test_another_relay_is_tried_at_once(queued: Town) -> None:
    queued.transport = ListTransport([Verdict.OUR_FAULT])
    assert deliver.run(queued.deps, NOW).alarm
    queued.smtp_url = "smtp://user:hemligt@mail.example"
    assert deliver.run(queued.deps, NOW).sent == 3
    assert "hemligt" not in relay_name(queued.deps.settings)


def test_a_clock_set_back_does_not_prolong_a_pause(queued: Town) -> None:
    queued.transport = ListTransport([Verdict.RELAY_DOWN])
    deliver.run(queued.deps, NOW + dt.timedelta(days=1))
    assert deliver.run(queued.deps, NOW).sent == 3


def test_a_recipient_who_is_to_come_later_is_tried_more_and_more_seldom_and_then_given_up(queued: Town) -> None:
    queued.transport = transport = ListTransport([Verdict.LATER, Verdict.SENT, Verdict.SENT, *[Verdict.LATER] * 100])
    tried = []
    for quarter in range(6 * 24 * 12):
        before = len(transport.sent)
        deliver.run(queued.deps, later(5 * quarter))
        tried += [5 * quarter] * (len(transport.sent) - before)
    assert tried[2:9] == [0, 5, 15, 35, 95, 215, 455]
    assert states(queued) == [MailState.FAILED, MailState.SENT, MailState.SENT]
    assert "gav upp" in (queued.mails()[0].reason or "")
    assert max(tried) == tried[-1] <= 5 * 24 * 60 + 240


def test_greylisting_costs_one_try_each(queued: Town) -> None:
    with DemoSmtp(fault="rcpt:450", times=3) as server:
        queued.transport = SmtpTransport(Relay.from_url(server.url), SENDER.mail_from)
        assert deliver.run(queued.deps, NOW).later == 3
        assert deliver.run(queued.deps, later(4)) == DeliverReport()
        assert deliver.run(queued.deps, later(5)).sent == 3
    assert server.said.count("RCPT") == 6


def test_a_sender_that_was_taken_for_dead_hands_nothing_over(queued: Town) -> None:
    """It claims and sleeps past its claim; another sends the mail; it wakes up and asks before the final dot."""
    other = ListTransport()

    class Sleeper(ListTransport):
        def send(self, mail: Mail, still: Still = always) -> Outcome:
            if not other.sent:
                deliver.run(replace(queued.deps, transport=other), NOW + CLAIM + dt.timedelta(minutes=1))
            return super().send(mail, still) if still() else taken_over()

    sleeper = Sleeper()
    deliver.run(replace(queued.deps, transport=sleeper), NOW)
    assert sorted(m.contact_id for m in (*other.sent, *sleeper.sent)) == ["c0", "c1", "c2"]
    assert states(queued) == [MailState.SENT] * 3
    with queued.database.read() as tx:
        assert not db.pauses.of_recipients(tx), "nobody asked to wait"
