"""The coordinator's week: which sources, people and areas need somebody, whether anything is wrong or not.

Due from the hour of the weekly digest; one that was missed goes as soon as somebody asks in the same week.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import db.considerations
import db.digests
import db.letters
from db.records import Contact, Mail, MailState, Organisation
from watcher.clock import STOCKHOLM
from watcher.jobs import lane, schedule
from watcher.jobs.background import Background, background
from watcher.jobs.deps import Deps
from watcher.jobs.lane import LaneReport, Letter, Reader
from watcher.mail import render
from watcher.mail.letterhead import Letterhead
from watcher.mail.letters import Part, SummaryView
from watcher.parse.text import one_line
from watcher.rules import periods, recipients
from watcher.rules.announce import Addressee, Material, Memory, tellable, week_key
from watcher.rules.awaiting import for_coordinator
from watcher.rules.followup import figures, figures_text
from watcher.rules.periods import Calendar
from watcher.rules.recipients import Plan
from watcher.rules.standing import folded
from watcher.rules.swedish import capital, date_text, plural

SUMMARY = "summary"
WEEK = dt.timedelta(days=7)
YEAR = dt.timedelta(days=365)


def run(deps: Deps, now: dt.datetime) -> LaneReport:
    """Queue this week's summary for every organisation that has a coordinator and has not had it."""
    slot = periods.slot_of(week_key(now), Calendar.of(deps.settings))
    done = []
    for organisation in lane.organisations(deps) if slot is not None and slot <= now else []:
        with deps.database.read() as tx:
            had = {key for _, key in db.letters.keys(tx, organisation.id, SUMMARY)}
        person = coordinator(organisation)
        if person and week_key(now) not in had:
            done.append(lane.queue(deps, organisation, person, draft(deps, organisation, person, now), now))
    return lane.total(done, SUMMARY)


def coordinator(organisation: Organisation) -> Contact | None:
    """The coordinator as one who gets mail; who they are among the contacts, when they are one."""
    contacts = [c for d in organisation.departments for c in d.contacts]
    if organisation.coordinator is None:
        return None
    address = folded(organisation.coordinator.email)
    known = next((c for c in contacts if folded(c.email) == address), None)
    return known or recipients.coordinator(organisation.coordinator, contacts)


def draft(deps: Deps, organisation: Organisation, person: Contact, now: dt.datetime) -> Letter:
    """The summary."""
    with deps.database.read() as tx:
        plan = schedule.plan(tx, organisation, now)
        known = background(tx, deps.sources, organisation, now)
        failed = db.digests.mails(tx, organisation.id, states=[MailState.FAILED])
        items = db.considerations.listing(tx, organisation.id)
        history = db.considerations.history(tx, [i.id for i in items])
    reader = Reader(known, Addressee(person, ()), Memory())
    pen = lane.writing(deps, reader, now)
    head = lane.head(deps, reader, pen)
    parts = [
        Part("Källor att se över", lines=_troubled(head), none="Alla källor svarar som de ska."),
        Part("Förvaltningar utan egen läsare", lines=_unread(plan), none="Alla förvaltningar har en läsare."),
        Part("Brev som inte kom fram", lines=_failed(organisation, failed, now), none="Alla brev kom fram."),
        Part(
            "Områden utan träffar",
            lines=_empty(organisation, known.material, now),
            none="Alla områden har minst en utlysning just nu.",
        ),
        Part(
            "Överväganden som blivit liggande",
            lines=_let_lie(organisation, known, now),
            none="Inget har väntat mer än tio arbetsdagar för länge.",
        ),
    ]
    waiting = sum(bool(p.lines) for p in parts)
    short = plural(waiting, "sak att se över", "saker att se över") if waiting else "allt i sin ordning"
    lead = "Det här behöver någon se över." if waiting else "Inget behöver göras."
    year = figures([i for i in items if now - i.opened <= YEAR], history, now.astimezone(STOCKHOLM).date())
    parts.append(Part("Det senaste årets överväganden", none=figures_text(year)))
    shown = SummaryView(head, short, lead, (*parts, *_unwatched(deps)))
    return Letter(SUMMARY, week_key(now), render.rendered(SUMMARY, shown))


def _let_lie(organisation: Organisation, known: Background, now: dt.datetime) -> tuple[str, ...]:
    """What contacts and deputies have not answered."""
    live, names = tellable(known.material, now), {d.id: d.name for d in organisation.departments}
    return tuple(
        f"{names.get(i.department_id, i.department_id)}: {one_line(live[i.call_id].facts.title)}, svaret skulle ha "
        f"kommit {date_text(i.due)}"
        for i in for_coordinator(known.asked, live, now.astimezone(STOCKHOLM).date())
    )


def _troubled(head: Letterhead) -> tuple[str, ...]:
    return tuple(f"{s.name}: {s.state}" for s in head.sources if not s.good)


def _unwatched(deps: Deps) -> tuple[Part, ...]:
    """Funders that nobody watches, with their links: always so, and nothing that the week made urgent."""
    lines = tuple(f"{one.name}: {one.url or one.why}" for one in deps.sources.unwatched)
    return (Part("Bevakas inte – titta själva ibland", lines=lines),) if lines else ()


def _unread(plan: Plan) -> tuple[str, ...]:
    names = {a.contact.id: a.contact.name for a in plan.addressees}
    lines = [f"{u.department.name}: {u.why}" for u in plan.unwatched]
    lines += [
        f"{s.department.name}: {names.get(s.contact_id, s.contact_id)} får breven eftersom {s.why}"
        for s in plan.stand_ins
        if s.instead_of
    ]
    return tuple(map(capital, lines))


def _failed(organisation: Organisation, failed: Iterable[Mail], now: dt.datetime) -> tuple[str, ...]:
    """Those of the last week, named by the person and the subject."""
    names = {c.id: c.name for d in organisation.departments for c in d.contacts}
    recent = [m for m in failed if m.created and now - m.created <= WEEK]
    return tuple(f"{names.get(m.contact_id, m.contact_id)}: {m.subject} ({m.reason or 'okänt skäl'})" for m in recent)


def _empty(organisation: Organisation, material: Material, now: dt.datetime) -> tuple[str, ...]:
    """Areas in force that no call now open or coming fits."""
    live = tellable(material, now)
    day = now.astimezone(STOCKHOLM).date()
    return tuple(
        f"{area.title} ({department.name})"
        for department in organisation.departments
        if department.in_force(day)
        for area in department.areas
        if not any(m.call_id in live for m in material.matches.get(area.id, ()))
    )
