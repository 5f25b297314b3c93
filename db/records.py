"""The words of the house as frozen records. Standard library only; any package may import this module.

Field names follow the vocabulary of docs/words.md. Times are aware and in UTC unless the name says otherwise;
dates are calendar dates in the zone named beside them. ``None`` means *unknown*, never zero or empty.
"""

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


class Band(StrEnum):
    """How much a match is worth a contact person's time, best first."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class Role(StrEnum):
    """What a municipality can be in a call, as far as its words tell; most to least."""

    LEAD = "lead"
    PARTNER = "partner"
    PILOT = "pilot"
    UNKNOWN = "unknown"


class SourceState(StrEnum):
    """How the latest crawl of a source ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    SUSPECT = "suspect"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


class MailState(StrEnum):
    """Where a mail stands on its way to the contact."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


class StandingState(StrEnum):
    """Whether a person may be written to."""

    ACTIVE = "active"
    PAUSED = "paused"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"


# --- calls -------------------------------------------------------------------------------------------


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
    unread: Mapping[str, str] = field(default_factory=dict)
    """Values that could not be read, by field name, as the source wrote them."""

    @property
    def text(self) -> str:
        """All sections as one plain text."""
        return "\n\n".join(f"{s.heading}\n{s.text}" if s.heading else s.text for s in self.sections)


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


@dataclass(frozen=True, slots=True)
class KnownSighting:
    """What is needed to tell whether a source's row is new, changed or unchanged, without loading its text."""

    call_id: int
    key: CallKey
    raw_hash: str
    content_hash: str
    missed: int
    closes_at: dt.datetime | None = None


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


# --- sources -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional GET sends back next time."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """The result of one crawl of one source; counts are rows. seen = new to rejected added up."""

    source_id: str
    state: SourceState
    started: dt.datetime
    finished: dt.datetime
    requests: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    duplicate: int = 0
    rejected: int = 0
    undated: int = 0
    """Usable rows that gave no last day."""
    notes: tuple[str, ...] = ()
    error: str | None = None

    @property
    def seen(self) -> int:
        return self.new + self.changed + self.unchanged + self.stale + self.duplicate + self.rejected


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the database remembers of a source between crawls. ``removed`` marks one no longer in sources.toml."""

    id: str
    name: str
    state: SourceState | None = None
    last_attempt: dt.datetime | None = None
    last_success: dt.datetime | None = None
    rows: int = 0
    """Rows of the latest complete crawl."""
    validators: Validators = field(default_factory=Validators)
    error: str | None = None
    notes: tuple[str, ...] = ()
    failures: int = 0
    """Failed or suspect crawls in a row."""
    removed: bool = False
    trouble: str = ""
    """What is wrong with it beside the latest crawl, in Swedish: silence, drift. Worked out when read, never stored."""


# --- the municipality --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A name and a mail address. Never logged."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Area:
    """A development area: what a department wants to develop, in a few Swedish sentences."""

    id: str
    title: str
    text: str
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Gets the digest of one or more departments. ``id`` is stable; it defaults to the address in lower case."""

    id: str
    name: str
    email: str
    deputy: Person | None = None
    locale: str = "sv"
    frequency: str = "weekly"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the department's board (nämnd), and the last day to hand in papers for it; days in Sweden."""

    date: dt.date
    papers: dt.date


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    areas: tuple[Area, ...] = ()
    contacts: tuple[Contact, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str | None = None
    meetings: tuple[Meeting, ...] = ()
    """By date; empty when the calendar is not known."""

    def in_force(self, day: dt.date) -> bool:
        """Whether the department exists on this day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str
    locale: str = "sv"
    coordinator: Person | None = None
    departments: tuple[Department, ...] = ()
    orgnr: str | None = None
    pic: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody said of whether a person may be written to; the newest one that concerns the person is in force.

    ``address`` is in lower case. A bounce concerns the address, the others the person as well, whatever their address.
    """

    contact_id: str
    address: str
    state: StandingState
    at: dt.datetime
    until: dt.date | None = None
    """The last day of a pause, in Sweden; None when it has no end yet."""
    reason: str = ""
    by: str = ""
    """Who said so: ``operator``, the person, a bounced mail."""
    id: int = 0


# --- matches and mails -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a match's score: the Swedish words, the English words they met, and the term between them."""

    weight: float
    swedish: str
    english: str
    term: str
    via: str
    """``own`` (the coordinator's own term), ``term`` (the list has the phrase), ``part`` (a part of a compound),
    ``dictionary`` (a general one), ``same`` (the word itself), ``near`` (a term that shares English words with what the
    area says), ``mark`` (learnt from a mark; negative where a mark of *inte relevant* takes weight away) or
    ``excluded`` (weight 0: an excluded word in the title holds the match down)."""
    about: str = ""
    """The Swedish term in base form, for the line *Handlar om*."""
    mark: str = ""
    """The id of the marked call that a ``mark`` mostly comes from."""


@dataclass(frozen=True, slots=True)
class Match:
    """A call against a development area. Scores are in [0, 1]; the reasons' weights add up to the score."""

    organisation_id: str
    area_id: str
    call_id: int
    score: float
    band: Band
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class BandLimits:
    """From which score, in (0, 1], a match is strong, and from which it is possible."""

    strong: float
    possible: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of a call for an area. The latest that is not undone counts; rows are never taken away.

    ``by`` is a contact's id, or ``cli``.
    """

    id: int
    organisation_id: str
    area_id: str
    call_id: int
    relevant: bool
    by: str
    at: dt.datetime
    undone: dt.datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something a contact has been told: kind ``new`` (ref ""), ``change`` (ref = revision id) or ``gone`` (ref = the
    day it was gone). Unique by (contact, kind, call, ref)."""

    contact_id: str
    kind: str
    call_id: int
    ref: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A relay or recipient that is not tried again from ``since`` until ``until``; ``failures`` came in a row."""

    failures: int
    since: dt.datetime
    until: dt.datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one contact, unique by (organisation, contact, kind, key); the body is frozen when it is queued."""

    id: int
    organisation_id: str
    contact_id: str
    kind: str
    key: str
    state: MailState
    address: str = ""
    subject: str = ""
    message: bytes = b""
    html: str = ""
    reason: str | None = None
    created: dt.datetime | None = None
    sent: dt.datetime | None = None
    note: str | None = None
    """What stays true of it whatever becomes of it, in Swedish: what it folds in, who asked for it twice."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many calls it tells of, by ``new``, ``changed``, ``gone`` and ``coming``."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Since when no mail is handed over, and why, in Swedish."""

    since: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """A period's digests of an organisation. ``reason`` says why the period got none of its own."""

    kind: str
    key: str
    opened: dt.datetime
    reason: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
