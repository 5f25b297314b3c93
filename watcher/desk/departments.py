"""Finding the department that a person means."""

from __future__ import annotations

from db.records import Department, Organisation
from watcher.errors import NotFound


def named(organisation: Organisation, text: str) -> Department:
    """The department with this id or name, in any case. Raises NotFound with the known ones."""
    for department in organisation.departments:
        if text.strip().casefold() in (department.id.casefold(), department.name.casefold()):
            return department
    names = ", ".join(d.id for d in organisation.departments)
    raise NotFound(f"förvaltningen {text!r} finns inte. Kända: {names}")
