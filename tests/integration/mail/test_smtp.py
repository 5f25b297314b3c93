"""Every fault of every phase against a server that keeps its own ledger: the verdict must fit what was stored."""

from __future__ import annotations

import ssl
from dataclasses import replace

import pytest

from tests.letters import SENDER, mail
from watcher.demo.smtp import DemoSmtp
from watcher.fetch.pace import Pace
from watcher.mail.smtp import Relay, SmtpTransport, told, wire_form
from watcher.mail.transport import Outcome, Verdict

DOWN, FAULT, LATER, REFUSED, DOUBT, SENT = (
    Verdict.RELAY_DOWN,
    Verdict.OUR_FAULT,
    Verdict.LATER,
    Verdict.REFUSED,
    Verdict.IN_DOUBT,
    Verdict.SENT,
)
FAULTS = [
    *[(f"connect:{how}", DOWN) for how in ("drop", "stall", "421", "554", "garbage", "half")],
    *[(f"ehlo:{how}", DOWN) for how in ("drop", "stall", "502", "421")],
    ("mail:451", DOWN),
    ("mail:550", FAULT),
    ("mail:drop", DOWN),
    ("mail:stall", DOWN),
    ("rcpt:450", LATER),
    ("rcpt:421", LATER),
    ("rcpt:550", REFUSED),
    ("rcpt:drop", LATER),
    ("data:451", LATER),
    ("data:554", REFUSED),
    ("data:drop", LATER),
    ("data:stall", LATER),
    ("dot:451", LATER),
    ("dot:554", REFUSED),
    ("dot:drop", DOUBT),
    ("dot:reset", DOUBT),
    ("dot:stall", DOUBT),
    ("dot:half", DOUBT),
    ("dot:garbage", DOUBT),
    ("quit:drop", SENT),
    ("quit:stall", SENT),
    ("quit:451", SENT),
]


def transport(server: DemoSmtp, **changed: object) -> SmtpTransport:
    return SmtpTransport(replace(Relay.from_url(server.url), **changed), SENDER.mail_from)  # type: ignore[arg-type]


def attempt(server: DemoSmtp) -> Outcome:
    way = transport(server)
    outcome = way.send(mail())
    way.close()
    return outcome


@pytest.mark.parametrize(("fault", "verdict"), FAULTS)
def test_the_verdict_of_each_fault(fault: str, verdict: Verdict) -> None:
    with DemoSmtp(fault=fault) as server:
        outcome = attempt(server)
        stored = len(server.stored)
    assert outcome.verdict is verdict
    assert stored == (1 if verdict in (SENT, DOUBT) else 0)
    assert "@" not in outcome.detail


def test_a_connection_torn_inside_the_body_stores_nothing() -> None:
    """The body is larger than what the sockets hold, so that the break is felt before the dot."""
    large = replace(mail(), message=mail().message + b"line of text\r\n" * 2_000_000)
    with DemoSmtp(fault="body:reset") as server:
        way = transport(server)
        assert way.send(large).verdict is LATER
        assert server.stored == []


def test_a_mail_arrives_byte_for_byte() -> None:
    with DemoSmtp() as server:
        assert attempt(server).verdict is SENT
        (stored,) = server.stored
    assert stored.message == mail().message
    assert stored.recipient == "anna@example.org"
    assert "vakt@example.org" in stored.mail_from


@pytest.mark.parametrize("fault", ["rcpt:450", "rcpt:550", "data:451", "dot:554", "dot:drop"])
def test_the_next_mail_gets_through_after_a_fault_of_one(fault: str) -> None:
    with DemoSmtp(fault=fault, times=1) as server:
        way = transport(server)
        way.send(mail())
        assert way.send(mail("bo@example.org", contact_id="bo")).verdict is SENT
        way.close()
        assert server.stored[-1].recipient == "bo@example.org"


@pytest.mark.parametrize("how", ["drop", "421"])
def test_a_kept_connection_that_died_is_renewed(how: str) -> None:
    with DemoSmtp() as server:
        way = transport(server)
        assert way.send(mail()).verdict is SENT
        server.fault, server.times = f"mail:{how}", 1
        assert way.send(mail()).verdict is SENT
        way.close()
        assert len(server.stored) == 2


def test_without_starttls_nothing_is_said_in_clear() -> None:
    with DemoSmtp() as server:
        outcome = transport(server, scheme="smtp", user="u", password="hemligt").send(mail())
        assert outcome.verdict is FAULT
        assert "STARTTLS" in outcome.detail
        assert set(server.said) == {"EHLO"}


def test_a_server_that_speaks_no_tls_is_not_written_to() -> None:
    with DemoSmtp() as server:
        outcome = transport(server, scheme="smtps").send(mail())
        assert outcome.verdict in (FAULT, DOWN)
        assert server.stored == []


def test_a_server_without_login_is_our_settings_fault() -> None:
    with DemoSmtp() as server:
        outcome = transport(server, user="u", password="hemligt").send(mail())
        assert (outcome.verdict, "hemligt" in outcome.detail) == (FAULT, False)


def test_no_server_at_all_is_a_relay_down() -> None:
    with DemoSmtp() as server:
        pass
    assert attempt(server).verdict is DOWN


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://u%40x:p%3A@mail.example", Relay("smtp", "mail.example", 587, "u@x", "p:")),
        ("smtps://mail.example", Relay("smtps", "mail.example", 465)),
        ("smtp+plain://127.0.0.1:2525?timeout=2.5", Relay("smtp+plain", "127.0.0.1", 2525, timeout=2.5)),
        ("smtp://mail.example?timeout=soon", Relay("smtp", "mail.example", 587)),
    ],
)
def test_addresses_of_relays(url: str, relay: Relay) -> None:
    assert Relay.from_url(url) == relay


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        (b"a\n.\r\n..b\rc", b"a\r\n..\r\n...b\r\nc\r\n"),
        (b".a\r\n", b"..a\r\n"),
        (b"", b"\r\n"),
    ],
)
def test_dots_and_line_ends_on_the_wire(message: bytes, wire: bytes) -> None:
    assert wire_form(message) == wire


def test_what_is_told_has_no_address_and_one_line() -> None:
    assert told("nej", b"550 <anna@example.org>:\r\n unknown user") == "nej: 550 ‹adress›: unknown user"


def test_tls_is_checked_against_the_systems_authorities() -> None:
    way = SmtpTransport(Relay("smtp", "x", 1), SENDER.mail_from)
    context = way._tls()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_connection_carries_so_many_mails_and_no_more() -> None:
    with DemoSmtp() as server:
        way = transport(server, per_connection=2)
        assert {way.send(mail()).verdict for _ in range(5)} == {SENT}
        way.close()
        assert (server.said.count("EHLO"), len(server.stored)) == (3, 5)


def test_thirty_mails_a_minute_is_one_every_other_second() -> None:
    slept: list[float] = []
    with DemoSmtp() as server:
        relay = replace(Relay.from_url(server.url), per_minute=30)
        way = SmtpTransport(relay, SENDER.mail_from, pace=Pace(lambda: sum(slept), slept.append))
        assert {way.send(mail()).verdict for _ in range(4)} == {SENT}
        way.close()
    assert slept == [2.0, 2.0, 2.0]
