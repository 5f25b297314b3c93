"""Who a signed link belongs to, whether it still holds, and where its person stands: read only.

What a click changes is in ``stands`` and ``relevance``; a link whose person or call is gone is like any wrong link.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.calls
import db.feeds
import db.matches
import db.organisations
from db.engine import Database
from db.errors import NotStored
from db.records import Band, Call, Contact, Department, Match, Organisation
from db.transaction import Tx
from watcher.errors import NotFound, TokenError
from watcher.rules import recipients
from watcher.rules.standing import folded
from watcher.rules.tokens import Grant

_SHOWN = (Band.STRONG, Band.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Whose:
    """The person of a link and the departments they answer for, as contact or deputy; a coordinator for all."""

    organisation: Organisation
    contact_id: str
    name: str
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The call of a link, and its matches with the areas of the person's departments, best first."""

    whose: Whose
    call: Call
    matches: tuple[Match, ...]

    @property
    def departments(self) -> tuple[Department, ...]:
        """Those that the call matches; all of the person's when none does any more."""
        areas = {m.area_id for m in self.matches}
        return tuple(d for d in self.whose.departments if areas & {a.id for a in d.areas}) or self.whose.departments


def check(tx: Tx, grant: Grant) -> None:
    """Raises TokenError when the person's links were revoked after this one was made."""
    revoked = db.feeds.links_revoked(tx, grant.organisation_id, grant.contact_id)
    if revoked is not None and (grant.issued is None or grant.issued <= revoked):
        raise TokenError("länken gäller inte längre")


def whose(tx: Tx, grant: Grant) -> Whose:
    """The person of the link. Raises TokenError when they are nobody's contact any more, or the link was revoked."""
    check(tx, grant)
    try:
        organisation = db.organisations.get(tx, grant.organisation_id)
    except NotStored:
        raise TokenError("länken gäller inte längre") from None
    found = person(organisation, grant.contact_id)
    if found is None:
        raise TokenError("länken gäller inte längre")
    return found


def about(tx: Tx, grant: Grant, now: dt.datetime) -> About:
    """The person and the call of the link, or the one that it was merged into. Raises TokenError."""
    who = whose(tx, grant)
    found = db.calls.listing(tx, now, closed=True, ids={grant.call_id}, with_text=False)
    if not found:
        raise TokenError("länken gäller inte längre")
    areas = {a.id for d in who.departments for a in d.areas}
    matches = db.matches.of_call(tx, grant.organisation_id, found[0].id)
    return About(who, found[0], tuple(m for m in matches if m.area_id in areas and m.band in _SHOWN))


def person(organisation: Organisation, contact_id: str) -> Whose | None:
    """The person with this id, as mail reaches them; None when nobody has it."""
    contacts = [c for d in organisation.departments for c in d.contacts]
    asked = folded(contact_id)
    if organisation.coordinator:
        coordinator = recipients.coordinator(organisation.coordinator, contacts)
        if folded(coordinator.id) == asked:
            return Whose(organisation, coordinator.id, coordinator.name, organisation.departments)
    mine = tuple(d for d in organisation.departments if any(_stands_for(c, asked) for c in d.contacts))
    for contact in contacts:
        if folded(contact.id) == asked:
            return Whose(organisation, contact.id, contact.name, mine)
        if contact.deputy and folded(contact.deputy.email) == asked:
            return Whose(organisation, asked, contact.deputy.name, mine)
    return None


def revoke_links(database: Database, contact: str, now: dt.datetime) -> tuple[str, ...]:
    """End every link made so far for a person, given by id; the ids of their organisations. Raises NotFound."""
    with database.write() as tx:
        found = [(o.id, who) for o in db.organisations.all_organisations(tx) if (who := person(o, contact))]
        if not found:
            raise NotFound(f"ingen kontakt, ersättare eller samordnare heter {contact}; se bidragsvakt contacts list")
        for organisation_id, who in found:
            db.feeds.revoke_links(tx, organisation_id, who.contact_id, now)
    return tuple(organisation_id for organisation_id, _ in found)


def _stands_for(contact: Contact, asked: str) -> bool:
    return folded(contact.id) == asked or (contact.deputy is not None and folded(contact.deputy.email) == asked)
