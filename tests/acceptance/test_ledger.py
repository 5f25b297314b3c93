"""The commands around the ledger, as an operator uses them."""

from __future__ import annotations

import stat
from email import policy
from email.parser import BytesParser
from pathlib import Path

from tests.acceptance.conftest import MONDAY, Place
from tests.unit.mail.test_dsn import ANNA, report

LATER = "2026-11-24T09:00"


def test_a_built_week_shows_what_it_said(town: Place) -> None:
    town.run("--now", MONDAY, "run")
    built = town.run("--now", LATER, "--json", "digest", "build").json["digest"]["contacts"][0]
    shown = town.run("--now", LATER, "--json", "digest", "preview").json["contacts"][0]
    assert built == shown
    assert (shown["state"], shown["mail"], shown["key"]) == ("already", "sent", "2026-W48")
    assert shown["new"] > 0
    assert "redan gjort, skickat" in town.run("--now", LATER, "digest", "preview").out


def test_looking_up_replaying_and_sending_again(town: Place) -> None:
    town.run("--now", MONDAY, "run")
    mails = town.run("--json", "digest", "list", "--contact", "bo@example.org").json
    [mail] = [m for m in mails if m["kind"] == "weekly"]
    number = str(mail["id"])
    town.run("digest", "replay", number, "--out", "brev.eml")
    stored = (town.folder / "outbox" / "2026-W48" / "bo@example.org.eml").read_bytes()
    assert (town.folder / "brev.eml").read_bytes() == stored
    assert mail["subject"] in town.run("digest", "show", number).out
    again = town.run("--now", LATER, "--json", "digest", "resend", number, "--reason", "borttappat", "--by", "Eva").json
    assert (again["key"], again["note"]) == ("2026-W48.2", "skickas igen på begäran av Eva: borttappat")
    assert town.run("--now", LATER, "--json", "deliver").json["sent"] == 1
    ids = {BytesParser(policy=policy.default).parsebytes(p.read_bytes())["Message-ID"]
           for p in town.folder.glob("outbox/*/*.eml")}  # fmt: skip
    assert len(ids) == 4, "the digest twice, the confirmation and the coordinator's week"
    town.run("digest", "resend", number, expect=2)
    town.run("digest", "show", "99", expect=1)


def test_preview_of_a_week_is_opened_from_a_private_file(town: Place) -> None:
    town.run("--now", MONDAY, "run")
    words = ("digest", "preview", "--contact", "bo@example.org", "--week", "2026-W48", "--open")
    path = Path(town.run("--now", LATER, *words).out.strip())
    assert "</html>" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.unlink()
    path.parent.rmdir()
    town.run("--now", LATER, "digest", "preview", "--contact", "bo@example.org", "--week", "2026-W40", expect=1)
    town.run("--now", LATER, "digest", "preview", "--open", expect=2)


def test_a_copy_put_back_waits_for_a_choice(town: Place) -> None:
    town.run("db", "backup", "copy.db")
    town.run("db", "backup", "copy.db", expect=2)
    town.run("db", "restore", "copy.db", expect=2)
    town.run("db", "restore", "copy.db", "--force")
    assert town.run("--now", MONDAY, "--json", "run", expect=1).json["deliver"]["waiting"] == 3
    assert town.mails == []
    status = town.run("--now", LATER, "status", expect=1).out
    assert "vänteläge" in status
    keys = [w["key"] for w in town.run("--json", "hold", "show").json["waiting"]]
    assert (len(keys), keys.count("2026-W48")) == (3, 2), "the confirmation; the digest and the coordinator's week"
    town.run("hold", "release", expect=2)
    town.run("hold", "release", "--send", "--told", expect=2)
    assert town.run("--json", "hold", "release", "--send", "--by", "Eva").json == {"sent": 3, "dropped": 0}
    assert town.run("--now", LATER, "--json", "deliver").json["sent"] == 3
    town.run("hold", "release", "--send", expect=2)


def test_contacts_from_list_to_undo(town: Place) -> None:
    assert [c["contact"] for c in town.run("--json", "contacts", "list").json] == ["bo@example.org", "coordinator"]
    town.run("contacts", "pause", "bo@example.org", "--until", "2199-12-31", "--reason", "semester")
    assert "uppehåll till och med 31 december 2199" in town.run("contacts", "list").out
    assert "bevakas inte" in town.run("--now", LATER, "status", expect=1).out
    town.run("contacts", "unsubscribe", "bo@example.org")
    assert "(redan så)" in town.run("contacts", "pause", "bo@example.org").out
    town.run("contacts", "undo", "bo@example.org")
    town.run("contacts", "resume", "bo@example.org")
    bounce = report(ANNA.format(action="failed", status="5.1.1")).replace(b"Anna@Example.org", b"bo@example.org")
    (town.folder / "studs.eml").write_bytes(bounce)
    assert "tar inte emot brev" in town.run("contacts", "bounce", "studs.eml").out
    assert town.run("--json", "contacts", "bounce", "bo@example.org").json[0]["done"] is False
    town.run("contacts", "undo", "nobody@example.org", expect=1)
    town.run("contacts", "pause", "bo@example.org", "--until", "snart", expect=2)
    town.run("contacts", "pause", "bo@example.org", "--until", "2020-01-01", expect=2)
    town.run("contacts", "bounce", "none.eml", expect=1)


def test_a_first_digest_that_never_came_is_something_to_do(town: Place) -> None:
    early = town.run("--now", "2099-11-23T08:59", "--json", "status", expect=1).json["warnings"]
    assert any("brevet för 2099-W47 är inte byggt" in w for w in early)
    assert not any("2099-W48" in w for w in early)
    warnings = town.run("--now", "2099-11-23T09:01", "--json", "status", expect=1).json["warnings"]
    assert any("brevet för 2099-W48 är inte byggt" in w for w in warnings)
