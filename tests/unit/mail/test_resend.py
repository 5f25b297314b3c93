from __future__ import annotations

import datetime as dt
from email import policy
from email.parser import BytesParser

import pytest

from tests.letters import NOW, mail
from watcher.errors import MailError
from watcher.mail.resend import as_new


def test_only_the_id_and_the_date_are_new() -> None:
    old = mail().message
    new = as_new(old, "2", NOW + dt.timedelta(days=3))
    before, after = (BytesParser(policy=policy.default).parsebytes(m) for m in (old, new))
    assert before["Message-ID"].replace("@", ".2@") == after["Message-ID"]
    assert after["Date"] == "Thu, 26 Nov 2026 07:00:00 +0100"
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"Message-ID", "Date"}
    assert list(before) == list(after)
    assert old.partition(b"\r\n\r\n")[2] == new.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("message", [b"", b"Subject: x\r\n\r\n", b"Message-ID: <a@b>\r\n\r\nDate: x"])
def test_what_is_not_ours_is_refused(message: bytes) -> None:
    with pytest.raises(MailError):
        as_new(message, "2", NOW)
