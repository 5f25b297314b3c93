"""A stand taken by a signed link: what stands now, taking one, taking it back. Every step can be done again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.considerations
from db.engine import Database
from db.records import Department
from db.transaction import Tx
from db.workrecords import Consideration, Grounds, Stand
from watcher.desk import clicks, considering
from watcher.desk.clicks import About
from watcher.desk.considering import Who
from watcher.errors import TokenError, UsageError
from watcher.rules.considering import current, undoable
from watcher.rules.tokens import Grant

WORDS = {"soker": Stand.APPLYING, "bevakar": Stand.WATCHING, "avstar": Stand.DECLINED}
"""What a link's ``detail`` asks for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A department and its consideration of the call; ``undo`` is the line that can be taken back."""

    department: Department
    consideration: Consideration | None
    undo: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a link shows. ``wanted`` is None for one that only takes back."""

    about: About
    wanted: Stand | None
    choices: tuple[Choice, ...]


def asked(database: Database, grant: Grant, now: dt.datetime) -> Asked:
    """What the link is about, and what stands. Changes nothing. Raises TokenError."""
    with database.read() as tx:
        return _asked(tx, grant, now)


def record(
    database: Database, grant: Grant, department_id: str, now: dt.datetime,
    *, grounds: Grounds | None = None, note: str = "",
) -> Asked:  # fmt: skip
    """Take the link's stand for one of the departments it offers. Raises TokenError and UsageError."""
    before = asked(database, grant, now)
    choice = next((c for c in before.choices if c.department.id == department_id), None)
    if choice is None or before.wanted is None:
        raise TokenError("länken gäller inte den förvaltningen")
    considering.check(before.wanted, grounds, note, None)
    item = choice.consideration or considering.open_by_hand(
        database, grant.organisation_id, department_id, before.about.call.id, now
    )
    by = Who(grant.contact_id, "mail")
    considering.take(database, item.id, before.wanted, by, now, grounds=grounds, note=note)
    return asked(database, grant, now)


def undo(database: Database, grant: Grant, now: dt.datetime) -> Asked:
    """Take back the line that the link names; one taken back already changes nothing. Raises TokenError."""
    consideration_id, line_id = undo_of(grant)
    before = asked(database, grant, now)
    if not any(c.consideration and c.consideration.id == consideration_id for c in before.choices):
        raise TokenError("länken gäller inte övervägandet")
    try:
        considering.undo(database, consideration_id, Who(grant.contact_id, "mail"), now, line_id=line_id)
    except UsageError:
        return before  # something newer stands: the page shows it
    return asked(database, grant, now)


def undo_detail(consideration_id: int, line_id: int) -> str:
    """What a link that takes back a stand carries."""
    return f"stand.{consideration_id}.{line_id}"


def undo_of(grant: Grant) -> tuple[int, int]:
    """The consideration and the line that a link takes back. Raises TokenError."""
    match grant.detail.split("."):
        case ["stand", consideration_id, line_id] if consideration_id.isdigit() and line_id.isdigit():
            return int(consideration_id), int(line_id)
    raise TokenError("länken ångrar inget ställningstagande")


def _asked(tx: Tx, grant: Grant, now: dt.datetime) -> Asked:
    about = clicks.about(tx, grant, now)
    ids = [d.id for d in about.departments]
    items = db.considerations.listing(tx, grant.organisation_id, departments=ids, calls=[about.call.id])
    choices = []
    for department in about.departments:
        item = current([i for i in items if i.department_id == department.id], about.call.facts, now)
        undo = undoable(db.considerations.history(tx, [item.id]), None, now) if item else None
        choices.append(Choice(department, item, undo.line.id if undo else None))
    return Asked(about, WORDS.get(grant.detail), tuple(choices))
