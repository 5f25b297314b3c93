"""Writes an organisation as the TOML that ``orgfile`` reads: reading it again gives the same organisation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from db.records import Area, Contact, Department, Organisation, Person


def write_org(organisation: Organisation) -> str:
    """The whole file."""
    lines = ["[organisation]", *_keys(organisation, "id", "name", "locale", "orgnr", "pic", "region")]
    if organisation.coordinator:
        lines.append(f"coordinator = {_person(organisation.coordinator)}")
    for department in organisation.departments:
        lines += ["", "", *_department(department)]
    return "\n".join(lines) + "\n"


def _department(department: Department) -> Iterator[str]:
    yield "[[department]]"
    yield from _keys(department, "id", "name", "valid_from", "valid_to", "successor")
    for area in department.areas:
        yield from ("", "[[department.area]]", *_area(area))
    for meeting in department.meetings:
        yield from ("", "[[department.meeting]]", *_keys(meeting, "date", "papers"))
    for contact in department.contacts:
        yield from ("", "[[department.contact]]", *_contact(contact))


def _area(area: Area) -> Iterator[str]:
    yield from _keys(area, "id", "title", "text")
    if area.excluded:
        yield f"excluded = [{', '.join(map(_value, area.excluded))}]"


def _contact(contact: Contact) -> Iterator[str]:
    yield from _keys(contact, "id", "name", "email", "locale", "frequency")
    if contact.deputy:
        yield f"deputy = {_person(contact.deputy)}"


def _keys(record: object, *names: str) -> Iterator[str]:
    """``name = value`` for those that have one."""
    for name in names:
        value = getattr(record, name)
        if value is not None:
            yield f"{name} = {_value(value)}"


def _person(person: Person) -> str:
    return f"{{ name = {_value(person.name)}, email = {_value(person.email)} }}"


def _value(value: str | dt.date) -> str:
    """JSON's strings are TOML's, but for the one control character that JSON leaves as it is."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
