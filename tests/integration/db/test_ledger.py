"""What the ledger lets happen: moves, holds, and things that were not told after all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db import digests, holds, standings
from db.engine import Database
from db.errors import Conflict, ForbiddenMove, NotStored
from db.records import Announcement, Mail, MailState, Standing, StandingState
from tests.integration.db.samples import DAY, NOW, store, with_town

SOON = NOW + dt.timedelta(minutes=10)
MAIL = Mail(
    0, "vaxjo", "anna", "weekly", "2026-W48", MailState.QUEUED, "anna@example.org", "Två nya", b"x", "<p>",
    note="tar med två veckor", counts={"new": 2},
)  # fmt: skip


@pytest.fixture
def mail_id(database: Database) -> int:
    """A queued mail that tells of one call."""
    with database.write() as tx:
        with_town(tx)
        [call_id] = store(tx, ["A"])
        found = digests.queue(tx, MAIL, [Announcement("anna", "new", call_id)], NOW)
        assert found is not None
        return found


def test_note_and_counts_are_kept_whatever_becomes_of_the_mail(database: Database, mail_id: int) -> None:
    with database.write() as tx:
        digests.claim(tx, mail_id, "one", SOON)
        digests.mark(tx, mail_id, MailState.SENT, NOW)
        digests.add_note(tx, mail_id, "skickas igen")
        mail = digests.get(tx, mail_id)
    assert (mail.note, dict(mail.counts), mail.message) == ("tar med två veckor; skickas igen", {"new": 2}, b"x")


def test_a_move_that_does_not_follow_is_refused_and_changes_nothing(database: Database, mail_id: int) -> None:
    with pytest.raises(ForbiddenMove, match=f"Brev {mail_id} är queued och kan inte bli sent"), database.write() as tx:
        digests.mark(tx, mail_id, MailState.SENT, NOW)
    with pytest.raises(ForbiddenMove), database.write() as tx:
        digests.queue(tx, replace(MAIL, key="2026-W49", state=MailState.SENT), [], NOW)
    with pytest.raises(NotStored), database.write() as tx:
        digests.mark(tx, 99, MailState.SKIPPED, NOW)
    with database.read() as tx:
        assert [m.state for m in digests.mails(tx)] == [MailState.QUEUED]


def test_who_lost_the_claim_writes_nothing(database: Database, mail_id: int) -> None:
    with database.write() as tx:
        assert digests.claim(tx, mail_id, "one", SOON)
        assert digests.claim(tx, mail_id, "two", SOON + DAY, SOON)
        assert not digests.mark(tx, mail_id, MailState.FAILED, SOON, owner="one")
        assert digests.mark(tx, mail_id, MailState.SENT, SOON, owner="two")


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.SKIPPED])
def test_what_did_not_reach_anybody_is_news_again_and_then_belongs_to_the_next_mail(
    database: Database, mail_id: int, state: MailState
) -> None:
    with database.write() as tx:
        told = digests.announced(tx, "vaxjo", "anna")
        digests.claim(tx, mail_id, "one", SOON)
        digests.mark(tx, mail_id, state, NOW, "x")
        assert digests.announced(tx, "vaxjo", "anna") == []
        assert digests.told_by(tx, mail_id) == told
        later = digests.queue(tx, replace(MAIL, key="2026-W49"), told, NOW)
        assert later
        assert digests.told_by(tx, mail_id) == []
        assert digests.told_by(tx, later) == digests.announced(tx, "vaxjo", "anna") == told
    with pytest.raises(Conflict), database.write() as tx:
        digests.queue(tx, replace(MAIL, key="2026-W50"), told, NOW)


def test_a_mail_that_goes_once_more_tells_what_it_told(database: Database, mail_id: int) -> None:
    with database.write() as tx:
        digests.claim(tx, mail_id, "one", SOON)
        digests.mark(tx, mail_id, MailState.FAILED, NOW, "x")
        digests.mark(tx, mail_id, MailState.QUEUED, NOW)
        assert len(digests.announced(tx, "vaxjo", "anna")) == 1
        digests.mark(tx, mail_id, MailState.SKIPPED, NOW, told=True)
        assert len(digests.announced(tx, "vaxjo", "anna")) == 1


def test_nothing_can_be_claimed_during_a_hold(database: Database, mail_id: int) -> None:
    with database.write() as tx:
        holds.begin(tx, "återställd", NOW)
        holds.begin(tx, "en till", NOW)
        hold = holds.current(tx)
        assert hold is not None
        assert (hold.since, hold.reason) == (NOW, "återställd")
        assert not digests.claim(tx, mail_id, "one", SOON, NOW)
        holds.release(tx, "Eva", "skicka 1", NOW)
        assert holds.current(tx) is None
        assert digests.claim(tx, mail_id, "one", SOON, NOW)


def test_a_run_of_the_future_is_opened_anew(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        assert digests.open_run(tx, "vaxjo", "weekly", "2026-W49", NOW + 7 * DAY, "för sent")
        assert digests.open_run(tx, "vaxjo", "weekly", "2026-W49", NOW)
        assert digests.open_run(tx, "vaxjo", "weekly", "2026-W49", NOW) is None
        assert [(r.key, r.opened, r.reason) for r in digests.runs(tx, "vaxjo")] == [("2026-W49", NOW, None)]


def test_standings_are_kept_in_order(database: Database) -> None:
    first = Standing("anna", "anna@example.org", StandingState.PAUSED, NOW, dt.date(2026, 12, 3), "semester", "Eva")
    second = replace(first, state=StandingState.ACTIVE, at=NOW + DAY, until=None)
    with database.write() as tx:
        with_town(tx)
        for standing in (second, first):
            standings.add(tx, "vaxjo", standing)
        found = standings.all_standings(tx, "vaxjo")
        assert [replace(s, id=0) for s in found] == [first, second]
        assert standings.all_standings(tx, "other") == []
        by_id, by_address, nobody = (
            standings.standings_of(tx, "vaxjo", *who)
            for who in (("anna", "x"), ("x", "anna@example.org"), ("x", "Anna@example.org"))
        )
        assert (by_id, by_address, nobody) == (found, found, [])
