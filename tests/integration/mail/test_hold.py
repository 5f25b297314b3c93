"""After a backup was put back nothing leaves until somebody has chosen, and sending again is a choice too."""

from __future__ import annotations

import datetime as dt

import pytest

from db.errors import NotStored
from db.records import MailState
from tests.integration.mail.conftest import WEEK, ListTransport, Town
from tests.letters import LATER, NOW
from watcher.desk import digests, holds
from watcher.errors import NotFound, UsageError
from watcher.jobs import deliver, digest
from watcher.mail.transport import Verdict

DAY = dt.timedelta(days=1)


@pytest.fixture
def held(town: Town) -> Town:
    """A mail of week 48 that may have been sent, made late: on the Wednesday, after the restore."""
    town.match_all(town.calls(1, deadline=LATER))
    holds.start(town.database, "återställd", NOW + 2 * DAY)
    digest.run(town.deps, NOW + 2 * DAY)
    town.transport = ListTransport()
    return town


def release(town: Town, drop: dt.datetime | None, told: bool = False) -> holds.Released:
    return holds.release(town.database, town.deps.settings, NOW + 3 * DAY, by="Eva", drop_before=drop, told=told)


def states(town: Town) -> list[MailState]:
    return [m.state for m in town.mails()]


def test_digests_are_queued_and_nothing_leaves(held: Town) -> None:
    report = deliver.run(held.deps, NOW + 2 * DAY)
    assert (report.sent, report.waiting, report.alarm) == (0, 1, True)
    assert "vänteläge" in report.stopped
    assert states(held) == [MailState.QUEUED]
    waiting = holds.show(held.database, held.deps.settings)
    assert waiting.hold is not None
    assert [at for _, at in waiting.mails] == [NOW], "a late digest belongs to its slot"


def test_released_to_be_sent(held: Town) -> None:
    assert release(held, None) == holds.Released(sent=1, dropped=0)
    assert deliver.run(held.deps, NOW + 3 * DAY).sent == 1
    with pytest.raises(UsageError):
        release(held, None)


@pytest.mark.parametrize(("told", "next_week"), [(False, "queued"), (True, "silent")])
def test_dropped_ones_are_told_in_the_next_unless_they_were(held: Town, told: bool, next_week: str) -> None:
    assert release(held, NOW + DAY, told) == holds.Released(sent=0, dropped=1)
    assert states(held) == [MailState.SKIPPED]
    assert digest.run(held.deps, NOW + WEEK).contacts[0].state == next_week


def test_what_belongs_to_the_time_after_is_sent(held: Town) -> None:
    assert release(held, NOW) == holds.Released(sent=1, dropped=0)


def test_a_sent_mail_is_sent_again_as_another_one(town: Town) -> None:
    town.match_all(town.calls(1))
    digest.run(town.deps, NOW)
    town.transport = transport = ListTransport()
    with pytest.raises(UsageError, match="på väg"):
        digests.resend(town.database, 1, by="Eva", reason="x", now=NOW)
    deliver.run(town.deps, NOW)
    keys = [digests.resend(town.database, 1, by="Eva", reason="borttappat", now=NOW + DAY).key for _ in range(2)]
    assert keys == ["2026-W48.2", "2026-W48.3"]
    assert deliver.run(town.deps, NOW + DAY).sent == 2
    assert len({m.message for m in transport.sent}) == 3
    again = digests.listing(town.database, contact="ANNA@example.org", key="2026-W48")
    assert [m.note for m in again] == [None, *["skickas igen på begäran av Eva: borttappat"] * 2]
    assert digest.run(town.deps, NOW + WEEK).contacts[0].state == "silent", "the doubles tell nothing new"


def test_a_failed_mail_goes_once_more_as_it_is(town: Town) -> None:
    town.match_all(town.calls(1))
    digest.run(town.deps, NOW)
    town.transport = transport = ListTransport([Verdict.REFUSED])
    assert deliver.run(town.deps, NOW).failed == 1
    assert digests.resend(town.database, 1, by="Eva", reason="adressen rättad", now=NOW).id == 1
    assert deliver.run(town.deps, NOW).sent == 1
    assert transport.sent[0].message == transport.sent[1].message == digests.replay(town.database, 1)
    shown = digests.show(town.database, 1)
    assert (shown.mail.state, len(shown.told)) == (MailState.SENT, 1)
    assert "VECKOBREV VECKA 48" in shown.text


def test_what_has_no_body_can_be_neither_replayed_nor_sent(town: Town) -> None:
    digest.run(town.deps, NOW)
    with pytest.raises(NotFound, match="inget nytt"):
        digests.replay(town.database, 1)
    with pytest.raises(NotFound):
        digests.resend(town.database, 1, by="Eva", reason="x", now=NOW)
    with pytest.raises(NotStored):
        digests.show(town.database, 99)
