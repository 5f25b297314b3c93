"""An organisation as rows of its five tables: from a record, and as stored."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select

from db.errors import Conflict
from db.records import Contact, Department, Organisation, Person
from db.tables import organisations as tables
from db.transaction import Tx

Row = dict[str, Any]
BOOKKEEPING = ("created", "updated")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by id; links by department and contact, meetings by department and date. No ``organisation``: not stored."""

    organisation: Row | None
    departments: dict[str, Row] = field(default_factory=dict)
    areas: dict[str, Row] = field(default_factory=dict)
    contacts: dict[str, Row] = field(default_factory=dict)
    links: dict[tuple[str, str], Row] = field(default_factory=dict)
    meetings: dict[tuple[str, dt.date], Row] = field(default_factory=dict)

    @classmethod
    def stored(cls, tx: Tx, org_id: str) -> Rows:
        """What the database has of this organisation."""
        table = tables.organisations
        found = tx.connection.execute(select(table).where(table.c.id == org_id)).mappings().first()
        return cls(
            None if found is None else {name: value for name, value in found.items() if name not in BOOKKEEPING},
            {row["id"]: row for row in _read(tx, tables.departments, org_id)},
            {row["id"]: row for row in _read(tx, tables.areas, org_id)},
            {row["id"]: row for row in _read(tx, tables.contacts, org_id)},
            {(r["department_id"], r["contact_id"]): r for r in _read(tx, tables.department_contacts, org_id)},
            {(row["department_id"], row["date"]): row for row in _read(tx, tables.meetings, org_id)},
        )


def rows_of(tx: Tx, org: Organisation) -> Rows:
    """The rows the record asks for. Raises Conflict where two departments or two areas have the same id."""
    rows = Rows(_organisation(org))
    ids = _ContactIds(Rows.stored(tx, org.id).contacts)
    for position, department in enumerate(org.departments):
        if department.id in rows.departments:
            raise Conflict(f"Två förvaltningar har samma id: {department.id}.")
        rows.departments[department.id] = _department(org, department, position)
        _add_areas(rows, org, department)
        for meeting in department.meetings:
            row = {"organisation_id": org.id, "department_id": department.id, **dataclasses.asdict(meeting)}
            rows.meetings[department.id, meeting.date] = row
        for place, contact in enumerate(department.contacts):
            contact_id = ids.of(contact)
            rows.contacts.setdefault(contact_id, _contact(org, contact, contact_id))
            link = {"organisation_id": org.id, "department_id": department.id, "contact_id": contact_id}
            rows.links.setdefault((department.id, contact_id), link | {"position": place})
    return rows


class _ContactIds:
    """One id for one address. A stored id wins over a new one: the ledger of what was sent is kept by it."""

    def __init__(self, stored: Mapping[str, Row]) -> None:
        self._stored = stored
        self._by_address = {_fold(row["email"]): contact_id for contact_id, row in sorted(stored.items())}
        self._given: dict[str, str] = {}

    def of(self, contact: Contact) -> str:
        address = _fold(contact.email)
        if address not in self._given:
            known = contact.id in self._stored
            self._given[address] = contact.id if known else self._by_address.get(address, contact.id)
        return self._given[address]


def _fold(address: str) -> str:
    return address.strip().casefold()


def _add_areas(rows: Rows, org: Organisation, department: Department) -> None:
    for position, area in enumerate(department.areas):
        if area.id in rows.areas:
            raise Conflict(f"Två utvecklingsområden har samma id: {area.id}.")
        rows.areas[area.id] = {
            "organisation_id": org.id,
            "id": area.id,
            "department_id": department.id,
            "title": area.title,
            "text": area.text,
            "excluded": list(area.excluded),
            "position": position,
        }


def _organisation(org: Organisation) -> Row:
    return {
        "id": org.id,
        "name": org.name,
        "locale": org.locale,
        **_person("coordinator", org.coordinator),
        "orgnr": org.orgnr,
        "pic": org.pic,
        "region": org.region,
    }


def _department(org: Organisation, department: Department, position: int) -> Row:
    return {
        "organisation_id": org.id,
        "id": department.id,
        "name": department.name,
        "valid_from": department.valid_from,
        "valid_to": department.valid_to,
        "successor": department.successor,
        "position": position,
    }


def _contact(org: Organisation, contact: Contact, contact_id: str) -> Row:
    return {
        "organisation_id": org.id,
        "id": contact_id,
        "name": contact.name,
        "email": contact.email,
        **_person("deputy", contact.deputy),
        "locale": contact.locale,
        "frequency": contact.frequency,
    }


def _person(role: str, person: Person | None) -> Row:
    return {
        f"{role}_name": None if person is None else person.name,
        f"{role}_email": None if person is None else person.email,
    }


def _read(tx: Tx, table: Table, org_id: str) -> list[Row]:
    rows = tx.connection.execute(select(table).where(table.c.organisation_id == org_id)).mappings()
    return [dict(row) for row in rows]
