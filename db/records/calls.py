"""Calls as sources tell them and as they are stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What the source says of a call; what has passed is decided from its deadlines, not from this."""

    FORTHCOMING = "forthcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a source says when: with less than a day, the date is the last day of the period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    """Spring, summer or autumn; their last days are those of June, August and December."""


class Role(StrEnum):
    """What a municipality can be in a call, as far as its words tell; most to least."""

    LEAD = "lead"
    PARTNER = "partner"
    PILOT = "pilot"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CallKey:
    """The identity of a call: an id-space (``ft`` for the EU portal, else the source's id) and the id in it."""

    namespace: str
    external_id: str

    @property
    def folded(self) -> str:
        """The form compared and stored as unique: portals mix upper and lower case."""
        return f"{self.namespace}:{self.external_id.casefold()}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One cut-off. ``time`` is None when the source gives none (the portal's 00:00): it passes when the day ends."""

    date: dt.date
    time: dt.time | None = None
    zone: str = "Europe/Brussels"
    stage: int | None = None
    precision: Precision = Precision.DAY
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays how much of the costs, in per cent, where the source says it; ``words`` are the source's own.

    Kept apart because sources quote the rate from both sides: one gives the EU's part, another the applicant's.
    """

    eu: int | None = None
    national: int | None = None
    own: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """Whole units of ``currency``; ``rate`` is the co-financing rate in per cent."""

    currency: str = "EUR"
    total: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    expected_grants: int | None = None
    rate: int | None = None
    shares: Shares = field(default_factory=Shares)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a call's text (``Scope``); text before the first heading has the heading ``""``."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What one source says of one call, cleaned: plain text without control characters, absolute http(s) URLs."""

    key: CallKey
    title: str
    url: str
    language: str
    summary: str = ""
    sections: tuple[Section, ...] = ()
    programme: str | None = None
    action_type: str | None = None
    status: Status = Status.UNKNOWN
    opening: dt.date | None = None
    deadlines: tuple[Deadline, ...] = ()
    budget: Budget = field(default_factory=Budget)
    eligibility: str = ""
    keywords: tuple[str, ...] = ()
    call_title: str = ""
    swedish_title: str = ""
    """The source's own translation of the title, made by a machine; the title stays the original."""
    opening_words: str = ""
    """When it opens, as the source says it, where it gives no day (``våren 2027``)."""
    regions: tuple[str, ...] = ()
    """Swedish counties, or ``Hela Sverige``, that the source says the call is for; none when it does not say."""
    updates: tuple[str, ...] = ()
    """What the source has announced of the call since it was published, in its own words and order."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Values that could not be read, by field name, as the source wrote them."""

    @property
    def text(self) -> str:
        """All sections as one plain text."""
        return "\n\n".join(f"{s.heading}\n{s.text}" if s.heading else s.text for s in self.sections)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sources disagree on a field. ``said``: what each says that says anything, JSON-ready, the one in force first."""

    field: str
    said: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A stored call: its facts and what we know about how we know them."""

    id: int
    facts: CallFacts
    content_hash: str
    sources: tuple[str, ...]
    first_seen: dt.datetime
    last_seen: dt.datetime
    gone_since: dt.datetime | None = None
    """When the second complete crawl in a row no longer showed it (never the same as closed)."""
    set_aside: str | None = None
    """Why the call is kept out of digests, in Swedish; None when it is not. Worked out when read, never stored."""
    backlog: bool = False
    """Stored when its source was taken in with its backlog: matched, but not announced as new."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Which source each value comes from, by field; empty where one source is all there is."""
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSighting:
    """What is needed to tell whether a source's row is new, changed or unchanged, without loading its text."""

    call_id: int
    key: CallKey
    raw_hash: str
    content_hash: str
    missed: int
    closes_at: dt.datetime | None = None
    sighting_id: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One field of a call went from one value to another. Values are JSON-ready (str, int, list, dict, None)."""

    id: int
    call_id: int
    source_id: str
    field: str
    old: object
    new: object
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One field differs between two states of a call's facts; values are JSON-ready."""

    field: str
    old: object
    new: object
