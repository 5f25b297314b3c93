"""Waiting with all mail after a backup was put back, and letting it go again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.digests
import db.holds
from db.engine import Database
from db.records import Hold, Mail, MailState
from watcher.config.settings import Settings
from watcher.errors import UsageError
from watcher.rules.periods import Calendar, slot_of
from watcher.rules.swedish import moment_text

DROPPED = "släppt efter återställning: kan ha skickats redan"
_WAITING = (MailState.QUEUED, MailState.CLAIMED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The open hold, if any, and the mails that wait: (mail without body, the moment it belongs to)."""

    hold: Hold | None
    mails: tuple[tuple[Mail, dt.datetime], ...]


@dataclass(frozen=True, slots=True)
class Released:
    """How many waiting mails are sent, and how many were dropped."""

    sent: int
    dropped: int


def show(database: Database, settings: Settings) -> Waiting:
    """What waits, oldest first."""
    calendar = Calendar.of(settings)
    with database.read() as tx:
        waiting = db.digests.mails(tx, states=_WAITING)
        return Waiting(db.holds.current(tx), tuple((m, belongs_to(m, calendar)) for m in waiting))


def start(database: Database, reason: str, now: dt.datetime) -> None:
    """Hand over nothing from now on, until somebody releases it."""
    with database.write() as tx:
        db.holds.begin(tx, reason, now)


def release(
    database: Database, settings: Settings, now: dt.datetime, *, by: str, drop_before: dt.datetime | None,
    told: bool = False,
) -> Released:  # fmt: skip
    """End the hold. Waiting mails that belong to a moment before ``drop_before`` are skipped, the others go.

    What the skipped ones were to tell is told by the next digest, unless the operator says that it was ``told``.
    Raises UsageError when nothing is held.
    """
    calendar = Calendar.of(settings)
    with database.write() as tx:
        if db.holds.current(tx) is None:
            raise UsageError("det finns inget vänteläge att släppa")
        waiting = db.digests.mails(tx, states=_WAITING)
        old = [m for m in waiting if drop_before and belongs_to(m, calendar) < drop_before]
        for mail in old:
            db.digests.mark(tx, mail.id, MailState.SKIPPED, now, DROPPED, told=told)
        choice = f"skicka {len(waiting) - len(old)}, släpp {len(old)}"
        if drop_before:
            choice += f" från före {moment_text(drop_before)}"
        db.holds.release(tx, by, choice, now)
    return Released(len(waiting) - len(old), len(old))


def belongs_to(mail: Mail, calendar: Calendar) -> dt.datetime:
    """When the mail was made or should have been: a digest made late, after a restore, was due at its slot."""
    assert mail.created is not None, "a stored mail has its moment"
    return min(mail.created, slot_of(mail.key, calendar) or mail.created)
