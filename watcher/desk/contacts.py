"""Whom not to write to: who asked for it, whose address does not work, and taking that back.

Every action can be done again without effect, and can be undone for 30 days. Mail that waits for somebody who may not
be written to is skipped when its turn comes, and what it was to tell is told to who stands in, or to them later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import db.organisations
import db.standings
from db.engine import Database
from db.records import Contact, Organisation, Standing, StandingState
from db.transaction import Tx
from watcher.errors import NotFound
from watcher.rules import recipients, standing
from watcher.rules.standing import folded

OPERATOR, SELF, BOUNCED_MAIL = "operatör", "personen själv", "studsat brev"


@dataclass(frozen=True, slots=True)
class Reach:
    """A person who may get mail, the parts they play (departments' names, or a role), and what was said of them."""

    organisation_id: str
    contact_id: str
    name: str
    email: str
    parts: tuple[str, ...]
    standing: Standing | None
    history: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of an action on one person. ``done`` is False when it changed nothing; ``standing`` is in force now."""

    organisation_id: str
    contact_id: str
    done: bool
    standing: Standing | None


def overview(database: Database, now: dt.datetime) -> list[Reach]:
    """Everybody who may get mail: contacts, deputies and coordinators, each person once in an organisation."""
    with database.read() as tx:
        return [
            reach
            for organisation in db.organisations.all_organisations(tx)
            for reach in _people(organisation, db.standings.all_standings(tx, organisation.id), now)
        ]


def change(
    database: Database, who: str, state: StandingState, now: dt.datetime, *, until: dt.date | None = None,
    reason: str = "", by: str = OPERATOR, organisation_id: str | None = None,
) -> list[Changed]:  # fmt: skip
    """Say what is to be true of a person, given by id or address, in every organisation that has them, or in the one.

    Raises NotFound when nobody has them.
    """
    with database.write() as tx:
        found = _found(tx, who, organisation_id, now)
        return [_said(tx, reach, Standing("", "", state, now, until, reason, by), now) for reach in found]


def unsubscribe(
    database: Database, organisation_id: str, contact_id: str, now: dt.datetime, *, reason: str = "", by: str = SELF
) -> Changed:
    """No more mail to this person. The answer to a signed link: it works also for one who is no longer a contact."""
    wanted = Standing("", "", StandingState.UNSUBSCRIBED, now, None, reason, by)
    with database.write() as tx:
        try:
            [reach] = _found(tx, contact_id, organisation_id, now)
        except NotFound:
            db.organisations.get(tx, organisation_id)
            reach = _stranger(tx, organisation_id, contact_id, now)
        return _said(tx, reach, wanted, now)


def undo(
    database: Database, who: str, now: dt.datetime, *, by: str = OPERATOR, organisation_id: str | None = None
) -> list[Changed]:
    """Take back what was last said of a person; not done when that is more than 30 days ago, or nothing was said.

    Raises NotFound when nobody has them.
    """
    with database.write() as tx:
        return [_undone(tx, reach, now, by) for reach in _found(tx, who, organisation_id, now)]


def _undone(tx: Tx, reach: Reach, now: dt.datetime, by: str) -> Changed:
    back = standing.undone(list(reach.history), now, by)
    if back is None:
        return Changed(reach.organisation_id, reach.contact_id, False, reach.standing)
    db.standings.add(tx, reach.organisation_id, back)
    in_force = standing.in_force(reach.contact_id, reach.email, [*reach.history, back], now)
    return Changed(reach.organisation_id, reach.contact_id, True, in_force)


def _said(tx: Tx, reach: Reach, wanted: Standing, now: dt.datetime) -> Changed:
    said = Standing(
        reach.contact_id, folded(reach.email), wanted.state, now, wanted.until, wanted.reason, wanted.by
    )  # fmt: skip
    if not standing.allowed(reach.standing, said):
        return Changed(reach.organisation_id, reach.contact_id, False, reach.standing)
    db.standings.add(tx, reach.organisation_id, said)
    in_force = standing.in_force(reach.contact_id, reach.email, [*reach.history, said], now)
    return Changed(reach.organisation_id, reach.contact_id, True, in_force)


def _found(tx: Tx, who: str, organisation_id: str | None, now: dt.datetime) -> list[Reach]:
    """The people meant, by id or address, at most one an organisation."""
    found = []
    for organisation in db.organisations.all_organisations(tx):
        if organisation_id in (None, organisation.id):
            people = list(_people(organisation, db.standings.all_standings(tx, organisation.id), now))
            asked = folded(who)
            meant = [r for r in people if folded(r.contact_id) == asked] or [
                r for r in people if folded(r.email) == asked
            ]
            found += meant[:1]
    if not found:
        raise NotFound(f"ingen kontakt, ersättare eller samordnare heter {who}; se bidragsvakt contacts list")
    return found


def _stranger(tx: Tx, organisation_id: str, contact_id: str, now: dt.datetime) -> Reach:
    standings = db.standings.all_standings(tx, organisation_id)
    return _reach(organisation_id, Contact(contact_id, "", contact_id), (), standings, now)


def _people(organisation: Organisation, standings: Sequence[Standing], now: dt.datetime) -> Iterator[Reach]:
    contacts = [c for d in organisation.departments for c in d.contacts]
    people: dict[str, Contact] = {}
    parts: dict[str, list[str]] = {}

    def add(contact: Contact, part: str) -> None:
        address = folded(contact.email)
        people.setdefault(address, contact)
        parts.setdefault(address, []).append(part)

    for department in organisation.departments:
        for contact in department.contacts:
            add(contact, department.name)
    if organisation.coordinator:
        add(recipients.coordinator(organisation.coordinator, contacts), "EU-samordnare")
    for contact in contacts:
        if contact.deputy:
            person = contact.deputy
            add(Contact(folded(person.email), person.name, person.email), f"ersättare för {contact.name}")
    for address, contact in people.items():
        yield _reach(organisation.id, contact, tuple(dict.fromkeys(parts[address])), standings, now)


def _reach(
    organisation_id: str, contact: Contact, parts: tuple[str, ...], standings: Sequence[Standing], now: dt.datetime
) -> Reach:
    said = standing.history(contact.id, contact.email, standings)
    in_force = standing.in_force(contact.id, contact.email, standings, now)
    return Reach(organisation_id, contact.id, contact.name, contact.email, parts, in_force, tuple(said))
