from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db import digests
from db.engine import Database
from db.errors import Conflict
from db.records import Announcement, Mail, MailState
from tests.integration.db.samples import DAY, NOW, store, with_town

_WEEK = "2026-W48"
_MAIL = Mail(
    0,
    "vaxjo",
    "anna",
    "weekly",
    _WEEK,
    MailState.QUEUED,
    "anna@example.org",
    "Två nya",
    b"From: x\r\n\r\n\xff\x00",
    "<p>",
)
_SOON = NOW + dt.timedelta(minutes=10)


def test_a_run_is_opened_once(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        assert digests.open_run(tx, "vaxjo", "weekly", _WEEK, NOW) is not None
        assert digests.open_run(tx, "vaxjo", "weekly", _WEEK, NOW + DAY) is None
        assert digests.open_run(tx, "vaxjo", "daily", _WEEK, NOW) is not None
        assert digests.open_run(tx, "vaxjo", "weekly", "2026-W47", NOW - DAY) is not None
        digests.finish_run(tx, "vaxjo", "weekly", _WEEK, NOW, {"built": 3})
        assert list(digests.run_keys(tx, "vaxjo", "weekly").items()) == [("2026-W47", NOW - DAY), (_WEEK, NOW)]
        assert digests.run_keys(tx, "other", "weekly") == {}


def test_a_mail_is_queued_once_with_what_it_announces(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        [call_id] = store(tx, ["A"])
        told = [Announcement("anna", "new", call_id), Announcement("anna", "change", call_id, "7", NOW - DAY)]
        mail_id = digests.queue(tx, _MAIL, told, NOW)
        assert mail_id is not None
        assert digests.queue(tx, _MAIL, [Announcement("anna", "gone", call_id)], NOW) is None
        assert digests.announced(tx, "vaxjo", "anna") == [told[1], replace(told[0], at=NOW)]
        assert digests.announced(tx, "vaxjo", "cilla") == []
        stored = replace(_MAIL, id=mail_id, created=NOW)
        assert digests.mails(tx, "vaxjo", _WEEK, bodies=True) == [stored]
        assert digests.mails(tx) == [replace(stored, message=b"", html="")]
        assert digests.mails(tx, "other") == digests.mails(tx, key="2026-W47") == []


def test_nothing_is_announced_twice_to_a_contact(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        [call_id] = store(tx, ["A"])
        told = [Announcement("anna", "new", call_id)]
        digests.queue(tx, _MAIL, told, NOW)
        digests.queue(tx, replace(_MAIL, contact_id="cilla"), [Announcement("cilla", "new", call_id)], NOW)
    with pytest.raises(Conflict), database.write() as tx:
        digests.queue(tx, replace(_MAIL, key="2026-W49"), told, NOW)
    with database.read() as tx:
        assert [mail.key for mail in digests.mails(tx)] == [_WEEK, _WEEK], "the mail went with its announcements"


def test_the_outcomes_of_a_contact_come_oldest_first(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        digests.queue(tx, replace(_MAIL, state=MailState.SKIPPED, reason="inget nytt"), [], NOW)
        digests.queue(tx, replace(_MAIL, key="2026-W47"), [], NOW - DAY)
        digests.queue(tx, replace(_MAIL, kind="urgent"), [], NOW)
        assert digests.outcomes(tx, "vaxjo", "anna", "weekly") == [
            ("2026-W47", MailState.QUEUED),
            (_WEEK, MailState.SKIPPED),
        ]
        assert digests.outcomes(tx, "vaxjo", "cilla", "weekly") == []


def test_a_claimed_mail_is_due_again_only_when_the_claim_has_ended(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        mail_id = digests.queue(tx, _MAIL, [], NOW)
        assert mail_id is not None
        digests.queue(tx, replace(_MAIL, contact_id="cilla", state=MailState.SKIPPED), [], NOW)
        assert digests.due(tx, NOW) == [replace(_MAIL, id=mail_id, created=NOW)]
        assert digests.due(tx, NOW, limit=0) == []
        assert digests.claim(tx, mail_id, "one", _SOON)
        assert not digests.claim(tx, mail_id, "two", _SOON)
        assert not digests.claim(tx, mail_id, "two", _SOON + DAY, _SOON - dt.timedelta(seconds=1))
        assert digests.due(tx, _SOON - dt.timedelta(seconds=1)) == []
        assert [(mail.id, mail.state) for mail in digests.due(tx, _SOON)] == [(mail_id, MailState.CLAIMED)]
        assert digests.claim(tx, mail_id, "two", _SOON + DAY, _SOON)
        assert not digests.claim(tx, mail_id, "one", _SOON + DAY, _SOON)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED, MailState.IN_DOUBT, MailState.SKIPPED])
def test_a_marked_mail_is_no_longer_due(database: Database, state: MailState) -> None:
    with database.write() as tx:
        with_town(tx)
        mail_id = digests.queue(tx, _MAIL, [], NOW)
        assert mail_id is not None
        digests.claim(tx, mail_id, "one", _SOON)
        digests.mark(tx, mail_id, state, NOW + DAY, "en anledning")
        [mail] = digests.mails(tx)
        assert (mail.state, mail.reason) == (state, "en anledning")
        assert mail.sent == (NOW + DAY if state is MailState.SENT else None)
        assert digests.due(tx, NOW + 9 * DAY) == []
        assert not digests.claim(tx, mail_id, "two", _SOON, NOW + 9 * DAY)


def test_a_mail_can_be_queued_again(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        mail_id = digests.queue(tx, _MAIL, [], NOW)
        assert mail_id is not None
        digests.claim(tx, mail_id, "one", _SOON)
        digests.mark(tx, mail_id, MailState.QUEUED, NOW, "4xx")
        assert digests.claim(tx, mail_id, "two", _SOON)
