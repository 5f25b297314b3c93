"""Signed links are put in when a mail leaves, and only where a template asked for one."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from db.records import Contact, Mail
from tests.letters import FULL, NOW, SENDER, TOWN, mail, match, material, weekly
from watcher.mail.links import LinkedTransport, Links
from watcher.mail.message import Rendered, build
from watcher.mail.render import unmarked
from watcher.mail.transport import Outcome, Still, Verdict, always
from watcher.rules.tokens import Grant, Purpose, read

KEYS = ("k" * 32,)
URL = "https://bidrag.example.org"
MARKS = (
    "Avsluta: [[link:unsubscribe]]\n\nVi söker: [[link:take:17:soker]] Åäö\n"
    + "lång rad " * 30
    + "[[link:preferences]]"
)


def marked(address: str = "anna@example.org") -> Mail:
    html = f"<p>{MARKS}</p>"
    message = build(Rendered("Hej", MARKS, html), organisation=TOWN, contact=Contact("anna", "Anna Ek", address),
                    sender=SENDER, kind="weekly", key="2026-W48", now=NOW)  # fmt: skip
    return replace(mail(), message=message, html=html)


def parsed(sent: Mail) -> EmailMessage:
    found = BytesParser(policy=policy.default).parsebytes(sent.message)
    assert isinstance(found, EmailMessage)
    return found


def texts(sent: Mail) -> list[str]:
    return [part.get_content() for part in parsed(sent).walk() if part.get_content_maintype() == "text"] + [sent.html]


def test_without_pages_a_mail_without_marks_leaves_as_it_is_stored() -> None:
    stored = mail()
    assert Links(KEYS, None).put_in(stored) is stored


def test_without_pages_a_mark_is_a_mail_to_who_answers() -> None:
    sent = Links(KEYS, None).put_in(marked())
    for text in texts(sent):
        assert "[[" not in text
        assert "mailto:dan@example.org?subject=Avsluta%20veckobrevet" in text
    assert parsed(sent)["List-Unsubscribe"] == "<mailto:dan@example.org?subject=Avsluta%20veckobrevet>"
    assert parsed(sent)["List-Unsubscribe-Post"] is None


def test_each_mark_becomes_a_link_that_can_be_read() -> None:
    stored = marked()
    sent = Links(KEYS, URL).put_in(stored)
    for text in texts(sent):
        found = re.findall(rf"{URL}/l/([a-z]+)/([\w.-]+)", text)
        grants = [read(KEYS, Purpose(purpose), token, NOW) for purpose, token in found]
        assert grants == [
            Grant(Purpose.UNSUBSCRIBE, "town", "anna"),
            Grant(Purpose.TAKE, "town", "anna", 17, "soker"),
            Grant(Purpose.PREFERENCES, "town", "anna"),
        ]
        assert "Åäö" in text
    assert b"/l/" not in stored.message


def test_unsubscribing_with_one_click_as_rfc_8058_has_it() -> None:
    sent = Links(KEYS, URL).put_in(mail())
    head = sent.message.partition(b"\r\n\r\n")[0].decode()
    assert "=?" not in head
    page, mailto = (word.strip(" <>") for word in parsed(sent)["List-Unsubscribe"].split(","))
    assert read(KEYS, Purpose.UNSUBSCRIBE, page.rpartition("/")[2], NOW) == Grant(Purpose.UNSUBSCRIBE, "town", "anna")
    assert mailto.startswith("mailto:")
    assert parsed(sent)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, sent.message.split(b"\r\n"))) < 998
    untouched = {k: v for k, v in parsed(sent).items() if not k.startswith("List-Uns")}
    assert untouched == {k: v for k, v in parsed(mail()).items() if not k.startswith("List-Uns")}
    assert sent.message.partition(b"\r\n\r\n")[2] == mail().message.partition(b"\r\n\r\n")[2]


def test_a_mail_sent_twice_is_the_same_bytes() -> None:
    assert Links(KEYS, URL).put_in(marked()) == Links(KEYS, URL).put_in(marked())


@pytest.mark.parametrize("mark", ["[[link:admin]]", "[[link:take:17:]]", "[[link:unsubscribe"])
def test_what_is_no_mark_gets_no_token(mark: str) -> None:
    found = Links(KEYS, URL)._filler(mail())(mark)
    assert "/l/" not in found


def test_a_title_from_outside_cannot_ask_for_a_link() -> None:
    evil = "https://evil.example/?t=[[link:unsubscribe]]"
    facts = replace(FULL.facts, title="Klicka [[link:unsubscribe]]", summary="[[[link:unsubscribe]]", url=evil)
    rendered = weekly(material([replace(FULL, facts=facts)], [match(1)]))
    assert "[[" not in rendered.subject + rendered.text + rendered.html
    assert "Klicka" in rendered.text


def test_values_that_are_finished_html_are_left_alone() -> None:
    class Html(str):
        def __html__(self) -> str:
            return self

    assert unmarked(Html("[[link:undo]]")) == "[[link:undo]]"
    assert unmarked(3) == 3


def test_a_mail_whose_links_cannot_be_put_in_is_refused_and_the_next_goes() -> None:
    class Way:
        sent = 0

        def send(self, _mail: Mail, _still: Still = always) -> Outcome:
            self.sent += 1
            return Outcome(Verdict.SENT)

        def close(self) -> None:
            self.sent += 10

    way = Way()
    linked = LinkedTransport(way, Links(KEYS, URL))
    broken = replace(
        mail(), message=mail().message.replace(b"\r\nList-Id:", b"\r\nList-Unsubscribe-Post: x\r\nList-Id:")
    )
    assert [linked.send(m).verdict for m in (broken, mail())] == [Verdict.REFUSED, Verdict.SENT]
    linked.close()
    assert way.sent == 11
