"""Matches, and the mails that tell of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Band(StrEnum):
    """How much a match is worth a contact person's time, best first."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class MailState(StrEnum):
    """Where a mail stands on its way to the contact."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


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
class MatchState:
    """What an organisation's stored matches were made from.

    ``basis`` tells all but the calls; ``calls`` the content hash (its beginning) of each call by id. ``learnt_calls``
    and ``concepts`` are how rare each concept was when all calls were scored last, ``moved`` how many have changed or
    gone since.
    """

    basis: str
    calls: Mapping[int, str]
    learnt_calls: int
    concepts: Mapping[str, int]
    moved: int = 0


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
