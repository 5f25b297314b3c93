"""A new contact is told what is stored of them, why, how long, and whom to ask.

Somebody who has had any mail before is not new: an installation that is updated does not write to everybody.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import db.letters
from db.records import Contact, Organisation
from watcher.jobs import lane, schedule
from watcher.jobs.background import Background
from watcher.jobs.deps import Deps
from watcher.jobs.lane import LaneReport, Letter, Reader
from watcher.mail import letters, render
from watcher.rules.announce import Addressee, Material, Memory

CONFIRM = "confirm"


def run(deps: Deps, now: dt.datetime) -> LaneReport:
    """Queue a mail for every contact that has not been told; one whose address is another is told anew."""
    done = []
    for organisation in lane.organisations(deps):
        for addressee in _new(deps, organisation, now):
            letter = draft(deps, bare_reader(organisation, addressee), now)
            done.append(lane.queue(deps, organisation, addressee.contact, letter, now))
    return lane.total(done, CONFIRM)


def draft(deps: Deps, reader: Reader, now: dt.datetime) -> Letter:
    """The confirmation for this person."""
    pen = lane.writing(deps, reader, now)
    shown = letters.confirm(reader.contact, reader.addressee.areas, lane.head(deps, reader, pen), pen)
    return Letter(CONFIRM, _key(reader.contact), render.rendered(CONFIRM, shown))


def bare_reader(organisation: Organisation, addressee: Addressee) -> Reader:
    """A person without what is known of calls, for mails that tell of none."""
    return Reader(Background(organisation, Material({}, {}, {}), ()), addressee, Memory())


def _new(deps: Deps, organisation: Organisation, now: dt.datetime) -> list[Addressee]:
    """Contacts of departments in force; deputies and the coordinator are written to when they step in."""
    own = {c.id for d in organisation.departments for c in d.contacts}
    with deps.database.read() as tx:
        told = db.letters.keys(tx, organisation.id, CONFIRM)
        known = db.letters.written_to(tx, organisation.id)
        people = schedule.plan(tx, organisation, now).addressees
    confirmed = {contact_id for contact_id, _ in told}
    return [
        a
        for a in people
        if a.contact.id in own
        and (a.contact.id, _key(a.contact)) not in told
        and (a.contact.id in confirmed or a.contact.id not in known)
    ]


def _key(contact: Contact) -> str:
    """The address, unreadable: keys are shown and logged."""
    return hashlib.sha256(contact.email.strip().casefold().encode()).hexdigest()[:12]
