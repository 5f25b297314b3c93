"""The mails beside the digest: sending those that are due, and looking at any of them beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import db.organisations
from db.records import Announcement, Band, Organisation
from watcher.errors import NotFound
from watcher.jobs import changes, confirm, lane, remind, summary, urgent
from watcher.jobs.deps import Deps
from watcher.jobs.digest_draft import URGENT
from watcher.jobs.digest_preview import Preview
from watcher.jobs.lane import Letter, Reader
from watcher.rules.announce import CHANGE, NEW, fresh_matches, tellable
from watcher.rules.deadlines import next_deadline
from watcher.rules.lanes import REMINDERS, Lane, Near, notices

KINDS = (URGENT, remind.REMIND, changes.CHANGES, summary.SUMMARY, confirm.CONFIRM)
NOW, EXAMPLE = "queued", "example"
"""States of a preview: what would be sent now, and a mail of the kind when there is nothing to send."""


def send_news(deps: Deps, now: dt.datetime) -> None:
    """What matches and calls give occasion to; after a crawl, and once a day since days pass without one."""
    urgent.run(deps, now)
    changes.run(deps, now)
    remind.run(deps, now)


def preview(deps: Deps, now: dt.datetime, kind: str, contact: str) -> Preview:
    """The mail of the kind that the contact would get now, else one as an example. Nothing is stored.

    ``contact`` is an id or an address; the summary is the coordinator's whoever is named. Raises NotFound when nobody
    is meant, or when there is no call to make an example of.
    """
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
    for organisation in organisations:
        if kind == summary.SUMMARY:
            if person := summary.coordinator(organisation):
                return _shown(NOW, summary.draft(deps, organisation, person, now))
            continue
        for reader in lane.readers(deps, now, organisation):
            if contact.casefold() in (reader.contact.id.casefold(), reader.contact.email.casefold()):
                return _of(deps, organisation, reader, kind, now)
    if kind == summary.SUMMARY:
        raise NotFound("kommunen har ingen samordnare att skriva till")
    raise NotFound(f"kontakten {contact} finns inte, kan inte nås, eller har ingen förvaltning i drift")


def _of(deps: Deps, organisation: Organisation, reader: Reader, kind: str, now: dt.datetime) -> Preview:
    if kind == confirm.CONFIRM:
        return _shown(NOW, confirm.draft(deps, confirm.bare_reader(organisation, reader.addressee), now))
    drafts: Mapping[str, Callable[[Deps, Reader, dt.datetime], Letter | None]] = {
        URGENT: urgent.draft,
        changes.CHANGES: changes.draft,
    }
    if kind in drafts and (letter := drafts[kind](deps, reader, now)):
        return _shown(NOW, letter)
    example = _EXAMPLES[kind](deps, reader, now)
    if example is None:
        raise NotFound("det finns ingen utlysning hos kontakten att visa som exempel")
    return _shown(EXAMPLE, example)


def _example_urgent(deps: Deps, reader: Reader, now: dt.datetime) -> Letter | None:
    """The contact's best match, told before or not."""
    matches = fresh_matches(reader.addressee, reader.known.material, replace(reader.memory, announced=()), now)
    best = max(matches, key=lambda m: (m.band is Band.STRONG, m.score), default=None)
    if best is None:
        return None
    owner = next(d for d in reader.addressee.departments if any(a.id == best.area_id for a in d.areas))
    near = Near(reader.known.material.calls[best.call_id], best, owner)
    return urgent.written(deps, reader, Lane(near=(near,)), now)


def _example_changes(deps: Deps, reader: Reader, now: dt.datetime) -> Letter | None:
    """What has ever changed in the calls of the contact's areas, as if nothing of it had been told."""
    areas = reader.addressee.areas
    known = {m.call_id for area in areas for m in reader.known.material.matches.get(area.id, ())}
    told = [Announcement(reader.contact.id, NEW, call_id) for call_id in known]
    found = notices(reader.addressee, reader.known.material, replace(reader.memory, announced=told), now)
    first = Lane(changed=found.changed[:1], announcements=tuple(a for a in found.announcements if a.kind == CHANGE))
    return changes.written(deps, reader, first, now) if found else None


def _example_remind(deps: Deps, reader: Reader, now: dt.datetime) -> Letter | None:
    """The matched call that closes first."""
    live = tellable(reader.known.material, now)
    ids = {m.call_id for a in reader.addressee.areas for m in reader.known.material.matches.get(a.id, ())}
    dated = [(d.date, i) for i in ids & live.keys() if (d := next_deadline(live[i].facts.deadlines, now))]
    return remind.draft(deps, reader, live[min(dated)[1]], REMINDERS[-1], now) if dated else None


_EXAMPLES: Mapping[str, Callable[[Deps, Reader, dt.datetime], Letter | None]] = {
    URGENT: _example_urgent,
    changes.CHANGES: _example_changes,
    remind.REMIND: _example_remind,
}


def _shown(state: str, letter: Letter) -> Preview:
    parts = letter.rendered
    return Preview(state, parts.subject, parts.text, parts.html)
