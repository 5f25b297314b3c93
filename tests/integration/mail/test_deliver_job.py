"""Handing over what the ledger holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import db.digests
from db.records import Contact, MailState
from tests.integration.mail.conftest import ListTransport, Town
from tests.letters import NOW, SENDER, TECH, TOWN
from watcher.demo.smtp import DemoSmtp
from watcher.jobs import deliver, digest
from watcher.jobs.deliver import CLAIM, DeliverReport
from watcher.mail.smtp import Relay, SmtpTransport
from watcher.mail.transport import Verdict


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
        for _ in range(2):
            deliver.run(queued.deps, NOW)
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
