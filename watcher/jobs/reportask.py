"""Asks the departments that have not filled in a year for what the yearly report lacks: each person once a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.letters
from db.records import Organisation
from watcher.clock import STOCKHOLM
from watcher.jobs import lane, schedule
from watcher.jobs.confirm import bare_reader
from watcher.jobs.deps import Deps
from watcher.jobs.lane import Letter
from watcher.mail import render
from watcher.mail.reportask import report_ask
from watcher.rules.announce import Addressee
from watcher.rules.annual import Lacking, Period, Register, lacking

REPORT = "report"


@dataclass(frozen=True, slots=True)
class Asked:
    """A person, what their departments lack, and whether they have been asked about the year before."""

    addressee: Addressee
    lacking: tuple[Lacking, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Everybody to ask, and departments that lack something and that nobody can be asked about."""

    people: tuple[Asked, ...]
    unreached: tuple[Lacking, ...]


def plan(deps: Deps, register: Register, year: int, now: dt.datetime) -> Ask:
    """Whom to ask for what. A department whose own people cannot be reached is asked about as digests are sent."""
    today = now.astimezone(STOCKHOLM).date()
    missing = lacking(register, Period.of_year(year), today)
    with deps.database.read() as tx:
        addressees = schedule.plan(tx, register.organisation, now).addressees
        asked = db.letters.keys(tx, register.organisation.id, REPORT)
    people = []
    for addressee in addressees:
        ids = {d.id for d in addressee.departments}
        if mine := tuple(x for x in missing if x.department.id in ids):
            people.append(Asked(addressee, mine, (addressee.contact.id, str(year)) in asked))
    reached = {x.department.id for p in people for x in p.lacking}
    return Ask(tuple(people), tuple(x for x in missing if x.department.id not in reached))


def run(
    deps: Deps, organisation: Organisation, ask: Ask, year: int, now: dt.datetime, by: dt.date | None = None
) -> lane.LaneReport:
    """Queue the mails; whoever has been asked about the year is not asked again."""
    done = []
    for person in ask.people:
        reader = bare_reader(organisation, person.addressee)
        pen = lane.writing(deps, reader, now)
        shown = report_ask(person.lacking, year, by, lane.head(deps, reader, pen), pen)
        letter = Letter(REPORT, str(year), render.rendered(REPORT, shown))
        done.append(lane.queue(deps, organisation, reader.contact, letter, now))
    return lane.total(done, REPORT)
