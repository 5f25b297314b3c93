from __future__ import annotations

import pytest

from watcher.mail import dsn
from watcher.mail.dsn import Bounce

REPORT = """\
From: MAILER-DAEMON@relay.example
To: vakt@example.org
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/{kind}

Reporting-MTA: dns; relay.example
Arrival-Date: Mon, 23 Nov 2026 07:00:00 +0100

{recipients}

--b
Content-Type: {returned}

Message-ID: <weekly.2026-W48.abc@example.org>
Subject: Veckobrev

--b--
"""
ANNA = """\
Final-Recipient: rfc822; Anna@Example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user"""


def report(*recipients: str, kind: str = "delivery-status", returned: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(recipients="\n\n".join(recipients), kind=kind, returned=returned).encode()


@pytest.mark.parametrize("kind", ["delivery-status", "global-delivery-status"])
@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_permanent_failure_names_the_address_and_the_mail(kind: str, returned: str, end: bytes) -> None:
    raw = report(ANNA.format(action="failed", status="5.1.1"), kind=kind, returned=returned).replace(b"\n", end)
    found = dsn.read(raw)
    assert found is not None
    assert (found.bounces, found.temporary) == ((Bounce("anna@example.org", "5.1.1"),), 0)
    assert found.message_id == "<weekly.2026-W48.abc@example.org>"


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.4.7"), ("delivered", "2.1.5"), ("failed", "x"),
                           ("delayed", "5.1.1")],
)  # fmt: skip
def test_what_may_work_another_time_is_no_bounce(action: str, status: str) -> None:
    found = dsn.read(report(ANNA.format(action=action, status=status)))
    assert found is not None
    assert (found.bounces, found.temporary) == ((), 1)


def test_several_recipients_and_the_address_as_we_wrote_it() -> None:
    other = "Original-Recipient: rfc822;bo@example.org\nFinal-Recipient: rfc822;bo@inner.example\nAction: failed\n"
    found = dsn.read(report(ANNA.format(action="failed", status="5.1.1 (bad)"), other + "Status: 5.7.1"))
    assert found is not None
    assert [b.address for b in found.bounces] == ["anna@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\x00", b"Subject: Out of office\n\nI am away. 5.1.1 anna@example.org", b"Content-Type: x/y\n\n"]
)
def test_other_mail_is_no_report(raw: bytes) -> None:
    assert dsn.read(raw) is None


def test_a_report_without_recipients_has_none() -> None:
    found = dsn.read(report("Final-Recipient: x400; whatever\nAction: failed\nStatus: 5.1.1"))
    assert found is not None
    assert found.bounces == ()
