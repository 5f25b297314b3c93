"""Who gets the mail when somebody cannot be reached, from the word to the outbox, and how it is taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

import db.digests
from db.records import Mail, MailState, Person, StandingState
from tests.integration.mail.conftest import WEEK, ListTransport, Town
from tests.letters import ANNA, LATER, NOW, TECH, TOWN
from tests.unit.mail.test_dsn import ANNA as RECIPIENT
from tests.unit.mail.test_dsn import report
from watcher.desk import bounces, contacts
from watcher.errors import NotFound, UsageError
from watcher.jobs import deliver, digest

DAY = dt.timedelta(days=1)
PAUSED, BOUNCED, UNSUBSCRIBED = StandingState.PAUSED, StandingState.BOUNCED, StandingState.UNSUBSCRIBED


@pytest.fixture
def watched(town: Town) -> Town:
    """Anna with her deputy Bo, a coordinator, and one call."""
    anna = replace(ANNA, deputy=Person("Bo", "bo@example.org"))
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(anna,)),)))
    town.match_all(town.calls(1, deadline=LATER))
    return town


def week(town: Town, now: dt.datetime) -> list[str]:
    """Who got a mail."""
    town.transport = transport = ListTransport()
    digest.run(town.deps, now)
    deliver.run(town.deps, now)
    return [m.address for m in transport.sent]


def say(town: Town, who: str, state: StandingState, now: dt.datetime = NOW, until: dt.date | None = None) -> bool:
    return contacts.change(town.database, who, state, now, until=until)[0].done


def test_from_contact_to_deputy_to_coordinator_and_back(watched: Town) -> None:
    assert say(watched, "anna@example.org", BOUNCED)
    assert week(watched, NOW) == ["bo@example.org"]
    assert say(watched, "bo@example.org", UNSUBSCRIBED, NOW + DAY)
    assert week(watched, NOW + WEEK) == ["dan@example.org"]
    assert say(watched, "coordinator", PAUSED, NOW + WEEK)
    assert week(watched, NOW + 2 * WEEK) == []
    [undone] = contacts.undo(watched.database, "anna", NOW + 3 * WEEK)
    assert (undone.done, undone.standing) == (True, None)
    assert week(watched, NOW + 3 * WEEK) == ["anna@example.org"], "she was never told of the call"


def test_who_stands_in_is_told_why(watched: Town) -> None:
    say(watched, "anna", BOUNCED)
    week(watched, NOW)
    with watched.database.read() as tx:
        [mail] = db.digests.mails(tx, bodies=True)
    told = "Du får brevet för Tekniska förvaltningen eftersom Anna Ek inte kan nås."
    assert told in " ".join(mail.html.split())


def test_a_pause_ends_by_itself(watched: Town) -> None:
    say(watched, "anna", PAUSED, until=dt.date(2026, 11, 29))
    assert week(watched, NOW) == ["bo@example.org"]
    assert week(watched, NOW + WEEK) == ["anna@example.org"]


def test_mail_that_waits_for_somebody_who_left_is_skipped_and_told_to_who_stands_in(watched: Town) -> None:
    digest.run(watched.deps, NOW)
    say(watched, "anna", UNSUBSCRIBED)
    assert deliver.run(watched.deps, NOW) == deliver.DeliverReport(skipped=1)
    assert [(m.state, m.reason) for m in watched.mails()] == [(MailState.SKIPPED, "avanmäld")]
    assert week(watched, NOW + WEEK) == ["bo@example.org"]
    contacts.undo(watched.database, "anna", NOW + WEEK + DAY)
    assert week(watched, NOW + 2 * WEEK) == ["anna@example.org"]


def test_the_same_said_twice_is_said_once(watched: Town) -> None:
    first, second = (contacts.unsubscribe(watched.database, "town", "anna", NOW) for _ in range(2))
    assert (first.done, second.done) == (True, False)
    assert first.standing is not None
    assert first.standing.by == "personen själv"
    [reach] = [r for r in contacts.overview(watched.database, NOW) if r.contact_id == "anna"]
    assert len(reach.history) == 1
    assert contacts.undo(watched.database, "anna", NOW + DAY)[0].done
    assert not contacts.undo(watched.database, "anna", NOW + DAY)[0].done
    assert not contacts.undo(watched.database, "bo@example.org", NOW)[0].done


def test_who_is_no_longer_a_contact_can_still_leave(watched: Town) -> None:
    assert contacts.unsubscribe(watched.database, "town", "gone@example.org", NOW).done
    assert not contacts.unsubscribe(watched.database, "town", "gone@example.org", NOW).done
    with pytest.raises(NotFound):
        contacts.change(watched.database, "gone@example.org", PAUSED, NOW)


def test_everybody_is_listed_once(watched: Town) -> None:
    found = {r.contact_id: r.parts for r in contacts.overview(watched.database, NOW)}
    assert found == {
        "anna": ("Tekniska förvaltningen",),
        "coordinator": ("EU-samordnare",),
        "bo@example.org": ("ersättare för Anna Ek",),
    }


def bounce(watched: Town, folder: Path, status: str = "5.1.1", message: Mail | None = None) -> Path:
    raw = report(RECIPIENT.format(action="failed", status=status))
    if message:
        old = b"<weekly.2026-W48.abc@example.org>"
        new = next(line for line in message.message.split(b"\r\n") if line.startswith(b"Message-ID:"))
        raw = raw.replace(old, new.removeprefix(b"Message-ID: "))
    path = folder / "studs.eml"
    path.write_bytes(raw)
    return path


def test_a_bounced_mail_has_told_nobody(watched: Town, tmp_path: Path) -> None:
    assert week(watched, NOW) == ["anna@example.org"]
    [sent] = watched.mails(bodies=True)
    [changed] = bounces.take_in(watched.database, bounce(watched, tmp_path, message=sent), NOW + DAY)
    assert changed.done
    assert [(m.state, m.reason) for m in watched.mails()] == [(MailState.FAILED, "studs 5.1.1")]
    assert week(watched, NOW + WEEK) == ["bo@example.org"]
    contacts.change(watched.database, "anna", StandingState.ACTIVE, NOW + WEEK + DAY)
    assert week(watched, NOW + 2 * WEEK) == ["anna@example.org"]


def test_a_file_that_is_no_permanent_bounce_changes_nothing(watched: Town, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bestående"):
        bounces.take_in(watched.database, bounce(watched, tmp_path, "4.2.2"), NOW)
    (tmp_path / "other.eml").write_text("Subject: hej\n\n")
    with pytest.raises(UsageError, match="inget studsat brev"):
        bounces.take_in(watched.database, tmp_path / "other.eml", NOW)
    with pytest.raises(NotFound):
        bounces.take_in(watched.database, tmp_path / "none.eml", NOW)
    assert all(r.standing is None for r in contacts.overview(watched.database, NOW))
