"""``mail test``: each phase said, and what to do about it."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Place
from watcher.demo.smtp import DemoSmtp

WHO = "nagon@example.org"


def test_a_mail_that_gets_through_shows_every_step(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSmtp() as server:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", server.url)
        done = place.run("mail", "test", WHO)
        assert [r.recipient for r in server.stored] == [WHO]
    for word in ("EHLO", "okrypterat", "MAIL", "RCPT", "DATA", "Gick bra: mottaget"):
        assert word in done.out
    assert WHO not in done.err


@pytest.mark.parametrize(
    ("fault", "steps", "verdict", "advice"),
    [
        ("connect:drop", 0, "relay_down", "brandväggen"),
        ("mail:550", 2, "our_fault", "mail_from"),
        ("rcpt:550", 3, "refused", "Kontrollera adressen"),
        ("rcpt:450", 3, "later", "grålistning"),
        ("dot:drop", 5, "in_doubt", "Se efter om brevet kom fram"),
    ],
)
def test_a_mail_that_does_not_says_where_it_stopped_and_what_to_do(
    place: Place, monkeypatch: pytest.MonkeyPatch, fault: str, steps: int, verdict: str, advice: str
) -> None:
    with DemoSmtp(fault=fault) as server:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", server.url)
        done = place.run("mail", "test", WHO, "--json", expect=1)
    assert (done.json["verdict"], len(done.json["steps"])) == (verdict, steps)
    assert advice in done.json["advice"]
    assert WHO not in done.out + done.err


def test_starttls_is_required(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSmtp() as server:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", server.url.replace("smtp+plain", "smtp"))
        assert "STARTTLS" in place.run("mail", "test", WHO, expect=1).out
        assert server.stored == []


def test_without_a_relay_it_is_a_file(place: Place) -> None:
    done = place.run("mail", "test", WHO)
    assert "outbox" in done.out
    assert len(list(place.folder.glob("outbox/*/*.eml"))) == 1


def test_what_is_no_address_is_said_to_be_so(place: Place) -> None:
    assert "e-postadress" in place.run("mail", "test", "ingen", expect=1).err


def test_a_relay_that_works_again_is_tried_at_once(town: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    town.run("crawl")
    town.run("match")
    with DemoSmtp(fault="connect:421", times=1) as server:
        monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", server.url)
        now = ("--now", "2026-11-23T07:00")
        assert "väntar" in town.run("digest", "build", *now, expect=1).out
        assert "nytt försök" in town.run("digest", "build", *now, expect=1).out
        assert server.stored == []
        town.run("mail", "test", WHO)
        assert "1 brev lämnade" in town.run("digest", "build", *now).out
        assert len(server.stored) == 2
