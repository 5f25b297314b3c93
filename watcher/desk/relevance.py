"""Marks of *relevant* and *inte relevant* by a signed link. Every step can be done again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.marks
from db.engine import Database
from db.records import Area, Mark
from db.transaction import Tx
from watcher.desk import clicks
from watcher.desk.clicks import About
from watcher.errors import TokenError
from watcher.rules.tokens import Grant

WORDS = {"ja": True, "nej": False}
"""What a link's ``detail`` says of the call."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An area that the call matches, and the mark that counts for it."""

    area: Area
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a link shows. ``wanted`` is None for a link that only takes back."""

    about: About
    wanted: bool | None
    areas: tuple[Marked, ...]


def asked(database: Database, grant: Grant, now: dt.datetime) -> Asked:
    """What the link is about, and what is marked. Changes nothing. Raises TokenError."""
    with database.read() as tx:
        return _asked(tx, grant, now)


def record(database: Database, grant: Grant, area_id: str, now: dt.datetime) -> Asked:
    """Mark the call for one of the areas that the link offers. Raises TokenError."""
    with database.write() as tx:
        before = _asked(tx, grant, now)
        marked = next((m for m in before.areas if m.area.id == area_id), None)
        if marked is None or before.wanted is None:
            raise TokenError("länken gäller inte det området")
        if marked.mark is None or marked.mark.relevant is not before.wanted:
            call_id = before.about.call.id
            db.marks.add(
                tx, grant.organisation_id, area_id, call_id, relevant=before.wanted, by=grant.contact_id, now=now
            )
        return _asked(tx, grant, now)


def undo(database: Database, grant: Grant, now: dt.datetime) -> Asked:
    """Take back the mark that the link names, if it still counts. Raises TokenError."""
    mark_id = _undo_of(grant)
    with database.write() as tx:
        before = _asked(tx, grant, now)
        for marked in before.areas:
            if marked.mark is not None and marked.mark.id == mark_id:
                db.marks.undo(
                    tx, grant.organisation_id, marked.area.id, before.about.call.id, by=grant.contact_id, now=now
                )  # fmt: skip
        return _asked(tx, grant, now)


def undo_detail(mark_id: int) -> str:
    """What a link that takes back a mark carries."""
    return f"mark.{mark_id}"


def _undo_of(grant: Grant) -> int:
    match grant.detail.split("."):
        case ["mark", mark_id] if mark_id.isdigit():
            return int(mark_id)
    raise TokenError("länken ångrar inget märke")


def _asked(tx: Tx, grant: Grant, now: dt.datetime) -> Asked:
    about = clicks.about(tx, grant, now)
    areas = {a.id: a for d in about.whose.departments for a in d.areas}
    counting = {
        m.area_id: m for m in db.marks.counting(tx, grant.organisation_id) if m.call_id == about.call.id
    }  # fmt: skip
    ids = dict.fromkeys([*(m.area_id for m in about.matches), *(i for i in counting if i in areas)])
    found = tuple(Marked(areas[i], counting.get(i)) for i in ids)
    return Asked(about, WORDS.get(grant.detail), found)
