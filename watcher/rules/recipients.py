"""Who gets an organisation's mail: its contacts, and who stands in for those who cannot be reached. Pure.

A contact that cannot be reached is stood in for by their deputy. A department that nobody can be reached for goes to
the coordinator, who is told that it is unwatched. Each person is one addressee, however many parts they play.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from db.records import Contact, Department, Organisation, Person, Standing
from watcher.clock import STOCKHOLM
from watcher.rules.announce import Addressee
from watcher.rules.periods import WEEKLY
from watcher.rules.standing import folded, in_force, words

COORDINATOR = "coordinator"
"""The contact id of a coordinator who is not one of the contacts."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """``contact_id`` gets the department's mail in place of ``instead_of``; ``why`` is Swedish, without an address."""

    contact_id: str
    department: Department
    instead_of: str
    why: str


@dataclass(frozen=True, slots=True)
class Unwatched:
    """A department in force that none of its own people can be reached for; ``why`` is Swedish."""

    department: Department
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody who gets mail, each once, and the departments that depend on the coordinator or on nobody."""

    addressees: tuple[Addressee, ...]
    unwatched: tuple[Unwatched, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    deputies: tuple[Addressee, ...] = ()
    """Those who get no mail of their own, and are told what the contacts they are deputies of have let lie."""


def plan(
    organisation: Organisation, standings: Sequence[Standing], now: dt.datetime, late: Collection[str] = ()
) -> Plan:
    """Addressees in the order of the organisation, stand-ins and the coordinator last.

    ``late`` are ids of the departments whose deputies are to be told that a stand is overdue.
    """
    planner = _Planner(organisation, standings, now)
    found = planner.plan()
    return replace(found, deputies=tuple(planner.deputies(late, {a.contact.id for a in found.addressees})))


def coordinator(person: Person, contacts: Sequence[Contact]) -> Contact:
    """A coordinator who is no contact, as one who gets mail."""
    taken = any(c.id == COORDINATOR for c in contacts)
    return Contact(folded(person.email) if taken else COORDINATOR, person.name, person.email)


class _Planner:
    def __init__(self, organisation: Organisation, standings: Sequence[Standing], now: dt.datetime) -> None:
        day = now.astimezone(STOCKHOLM).date()
        self._departments = [d for d in organisation.departments if d.in_force(day)]
        self._coordinator = organisation.coordinator
        self._standings, self._now = standings, now
        contacts = [c for d in organisation.departments for c in d.contacts]
        self._known = {folded(c.email): c for c in reversed(contacts)}
        if organisation.coordinator:
            person = coordinator(organisation.coordinator, contacts)
            self._known.setdefault(folded(person.email), person)

    def plan(self) -> Plan:
        people: dict[str, Contact] = {}
        given: dict[str, list[Department]] = defaultdict(list)
        unwatched: list[Unwatched] = []
        stand_ins: list[StandIn] = []
        for department in self._departments:
            found = list(self._of(department))
            if not found:
                why = self._why_unwatched(department)
                unwatched.append(Unwatched(department, why))
                found = list(self._coordinators(department, why))
            for contact, stand_in in found:
                people.setdefault(contact.id, contact)
                if department not in given[contact.id]:
                    given[contact.id].append(department)
                stand_ins += [stand_in] if stand_in else []
        instead: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for s in stand_ins:
            missing = next((c.name for c in s.department.contacts if c.id == s.instead_of), "")
            instead[s.contact_id].append((s.department.name, missing))
        addressees = (Addressee(c, tuple(given[i]), tuple(instead[i])) for i, c in people.items())
        return Plan(tuple(addressees), tuple(unwatched), tuple(stand_ins))

    def deputies(self, late: Collection[str], known: set[str]) -> Iterator[Addressee]:
        """The deputies of these departments that are reached, and get no mail otherwise; each once."""
        for contact in (c for d in self._departments if d.id in late for c in d.contacts):
            deputy = self._deputy(contact)
            if deputy and deputy.id not in known and self._unreachable(deputy) is None:
                known.add(deputy.id)
                yield Addressee(replace(deputy, frequency=WEEKLY), ())

    def _of(self, department: Department) -> Iterator[tuple[Contact, StandIn | None]]:
        """The department's contacts that can be reached, then the deputies of the others."""
        missing: list[tuple[Contact, Standing]] = []
        for contact in department.contacts:
            standing = self._unreachable(contact)
            if standing is None:
                yield contact, None
            else:
                missing.append((contact, standing))
        for contact, standing in missing:
            deputy = self._deputy(contact)
            if deputy and self._unreachable(deputy) is None:
                why = f"{contact.name} inte kan nås ({words(standing)})"
                own = any(c.id == deputy.id for c in department.contacts)
                yield deputy, None if own else StandIn(deputy.id, department, contact.id, why)

    def _coordinators(self, department: Department, why: str) -> Iterator[tuple[Contact, StandIn | None]]:
        if self._coordinator:
            person = self._known[folded(self._coordinator.email)]
            if self._unreachable(person) is None:
                yield person, StandIn(person.id, department, "", f"ingen annan läser det ({why})")

    def _why_unwatched(self, department: Department) -> str:
        if not department.contacts:
            return "ingen kontaktperson är inlagd"
        found = [(c.name, self._unreachable(c)) for c in department.contacts]
        return "; ".join(f"{name}: {words(standing)}" for name, standing in found if standing)

    def _deputy(self, contact: Contact) -> Contact | None:
        """The contact's deputy as one who gets mail; who they are in the organisation anyway, when they are."""
        if contact.deputy is None:
            return None
        name, address = contact.deputy.name, folded(contact.deputy.email)
        stranger = replace(contact, id=address, name=name, email=contact.deputy.email, deputy=None)
        return self._known.get(address, stranger)

    def _unreachable(self, contact: Contact) -> Standing | None:
        return in_force(contact.id, contact.email, self._standings, self._now)
