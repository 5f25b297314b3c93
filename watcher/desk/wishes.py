"""What a person asks of their mail by a signed link: no more of it, a pause, or to have it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.engine import Database
from db.records import Standing, StandingState
from watcher.clock import STOCKHOLM
from watcher.desk import clicks, contacts
from watcher.desk.contacts import SELF, Reach
from watcher.errors import NotFound, TokenError
from watcher.rules import standing
from watcher.rules.standing import folded
from watcher.rules.tokens import Grant, Purpose

PAUSES = (2, 4, 8)
"""Weeks that a person can pause for."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The person of a link, what stands between them and their mail, and whether that can be taken back."""

    name: str
    parts: tuple[str, ...]
    standing: Standing | None
    can_undo: bool


def reached(database: Database, grant: Grant, now: dt.datetime) -> Reached:
    """Where the person stands. Changes nothing. Raises TokenError; unsubscribing works for one who has left, too."""
    with database.read() as tx:
        if grant.purpose is Purpose.UNSUBSCRIBE:
            clicks.check(tx, grant)
        else:
            clicks.whose(tx, grant)
    found = _reach(database, grant, now)
    if found is None:
        return Reached("", (), None, False)
    can_undo = found.standing is not None and standing.undone(list(found.history), now, SELF) is not None
    return Reached(found.name, found.parts, found.standing, can_undo)


def unsubscribe(database: Database, grant: Grant, now: dt.datetime) -> Reached:
    """No more mail to the person. Raises TokenError."""
    reached(database, grant, now)
    contacts.unsubscribe(database, grant.organisation_id, grant.contact_id, now)
    return reached(database, grant, now)


def pause(database: Database, grant: Grant, weeks: int, now: dt.datetime) -> Reached:
    """No mail for so many weeks from today, one of ``PAUSES``. Raises TokenError."""
    reached(database, grant, now)
    if weeks not in PAUSES:
        raise TokenError("så långt uppehåll erbjuds inte")
    until = now.astimezone(STOCKHOLM).date() + dt.timedelta(weeks=weeks)
    _asked(database, grant, StandingState.PAUSED, until, now)
    return reached(database, grant, now)


def resume(database: Database, grant: Grant, now: dt.datetime) -> Reached:
    """Mail again: a pause or an unsubscription ends; a bounced address is for the operator. Raises TokenError."""
    found = reached(database, grant, now).standing
    if found is not None and found.state is not StandingState.BOUNCED:
        _asked(database, grant, StandingState.ACTIVE, None, now)
    return reached(database, grant, now)


def undo(database: Database, grant: Grant, now: dt.datetime) -> Reached:
    """Take back the standing that the link names, if it is still the one in force. Raises TokenError."""
    found = reached(database, grant, now)
    if found.standing is not None and found.can_undo and undo_detail(found.standing) == grant.detail:
        contacts.undo(database, grant.contact_id, now, by=SELF, organisation_id=grant.organisation_id)
    return reached(database, grant, now)


def undo_detail(said: Standing) -> str:
    """What a link that takes back a standing carries."""
    return f"standing.{said.id}"


def _asked(
    database: Database, grant: Grant, state: StandingState, until: dt.date | None, now: dt.datetime
) -> None:  # fmt: skip
    try:
        contacts.change(
            database, grant.contact_id, state, now, until=until, by=SELF, organisation_id=grant.organisation_id
        )
    except NotFound:
        raise TokenError("länken gäller inte längre") from None


def _reach(database: Database, grant: Grant, now: dt.datetime) -> Reach | None:
    people = (r for r in contacts.overview(database, now) if r.organisation_id == grant.organisation_id)
    return next((r for r in people if folded(r.contact_id) == folded(grant.contact_id)), None)
