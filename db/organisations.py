"""Storing and reading a municipality as a whole. Ids are stable; saving again updates by id."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import RowMapping, select

from db.errors import NotStored
from db.organisation_rows import Rows, rows_of
from db.organisation_save import OrgChanges, save_rows
from db.records import Area, Contact, Department, Meeting, Organisation, Person
from db.tables import organisations as tables
from db.transaction import Tx

__all__ = ["OrgChanges", "all_organisations", "created", "get", "save"]


def save(tx: Tx, org: Organisation, now: dt.datetime, *, prune: bool = False) -> OrgChanges:
    """Stores the organisation and says what that changed.

    What is stored but not in ``org`` is kept and reported; with ``prune`` it is removed, with the matches of its areas.
    A contact whose address stands under several departments is one contact, and an address that is already stored
    keeps its id. Raises Conflict where two areas, or two departments, have the same id.
    """
    return save_rows(tx, rows_of(tx, org), now, prune=prune)


def get(tx: Tx, org_id: str | None = None) -> Organisation:
    """The organisation with this id; without one, the only one there is.

    Raises NotStored when it does not exist, or when there are several to choose from.
    """
    query = select(tables.organisations).order_by(tables.organisations.c.id)
    if org_id is not None:
        query = query.where(tables.organisations.c.id == org_id)
    found = tx.connection.execute(query).mappings().all()
    if len(found) == 1:
        return _organisation(tx, found[0])
    if found:
        raise NotStored(f"Det finns flera kommuner; ange vilken: {', '.join(row['id'] for row in found)}.")
    named = "" if org_id is None else f" med id {org_id}"
    raise NotStored(f"Det finns ingen kommun{named}. Läs in en med: bidragsvakt org import FIL.")


def all_organisations(tx: Tx) -> list[Organisation]:
    """Every organisation, by id."""
    rows = tx.connection.execute(select(tables.organisations).order_by(tables.organisations.c.id)).mappings().all()
    return [_organisation(tx, row) for row in rows]


def created(tx: Tx, org_id: str) -> dt.datetime:
    """When the organisation was first stored. Raises NotStored."""
    at: dt.datetime | None = tx.connection.scalar(
        select(tables.organisations.c.created).where(tables.organisations.c.id == org_id)
    )
    if at is None:
        raise NotStored(f"Det finns ingen kommun med id {org_id}.")
    return at


def _organisation(tx: Tx, row: RowMapping) -> Organisation:
    parts = Rows.stored(tx, row["id"])
    return Organisation(
        id=row["id"],
        name=row["name"],
        locale=row["locale"],
        coordinator=_person(row["coordinator_name"], row["coordinator_email"]),
        departments=tuple(
            _department(parts, department) for department in sorted(parts.departments.values(), key=_position)
        ),
        orgnr=row["orgnr"],
        pic=row["pic"],
        region=row["region"],
    )


def _department(parts: Rows, row: dict[str, Any]) -> Department:
    areas = [area for area in parts.areas.values() if area["department_id"] == row["id"]]
    links = [link for link in parts.links.values() if link["department_id"] == row["id"]]
    return Department(
        id=row["id"],
        name=row["name"],
        areas=tuple(
            Area(area["id"], area["title"], area["text"], tuple(area["excluded"]))
            for area in sorted(areas, key=_position)
        ),
        contacts=tuple(_contact(parts.contacts[link["contact_id"]]) for link in sorted(links, key=_position)),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        successor=row["successor"],
        meetings=tuple(
            Meeting(date, meeting["papers"])
            for (department_id, date), meeting in sorted(parts.meetings.items())
            if department_id == row["id"]
        ),
    )


def _contact(row: dict[str, Any]) -> Contact:
    return Contact(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        deputy=_person(row["deputy_name"], row["deputy_email"]),
        locale=row["locale"],
        frequency=row["frequency"],
    )


def _person(name: str | None, email: str | None) -> Person | None:
    return None if name is None or email is None else Person(name, email)


def _position(row: dict[str, Any]) -> tuple[int, str]:
    """The order of the file; what an older file had and a newer one lacks may share a place, so the id decides."""
    return row["position"], row.get("id") or row["contact_id"]
