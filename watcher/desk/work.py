"""Registering applications, projects and other international work: one way for all three, by hand or from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import db.considerations
import db.organisations
import db.work
from db.engine import Database
from db.errors import NotStored
from db.transaction import Tx
from db.workrecords import Activity, Application, ApplicationState, Project, WorkChange
from watcher.clock import STOCKHOLM
from watcher.desk import calls
from watcher.desk.considering import find
from watcher.desk.departments import named
from watcher.errors import NotFound, UsageError
from watcher.rules import workforms
from watcher.rules.workforms import FieldErrors

Work = TypeVar("Work", Application, Project, Activity)


@dataclass(frozen=True, slots=True)
class WithHistory:
    """One of them and what was changed in it, oldest first."""

    item: Application | Project | Activity
    department: str
    changes: tuple[WorkChange, ...]


def add(database: Database, kind: type[Work], texts: Mapping[str, str], by: str, now: dt.datetime) -> Work:
    """Register one from texts by field name. Raises UsageError with all that is wrong; then nothing is stored."""
    item = _read(kind, texts)
    with database.write() as tx:
        return db.work.add(tx, placed(tx, item), by, now)


def attend(database: Database, event: str, department: str, kind: str, who: str, by: str, now: dt.datetime) -> Activity:
    """Register that a department was at an event. Raises NotFound for an unknown event, and UsageError.

    The day is the event's first, or today where the source gives none.
    """
    call = calls.show(database, event, now).call
    days = [d.date for d in call.facts.deadlines]
    day = min(days, default=now.astimezone(STOCKHOLM).date())
    texts = {"department_id": department, "kind": kind, "title": call.facts.title, "start": day.isoformat()}
    return add(database, Activity, texts | ({"results": f"Deltog: {who}."} if who.strip() else {}), by, now)


def change(
    database: Database, kind: type[Work], work_id: int, texts: Mapping[str, str], by: str, now: dt.datetime
) -> WithHistory:
    """Change what is given, leave the rest; an empty text clears. Raises NotFound and UsageError."""
    with database.write() as tx:
        before = get(tx, kind, work_id)
        item = _read(kind, texts, before)
        if item.department_id != before.department_id:
            item = placed(tx, item)
        db.work.change(tx, item, by, now)
    return show(database, kind, work_id)


def remove(database: Database, kind: type[Work], work_id: int, by: str, now: dt.datetime) -> None:
    """Take away what was registered by mistake; it is hidden, not deleted. Raises NotFound."""
    with database.write() as tx:
        get(tx, kind, work_id)
        db.work.remove(tx, kind, work_id, by, now)


def listing(database: Database, kind: type[Work], *, department: str | None = None) -> list[tuple[Work, str]]:
    """All of a kind with the name of their department. Raises NotFound and NotStored."""
    with database.read() as tx:
        organisation = db.organisations.get(tx, None)
        wanted = None if department is None else [named(organisation, department).id]
        found = db.work.listing(tx, kind, organisation.id, departments=wanted)
    names = {d.id: d.name for d in organisation.departments}
    return [(item, names.get(item.department_id, item.department_id)) for item in found]


def show(database: Database, kind: type[Work], work_id: int) -> WithHistory:
    """One of them with its history. Raises NotFound."""
    with database.read() as tx:
        item = get(tx, kind, work_id)
        organisation = db.organisations.get(tx, item.organisation_id)
        names = {d.id: d.name for d in organisation.departments}
        history = tuple(db.work.changes(tx, kind, work_id))
    return WithHistory(item, names.get(item.department_id, item.department_id), history)


def apply(
    database: Database, consideration_id: int, texts: Mapping[str, str], by: str, now: dt.datetime
) -> Application:
    """What a consideration knows, as an application that was sent in; ``texts`` adds to it. Raises NotFound, UsageError
    and Conflict when it has become one already."""
    with database.write() as tx:
        item = find(tx, consideration_id)
        call = calls.of(tx, item.call_id)
        base = Application(
            id=0,
            organisation_id=item.organisation_id,
            department_id=item.department_id,
            title=call.facts.title,
            state=ApplicationState.SUBMITTED,
            programme=call.facts.programme,
            call_id=item.call_id,
            consideration_id=item.id,
        )
        return db.work.add(tx, _read(Application, texts, base), by, now)


def grant(database: Database, application_id: int, texts: Mapping[str, str], by: str, now: dt.datetime) -> Project:
    """What an application knows, as a project; the application becomes granted. ``texts`` adds to it.

    Raises NotFound, UsageError, and Conflict when it has become one already.
    """
    with database.write() as tx:
        application = get(tx, Application, application_id)
        base = Project(
            id=0,
            organisation_id=application.organisation_id,
            department_id=application.department_id,
            title=application.title,
            kind=application.kind,
            programme=application.programme,
            call_id=application.call_id,
            application_id=application.id,
            money=application.money,
            reference=application.reference,
        )
        project = db.work.add(tx, _read(Project, texts, base), by, now)
        if application.state is not ApplicationState.GRANTED:
            db.work.change(tx, replace(application, state=ApplicationState.GRANTED), by, now)
        return project


def get(tx: Tx, kind: type[Work], work_id: int) -> Work:
    """One of them. Raises NotFound."""
    words = {Application: "ansökan", Project: "projekt", Activity: "aktivitet"}
    try:
        return db.work.get(tx, kind, work_id)
    except NotStored as error:
        raise NotFound(f"{words[kind]} {work_id} finns inte") from error


def _read(kind: type[Work], texts: Mapping[str, str], base: Work | None = None) -> Work:
    try:
        return workforms.read(kind, texts, base)
    except FieldErrors as error:
        raise UsageError(str(error)) from error


def placed(tx: Tx, item: Work) -> Work:
    """The record with its organisation, and its department by id. Raises NotFound."""
    organisation = db.organisations.get(tx, item.organisation_id or None)
    department = named(organisation, item.department_id)
    return replace(item, organisation_id=organisation.id, department_id=department.id)
