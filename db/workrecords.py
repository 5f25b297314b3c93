"""What departments do with calls, as frozen records: considerations, applications, projects and other work.

Standard library only; any package may import this module. Times are aware and in UTC, dates are calendar dates in
Sweden. ``None`` means *unknown*, never zero or empty. Money is whole units of ``currency``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """What a department has said of a call; ``new`` is not said yet."""

    NEW = "new"
    WATCHING = "watching"
    APPLYING = "applying"
    DECLINED = "declined"
    DELEGATED = "delegated"


class Grounds(StrEnum):
    """Why a department does not apply: the short list."""

    NEED = "need"
    CAPACITY = "capacity"
    COFINANCING = "cofinancing"
    TIME = "time"
    ELIGIBILITY = "eligibility"
    PARTNER = "partner"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Consideration:
    """A department's recorded stand on a call, one for each of the call's cut-offs.

    ``cutoff`` is the deadline it was opened for, as ``2027-04-08``, or empty when the call has none. ``due`` is the
    day by which a stand is expected. ``owner`` is a contact's id.
    """

    id: int
    organisation_id: str
    department_id: str
    call_id: int
    cutoff: str
    opened: dt.datetime
    due: dt.date
    stand: Stand = Stand.NEW
    grounds: Grounds | None = None
    note: str = ""
    owner: str | None = None
    taken: dt.datetime | None = None
    """When the present stand was taken; None while it is new."""


@dataclass(frozen=True, slots=True)
class StandTaken:
    """One line of a consideration's history: who took which stand, when and how. Lines are added, never changed.

    ``by`` is a contact's id or another name of who did it, ``via`` the way: ``mail``, ``web`` or ``command``. A line
    that undoes another names it in ``undoes`` and restores what stood before that one.
    """

    id: int
    consideration_id: int
    at: dt.datetime
    by: str
    via: str
    stand: Stand
    grounds: Grounds | None = None
    note: str = ""
    owner: str | None = None
    undoes: int | None = None


class ApplicationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ProjectKind(StrEnum):
    """EU projects and other international projects are reported apart."""

    EU = "eu"
    INTERNATIONAL = "international"


class Part(StrEnum):
    """The department's part in a project."""

    COORDINATOR = "coordinator"
    PARTNER = "partner"


class PartnerKind(StrEnum):
    """The kinds of partner that the strategy names, and all others."""

    BUSINESS = "business"
    UNIVERSITY = "university"
    NETWORK = "network"
    OTHER = "other"


class ActivityKind(StrEnum):
    """Other international work."""

    NETWORK = "network"
    CONFERENCE = "conference"
    VISIT = "visit"
    EXCHANGE = "exchange"
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Partner:
    name: str
    kind: PartnerKind = PartnerKind.OTHER
    country: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """Who pays what of a project. The rates are per cent of the total, as decided."""

    currency: str = "SEK"
    total: int | None = None
    grant: int | None = None
    """All that comes from the programme."""
    own: int | None = None
    """The municipality's own share."""
    eu_rate: float | None = None
    national_rate: float | None = None
    own_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """What a consideration became. ``call_id`` is None for calls that we never saw."""

    id: int
    organisation_id: str
    department_id: str
    title: str
    state: ApplicationState
    submitted: dt.date | None = None
    decided: dt.date | None = None
    programme: str | None = None
    kind: ProjectKind = ProjectKind.EU
    call_id: int | None = None
    consideration_id: int | None = None
    reference: str = ""
    """Diarienummer."""
    money: Money = Money()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """An EU project or another international project. It has ended when its end has passed or ``ended`` is set."""

    id: int
    organisation_id: str
    department_id: str
    title: str
    kind: ProjectKind
    part: Part | None = None
    programme: str | None = None
    call_id: int | None = None
    application_id: int | None = None
    partners: tuple[Partner, ...] = ()
    money: Money = Money()
    start: dt.date | None = None
    end: dt.date | None = None
    ended: bool = False
    reference: str = ""
    results: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Other international work: a network, a conference, a study visit, an exchange, training."""

    id: int
    organisation_id: str
    department_id: str
    kind: ActivityKind
    title: str
    start: dt.date
    end: dt.date | None = None
    place: str = ""
    partners: tuple[Partner, ...] = ()
    results: str = ""


@dataclass(frozen=True, slots=True)
class WorkChange:
    """One field of an application (``applications``), project or activity was changed; values are JSON-ready."""

    table: str
    row_id: int
    at: dt.datetime
    by: str
    field: str
    old: object
    new: object
