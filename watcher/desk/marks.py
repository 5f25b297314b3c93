"""Marks of *relevant* and *inte relevant*: what people teach the matcher, one area and one call at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.calls
import db.marks
import db.organisations
from db.records import Area, Call, Mark, Organisation
from watcher.desk.lookup import area_of, call_of
from watcher.errors import NotFound
from watcher.jobs.deps import Deps

CLI = "cli"
"""Who marked, when nobody is named."""


@dataclass(frozen=True, slots=True)
class Marking:
    """A mark with what it stands on. ``counts``: not undone, and no later mark of the same call and area."""

    mark: Mark
    area: Area
    call: Call
    counts: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A mark taken back, and the earlier one that counts again, where there is one."""

    mark: Mark
    area: Area
    call: Call
    restored: Mark | None


def mark(deps: Deps, now: dt.datetime, call: str, area: str, *, relevant: bool, by: str = CLI) -> Marking:
    """Mark a call for an area; the next matching learns of it.

    ``by`` is a contact's id or address. Raises NotFound for a call, an area or a contact that does not exist.
    """
    with deps.database.write() as tx:
        found = call_of(tx, call)
        organisation, wanted = area_of(db.organisations.all_organisations(tx), area)
        who = _who(organisation, by)
        made = db.marks.add(tx, organisation.id, wanted.id, found.id, relevant=relevant, by=who, now=now)
    return Marking(made, wanted, found, True)


def unmark(deps: Deps, now: dt.datetime, call: str, area: str, *, by: str = CLI) -> Undone:
    """Take back the latest mark of a call for an area. Raises NotFound, also where there is no mark."""
    with deps.database.write() as tx:
        found = call_of(tx, call)
        organisation, wanted = area_of(db.organisations.all_organisations(tx), area)
        undone = db.marks.undo(tx, organisation.id, wanted.id, found.id, by=_who(organisation, by), now=now)
        if undone is None:
            raise NotFound(f"{found.facts.key.external_id} är inte märkt för området {wanted.id}")
        left = db.marks.counting(tx, organisation.id)
    restored = next((m for m in left if (m.area_id, m.call_id) == (wanted.id, found.id)), None)
    return Undone(undone, wanted, found, restored)


def listing(deps: Deps, now: dt.datetime, area: str | None = None, *, history: bool = False) -> list[Marking]:
    """The marks that count, all organisations', oldest first; with ``history`` every mark ever made.

    Raises NotFound for an area that does not exist.
    """
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
        marks = [m for o in organisations for m in db.marks.history(tx, o.id)]
        if area:
            organisation, wanted = area_of(organisations, area)
            marks = [m for m in marks if (m.organisation_id, m.area_id) == (organisation.id, wanted.id)]
        counting = {m.id for o in organisations for m in db.marks.counting(tx, o.id)}
        ids = {m.call_id for m in marks}
        calls = {c.id: c for c in db.calls.listing(tx, now, closed=True, ids=ids, with_text=False)}
    areas = {(o.id, a.id): a for o in organisations for d in o.departments for a in d.areas}
    found = [Marking(m, areas[m.organisation_id, m.area_id], calls[m.call_id], m.id in counting) for m in marks]
    return [m for m in found if history or m.counts]


def _who(organisation: Organisation, by: str) -> str:
    """The id of the contact who marks; ``cli`` for nobody in particular. Raises NotFound."""
    if by == CLI:
        return CLI
    for contact in (c for d in organisation.departments for c in d.contacts):
        if by.casefold() in (contact.id.casefold(), contact.email.casefold()):
            return contact.id
    raise NotFound(f"kontakten {by} finns inte i {organisation.name}")
