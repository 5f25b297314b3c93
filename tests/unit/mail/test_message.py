"""Headers that nobody can add to, and a message that is the same every time."""

from __future__ import annotations

import datetime as dt
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Contact
from tests.letters import ANNA, NOW, SENDER, TOWN, mail
from watcher.errors import MailError
from watcher.mail import headers
from watcher.mail.message import Rendered, Sender, build

SMUGGLED = "=?utf-8?q?Utlysning=0D=0ABcc:_spy@evil.example?="


def message(
    subject: str = "Veckobrev", contact: Contact = ANNA, sender: Sender = SENDER, kind: str = "weekly"
) -> bytes:
    rendered = Rendered(subject, "Hej", "<p>Hej</p>")
    return build(rendered, organisation=TOWN, contact=contact, sender=sender, kind=kind, key="2026-W48", now=NOW)


def parsed(raw: bytes) -> EmailMessage:
    found = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(found, EmailMessage)
    return found


def test_the_headers_of_a_digest() -> None:
    found = parsed(message("Veckobrev v. 48: 12 nya utlysningar på svenska å"))
    assert found["From"] == "Bidragsvakt <vakt@example.org>"
    assert found["Reply-To"] == "Dan Ask <dan@example.org>"
    assert found["To"] == "Anna Ek <anna@example.org>"
    assert found["Subject"] == "Veckobrev v. 48: 12 nya utlysningar på svenska å"
    assert found["Date"].datetime == NOW
    assert found["Date"].datetime.utcoffset() == dt.timedelta(hours=1)
    assert found["List-Id"] == "<town.bidragsvakt.example.org>"
    assert found["List-Unsubscribe"] == "<mailto:dan@example.org?subject=Avsluta%20veckobrevet>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Content-Language"] == "sv"
    assert [p.get_content_type() for p in found.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_mail_is_the_same_bytes_and_has_its_own_message_id() -> None:
    assert message() == message()
    other = Contact("bo", "Bo", "bo@example.org")
    ids = {parsed(m)["Message-ID"] for m in (message(), message(kind="quiet"), message(contact=other))}
    assert len(ids) == 3


def test_reply_to_is_the_setting_before_the_coordinator() -> None:
    found = parsed(message(sender=Sender("vakt@example.org", "EU-kontoret <eu@example.org>")))
    assert found["Reply-To"] == "EU-kontoret <eu@example.org>"


def test_a_header_hidden_in_an_encoded_word_stays_a_word() -> None:
    found = parsed(message(SMUGGLED, Contact("x", SMUGGLED, "x@example.org")))
    assert found["Bcc"] is None
    assert found["Subject"] == "Utlysning Bcc: spy@evil.example"
    assert found["To"].addresses[0].addr_spec == "x@example.org"


def test_a_header_hidden_twice_stays_a_word_too() -> None:
    inner = "".join(f"={b:02X}" for b in SMUGGLED.encode())
    assert parsed(message(f"=?utf-8?q?{inner}?="))["Bcc"] is None


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_adds_a_header(subject: str, name: str) -> None:
    usual = parsed(message()).keys()
    assert parsed(message(subject, Contact("x", name, "x@example.org"))).keys() == usual


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "a b@example.org",
        "a@b@c",
        "a@example.org\nBcc: x@y.z",
        "å@example.org",
        "a@ö..x",
    ],
)
def test_what_is_no_address_is_refused_without_naming_it(address: str) -> None:
    with pytest.raises(MailError) as error:
        message(contact=Contact("x", "X", address))
    assert not address or address not in str(error.value)


def test_a_swedish_domain_is_written_in_its_wire_form() -> None:
    found = parsed(message(contact=Contact("x", "Åsa", "asa@växjö.example")))
    assert found["To"].addresses[0].addr_spec == "asa@xn--vxj-qla6g.example"


def test_a_message_whose_headers_are_not_the_intended_ones_is_not_sent() -> None:
    made = EmailMessage(policy=policy.SMTP)
    made["Subject"] = "Hej"
    made["Bcc"] = "spy@evil.example"
    with pytest.raises(MailError):
        headers.finished(made, b"\r\nText\r\n", ["Subject"])


def test_the_helper_makes_a_whole_mail() -> None:
    assert parsed(mail().message)["Message-ID"].startswith("<weekly.2026-W48.")
