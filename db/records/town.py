"""The municipality: people, departments, development areas."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class StandingState(StrEnum):
    """Whether a person may be written to."""

    ACTIVE = "active"
    PAUSED = "paused"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"


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
