"""Looking at matches: the best calls of each area, and why one call matches one area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import db.matches
import db.neighbours
import db.organisations
from db.records import Area, Band, Call, Department, Match, Organisation
from watcher.clock import STOCKHOLM
from watcher.errors import NotFound
from watcher.jobs.callbook import find_call, read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import explain
from watcher.rules.similar import Group, Neighbours, grouped


@dataclass(frozen=True, slots=True)
class AreaMatches:
    """An area's best calls, the best first; calls that say nearly the same as one of them stand under it."""

    organisation: Organisation
    department: Department
    area: Area
    matches: tuple[tuple[Match, Call], ...]
    similar: Mapping[int, tuple[Call, ...]] = field(default_factory=dict)
    """By the id of a call of ``matches``."""

    def count(self, band: Band) -> int:
        return sum(match.band is band for match, _ in self.matches)


def best_by_area(deps: Deps, now: dt.datetime, top: int | None = None) -> list[AreaMatches]:
    """The stored matches with calls not yet closed nor set aside, at most ``top`` groups an area.

    Areas come in their organisation's order.
    """
    with deps.database.read() as tx:
        calls = {c.id: c for c in read_calls(tx, now, with_text=False) if c.set_aside is None}
        organisations = db.organisations.all_organisations(tx)
        stored = {o.id: db.matches.listing(tx, o.id) for o in organisations}
        near = db.neighbours.listing(tx)
    return [
        _best(organisation, department, area, _groups(area, stored[organisation.id], calls, near)[:top], calls)
        for organisation in organisations
        for department in organisation.departments
        if department.in_force(now.astimezone(STOCKHOLM).date())
        for area in department.areas
    ]


def explain_one(deps: Deps, now: dt.datetime, call_text: str, area_id: str) -> tuple[Match | None, Call, Area]:
    """Score one call against one area anew; no match where nothing ties them together.

    Raises NotFound for a call or an area that does not exist.
    """
    with deps.database.read() as tx:
        call = find_call(tx, call_text)
        if call is None:
            raise NotFound(f"utlysningen {call_text!r} finns inte")
        organisations = db.organisations.all_organisations(tx)
        calls = read_calls(tx, now)
    organisation, area = _area(organisations, area_id)
    if all(c.id != call.id for c in calls):
        calls.append(call)
    return explain(calls, organisation.id, area, call.id), call, area


def _groups(area: Area, matches: Sequence[Match], calls: Mapping[int, Call], near: Neighbours) -> tuple[Group, ...]:
    return grouped([m for m in matches if m.area_id == area.id and m.call_id in calls], near)


def _best(
    organisation: Organisation, department: Department, area: Area, groups: Sequence[Group], calls: Mapping[int, Call]
) -> AreaMatches:
    heads = tuple((g.head, calls[g.head.call_id]) for g in groups)
    similar = {g.head.call_id: tuple(calls[m.call_id] for m in g.similar) for g in groups}
    return AreaMatches(organisation, department, area, heads, similar)


def _area(organisations: list[Organisation], area_id: str) -> tuple[Organisation, Area]:
    known = [(o, a) for o in organisations for d in o.departments for a in d.areas]
    for organisation, area in known:
        if area.id.casefold() == area_id.casefold():
            return organisation, area
    names = ", ".join(a.id for _, a in known) or "inga alls, läs in en kommun med: bidragsvakt org import FIL"
    raise NotFound(f"utvecklingsområdet {area_id!r} finns inte. Kända: {names}")
