"""Mails as files."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from db.records import Mail
from tests.letters import mail
from watcher.mail.outbox import Outbox, safe_name
from watcher.mail.transport import Verdict


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_digest_is_two_files_that_only_the_owner_reads(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "ut")
    assert outbox.send(mail()).verdict is Verdict.SENT
    assert files(outbox.folder) == ["2026-W48/anna@example.org.eml", "2026-W48/anna@example.org.html"]
    week = outbox.folder / "2026-W48"
    assert [mode(p) for p in (outbox.folder, week)] == [0o700, 0o700]
    assert {mode(p) for p in week.iterdir()} == {0o600}
    assert (week / "anna@example.org.eml").read_bytes() == mail().message


def test_sent_again_it_is_the_same_file(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    for _ in range(2):
        outbox.send(mail())
    assert len(files(tmp_path)) == 2


def test_the_quiet_mail_is_the_weeks_digest_and_others_carry_kind_and_key(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    assert outbox.path(mail(kind="quiet")).name == "anna@example.org.eml"
    assert outbox.path(mail(kind="test", key="1")) == tmp_path / "2026-W48" / "anna@example.org.test-1.eml"


def test_two_organisations_with_one_contact_do_not_overwrite_each_other(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.send(mail())
    outbox.send(mail(contact_id="other", organisation_id="alvesta"))
    assert "2026-W48/anna@example.org.alvesta.eml" in files(tmp_path)
    assert len(files(tmp_path)) == 4


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "a/b@example.org", ".hidden@x", "a\x00b", "å" * 300, ""])
def test_no_address_leaves_the_folder(tmp_path: Path, hostile: str) -> None:
    name = safe_name(hostile)
    assert "/" not in name
    assert not name.startswith(".")
    assert 0 < len(name.encode()) < 200
    stored: Mail = mail(address="x@example.org")
    path = Outbox(tmp_path).path(Mail(1, "o", "c", "weekly", "2026-W48", stored.state, address=hostile))
    assert path.parent == tmp_path / "2026-W48"


def test_addresses_that_become_alike_are_kept_apart() -> None:
    assert safe_name("a/b@x") != safe_name("a_b@x")


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("in the way")
    outcome = Outbox(tmp_path / "ut").send(mail())
    assert outcome.verdict is Verdict.RELAY_DOWN
    assert "utkorgen" in outcome.detail
