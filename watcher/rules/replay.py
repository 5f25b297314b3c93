"""The digests of past weeks told again under given matches, and what two tellings differ in. Pure.

The past is the stored one: when each call was first seen, when it was gone, and its deadlines and status as revisions
tell them. What nobody recorded is as it is today: the areas, the contacts, and how common words were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from db.records import Announcement, Band, Call, CallFacts, Deadline, Match, Revision, Status
from watcher.clock import STOCKHOLM
from watcher.rules.announce import NEW, TOLD_BANDS, Addressee, DigestContent, Material, Memory, choose, week_key
from watcher.rules.periods import WEEKLY, Calendar, key_of, slot_of

_WEEK = dt.timedelta(days=7)
_YEARS = 10
"""How far back slots are looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A call that a contact's digest of a week tells under an area."""

    week: str
    contact_id: str
    area_id: str
    call_id: int
    band: Band
    score: float

    @property
    def key(self) -> tuple[str, str, int]:
        return self.contact_id, self.area_id, self.call_id


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second telling adds, leaves out, and tells in another band (before, after)."""

    enters: tuple[Told, ...]
    leaves: tuple[Told, ...]
    moves: tuple[tuple[Told, Told], ...]


def slots(now: dt.datetime, weeks: int, calendar: Calendar) -> list[dt.datetime]:
    """The moments of the last so many weekly digests, oldest first; quiet weeks have none, the latest is not after
    ``now``."""
    today = now.astimezone(STOCKHOLM).date()
    earlier = (slot_of(key_of(WEEKLY, today - n * _WEEK), calendar) for n in range(_YEARS * 53))
    return list(islice((moment for moment in earlier if moment and moment <= now), weeks))[::-1]


def told(
    addressees: Sequence[Addressee],
    calls: Iterable[Call],
    matches: Mapping[str, Sequence[Match]],
    revisions: Mapping[int, Sequence[Revision]],
    moments: Sequence[dt.datetime],
) -> list[Told]:
    """What each contact's digests would have told at these moments; what was seen a week before the first is known."""
    known = list(calls)
    found: list[Told] = []
    for addressee in addressees:
        contact = addressee.contact.id
        heard = [Announcement(contact, NEW, c.id) for c in known if c.first_seen <= moments[0] - _WEEK]
        for moment in moments:
            material = Material({c.id: c for c in _then(known, revisions, moment)}, matches, {})
            choice = choose(addressee, material, Memory(heard), moment)
            if isinstance(choice, DigestContent):
                heard += choice.announcements
                found += _told(addressee, material, {a.call_id for a in choice.announcements if a.kind == NEW}, moment)
    return found


def _told(addressee: Addressee, material: Material, new: set[int], moment: dt.datetime) -> Iterable[Told]:
    for area in addressee.areas:
        for match in material.matches.get(area.id, ()):
            if match.call_id in new and match.band in TOLD_BANDS:
                week, contact = week_key(moment), addressee.contact.id
                yield Told(week, contact, area.id, match.call_id, match.band, match.score)


def compare(before: Iterable[Told], after: Iterable[Told]) -> Difference:
    """What enters, leaves and changes band, in the order of the tellings. A call told in another week is the same."""
    first, second = {t.key: t for t in before}, {t.key: t for t in after}
    return Difference(
        enters=tuple(t for key, t in second.items() if key not in first),
        leaves=tuple(t for key, t in first.items() if key not in second),
        moves=tuple((t, second[k]) for k, t in first.items() if k in second and second[k].band is not t.band),
    )


def _then(calls: Iterable[Call], revisions: Mapping[int, Sequence[Revision]], moment: dt.datetime) -> Iterable[Call]:
    for call in calls:
        if call.first_seen <= moment:
            gone = call.gone_since if call.gone_since and call.gone_since <= moment else None
            yield replace(call, gone_since=gone, facts=facts_at(call.facts, revisions.get(call.id, ()), moment))


def facts_at(facts: CallFacts, revisions: Sequence[Revision], moment: dt.datetime) -> CallFacts:
    """The facts with deadlines and status as they were: later revisions (oldest first) taken back."""
    for revision in reversed(revisions):
        if revision.at > moment and revision.field == "deadlines":
            facts = replace(facts, deadlines=tuple(map(_deadline, _items(revision.old))))
        elif revision.at > moment and revision.field == "status":
            facts = replace(facts, status=Status(str(revision.old)))
    return facts


def _items(value: object) -> list[Mapping[str, Any]]:
    return value if isinstance(value, list) else []


def _deadline(item: Mapping[str, Any]) -> Deadline:
    time = dt.time.fromisoformat(item["time"]) if item["time"] else None
    return Deadline(dt.date.fromisoformat(item["date"]), time, item["zone"], item["stage"])
