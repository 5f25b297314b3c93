"""What a contact's digest says, or why it says nothing. Pure: records and a moment in, a choice out.

A contact is told of a call once. What was true of a call when it was first told is marked as told too, revision by
revision, so that no comparison of clocks decides what is news.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from db.records import (
    Announcement,
    Area,
    Band,
    Call,
    Change,
    Contact,
    Department,
    MailState,
    Match,
    Revision,
    Status,
)
from watcher.clock import BRUSSELS, STOCKHOLM
from watcher.rules.awaiting import Waiting
from watcher.rules.changewords import net_changes, sentences
from watcher.rules.deadlines import is_past, next_deadline
from watcher.rules.events import coming
from watcher.rules.periods import DAILY
from watcher.rules.similar import Group, Neighbours, grouped

FIRST_LIMIT = 10
"""Calls an area shows the first time it has any; the rest are counted."""
AREA_LIMIT = 15
"""Calls an area shows in any digest; the rest are counted, and what lists them is named."""
COMING_DAYS = 30
SILENT_WEEKS = 4
NEW, CHANGE, GONE, LISTED = "new", "change", "gone", "listed"
"""What an announcement is of; *listed* is a call of an urgent mail that a digest has said was sent already."""
TOLD_BANDS = (Band.STRONG, Band.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A contact and the departments, in force, whose mail they get."""

    contact: Contact
    departments: tuple[Department, ...]
    instead: tuple[tuple[str, str], ...] = ()
    """The departments whose mail they get in somebody's place, by name, each with the name of who cannot be reached;
    empty where nobody else is left."""

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(a for d in self.departments for a in d.areas)


@dataclass(frozen=True)
class Material:
    """What is known of calls, the same for every contact of an organisation."""

    calls: Mapping[int, Call]
    matches: Mapping[str, Sequence[Match]]
    """By area id, strong and possible ones, best first."""
    revisions: Mapping[int, Sequence[Revision]]
    """By call id, oldest first."""
    neighbours: Neighbours = field(default_factory=dict)
    events: Mapping[int, Call] = field(default_factory=dict)
    """What is no call: information days, partner searches, webinars."""


@dataclass(frozen=True)
class Memory:
    """What the contact has been told, and how their weekly mails went, oldest first."""

    announced: Sequence[Announcement] = ()
    weekly: Sequence[tuple[str, MailState]] = ()
    quiet: Sequence[tuple[str, MailState]] = ()
    urgent: Sequence[int] = ()
    """Ids of the calls that were announced by urgent mails."""


@dataclass(frozen=True, slots=True)
class Item:
    """A call under an area. ``elsewhere`` names the area where it is written out, when that is not this one.

    ``similar`` are new calls of the area that say nearly the same: announced as well, shown in a line under this one.
    """

    call: Call
    match: Match
    elsewhere: Area | None = None
    similar: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaNews:
    """The new calls of an area; ``more`` is how many are only counted."""

    department: Department
    area: Area
    items: tuple[Item, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """A call the contact knows, and what has changed in it since they were last told."""

    call: Call
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class DigestContent:
    """Everything a weekly digest says. ``new_calls`` counts each call once, also those that are only counted."""

    news: tuple[AreaNews, ...]
    new_calls: int
    strong_calls: int
    """Those of the new calls that are a strong match of at least one area."""
    changed: tuple[Changed, ...]
    gone: tuple[Call, ...]
    coming: tuple[Call, ...]
    strong: frozenset[int] = frozenset()
    """Ids of the calls, new or known, that are a strong match of one of the contact's areas."""
    already: tuple[Call, ...] = ()
    """Calls that an urgent mail has announced since the latest digest."""
    set_aside: int = 0
    """Matched calls that a municipality cannot take part in: only counted."""
    waiting: tuple[Waiting, ...] = ()
    """Calls that a stand is asked for."""
    events: tuple[Call, ...] = ()
    """New events that fit, soonest first."""
    announcements: tuple[Announcement, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to tell, but silent for so long that a short sign of life is due."""

    weeks: int


@dataclass(frozen=True, slots=True)
class Silence:
    """No mail this time; ``reason`` is Swedish, for the ledger."""

    reason: str


def choose(
    addressee: Addressee, material: Material, memory: Memory, now: dt.datetime, waiting: tuple[Waiting, ...] = ()
) -> DigestContent | Quiet | Silence:
    """Decide what to tell the contact now. New matches, changed facts, vanished calls and stands that are overdue make
    a mail; dates do not."""
    if not addressee.areas and not waiting:
        return Silence("inga utvecklingsområden att bevaka")
    live = tellable(material, now)
    told = Told(memory.announced)
    fresh = [m for area in addressee.areas for m in _fresh(area, material, live, told)]
    new_ids = {m.call_id for m in fresh}
    changed = pending_changes(material, live, told)
    already = tuple(live[i] for i in memory.urgent if i in live and not told.has(LISTED, i, ""))
    gone = tuple(c for i, c in live.items() if i in told.calls and c.gone_since and not told.has(GONE, i, _gone_ref(c)))
    events = _new_events(addressee, material, told, now)
    if not (new_ids or changed or gone or events or _pressing(addressee.contact, waiting, now)):
        weeks = silent_weeks(memory)
        return Quiet(weeks) if weeks >= SILENT_WEEKS else Silence("inget nytt")
    return DigestContent(
        news=_news(addressee, material, live, told),
        new_calls=len(new_ids),
        strong_calls=len({m.call_id for m in fresh if m.band is Band.STRONG}),
        changed=changed,
        gone=gone,
        coming=_coming(addressee, material, live, now),
        strong=strong_calls(addressee, material, live),
        already=already,
        set_aside=_set_aside(addressee, material, now),
        waiting=waiting,
        events=events,
        announcements=(
            *(Announcement(addressee.contact.id, NEW, event.id) for event in events),
            *_announcements(addressee.contact.id, material, new_ids, live, told, gone),
            *(Announcement(addressee.contact.id, LISTED, call.id) for call in already),
        ),
    )


def _new_events(addressee: Addressee, material: Material, told: Told, now: dt.datetime) -> tuple[Call, ...]:
    """Coming events that match one of the areas and have not been told of."""
    live = coming(material.events, now)
    ids = {m.call_id for area in addressee.areas for m in _matched(area, material, live)} - told.calls
    days = {i: min((d.date for d in live[i].facts.deadlines), default=dt.date.max) for i in ids}
    return tuple(live[i] for i in sorted(ids, key=lambda i: (days[i], i)))


def _pressing(contact: Contact, waiting: Iterable[Waiting], now: dt.datetime) -> bool:
    """Whether an overdue stand makes a mail by itself: once a week also for those who get mail every day."""
    if contact.frequency == DAILY and now.astimezone(STOCKHOLM).weekday() != 0:
        return False
    return any(w.late for w in waiting)


def tellable(material: Material, now: dt.datetime) -> dict[int, Call]:
    """The calls that can be told of: open or coming, and open to a municipality."""
    return {i: c for i, c in material.calls.items() if c.set_aside is None and not _closed(c, now)}


def fresh_matches(addressee: Addressee, material: Material, memory: Memory, now: dt.datetime) -> list[Match]:
    """The matches of calls that the contact has not been told of, area by area, best first."""
    live, told = tellable(material, now), Told(memory.announced)
    return [m for area in addressee.areas for m in _fresh(area, material, live, told)]


def strong_calls(addressee: Addressee, material: Material, live: Mapping[int, Call]) -> frozenset[int]:
    """Ids of the calls that are a strong match of one of the contact's areas."""
    return frozenset(
        m.call_id for area in addressee.areas for m in _matched(area, material, live) if m.band is Band.STRONG
    )


def silent_weeks(memory: Memory) -> int:
    """Weeks in a row, up to the latest, in which the contact got no mail at all."""
    quiet = {key for key, _ in memory.quiet}
    count = 0
    for key, state in reversed(memory.weekly):
        if state is not MailState.SKIPPED or key in quiet:
            break
        count += 1
    return count


class Told:
    """What the contact has been told, quick to ask."""

    def __init__(self, announced: Iterable[Announcement]) -> None:
        self._all = {(a.kind, a.call_id, a.ref) for a in announced}
        self.calls = {call_id for kind, call_id, _ in self._all if kind == NEW}

    def has(self, kind: str, call_id: int, ref: str) -> bool:
        return (kind, call_id, ref) in self._all


def _closed(call: Call, now: dt.datetime) -> bool:
    return call.facts.status is Status.CLOSED or is_past(call.facts.deadlines, now)


def _set_aside(addressee: Addressee, material: Material, now: dt.datetime) -> int:
    aside = {i for i, c in material.calls.items() if c.set_aside is not None and not _closed(c, now)}
    return len(aside & {m.call_id for area in addressee.areas for m in material.matches.get(area.id, ())})


def _matched(area: Area, material: Material, live: Mapping[int, Call]) -> list[Match]:
    return [m for m in material.matches.get(area.id, ()) if m.band in TOLD_BANDS and m.call_id in live]


def _fresh(area: Area, material: Material, live: Mapping[int, Call], told: Told) -> list[Match]:
    matched = _matched(area, material, live)
    return [m for m in matched if m.call_id not in told.calls and _announceable(live[m.call_id])]


def _announceable(call: Call) -> bool:
    """Whether a call can be news: not gone, and not there since before its source was watched."""
    return call.gone_since is None and not call.backlog


def _news(addressee: Addressee, material: Material, live: Mapping[int, Call], told: Told) -> tuple[AreaNews, ...]:
    """Each area's new calls, best first. A call of several areas is written out under the one it fits best."""
    fresh = {a.id: _fresh(a, material, live, told) for a in addressee.areas}
    shown = {
        a.id: grouped(fresh[a.id], material.neighbours)[: _limit(a, material, live, told)] for a in addressee.areas
    }
    home: dict[int, tuple[float, Area]] = {}
    for area in addressee.areas:
        for m in (g.head for g in shown[area.id]):
            if m.call_id not in home or m.score > home[m.call_id][0]:
                home[m.call_id] = (m.score, area)
    return tuple(
        AreaNews(
            department,
            area,
            tuple(_item(g, area, home[g.head.call_id][1], live) for g in shown[area.id]),
            len(fresh[area.id]) - sum(g.size for g in shown[area.id]),
        )
        for department in addressee.departments
        for area in department.areas
        if fresh[area.id]
    )


def _limit(area: Area, material: Material, live: Mapping[int, Call], told: Told) -> int:
    """The first time an area has anything to tell, fewer are written out."""
    return AREA_LIMIT if any(m.call_id in told.calls for m in _matched(area, material, live)) else FIRST_LIMIT


def _item(group: Group, area: Area, home: Area, live: Mapping[int, Call]) -> Item:
    similar = tuple(live[m.call_id] for m in group.similar)
    return Item(live[group.head.call_id], group.head, None if home.id == area.id else home, similar)


def pending_changes(material: Material, live: Mapping[int, Call], told: Told) -> tuple[Changed, ...]:
    """Of the calls that the contact knows, those in which something a reader can see has changed."""
    found = []
    for call_id in sorted(told.calls & live.keys()):
        changes = net_changes(untold(material, told, call_id))
        if sentences(changes):
            found.append(Changed(live[call_id], changes))
    return tuple(found)


def untold(material: Material, told: Told, call_id: int) -> list[Revision]:
    """The call's revisions that the contact has not been told of, oldest first."""
    return [r for r in material.revisions.get(call_id, ()) if not told.has(CHANGE, call_id, str(r.id))]


def _coming(addressee: Addressee, material: Material, live: Mapping[int, Call], now: dt.datetime) -> tuple[Call, ...]:
    """The contact's matched calls with a deadline in the next 30 days, soonest first."""
    last = now.astimezone(BRUSSELS).date() + dt.timedelta(days=COMING_DAYS)
    ids = {m.call_id for area in addressee.areas for m in _matched(area, material, live)}
    dated = [(deadline.date, i) for i in ids if (deadline := next_deadline(live[i].facts.deadlines, now))]
    return tuple(live[i] for date, i in sorted(dated) if date <= last)


def _announcements(
    contact_id: str,
    material: Material,
    new_ids: set[int],
    live: Mapping[int, Call],
    told: Told,
    gone: Sequence[Call],
) -> tuple[Announcement, ...]:
    """What the digest tells: new calls, vanished ones, and every revision of a call told now or before."""
    known = new_ids | (told.calls & live.keys())
    revisions = [(i, str(r.id)) for i in sorted(known) for r in material.revisions.get(i, ())]
    return (
        *(Announcement(contact_id, NEW, i) for i in sorted(new_ids)),
        *(Announcement(contact_id, CHANGE, i, ref) for i, ref in revisions if not told.has(CHANGE, i, ref)),
        *(Announcement(contact_id, GONE, c.id, _gone_ref(c)) for c in gone),
    )


def _gone_ref(call: Call) -> str:
    return call.gone_since.date().isoformat() if call.gone_since else ""


def week_key(moment: dt.datetime) -> str:
    """``2026-W48``: the ISO week in Sweden, which keys a weekly digest."""
    year, week, _ = moment.astimezone(STOCKHOLM).isocalendar()
    return f"{year}-W{week:02}"
