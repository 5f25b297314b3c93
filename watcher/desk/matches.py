"""Looking at matches: the best calls of each area, and why one call matches one area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.matches
import db.organisations
from db.records import Area, Band, Call, Department, Match, Organisation
from watcher.clock import STOCKHOLM
from watcher.config.termsfile import read_terms
from watcher.errors import NotFound
from watcher.jobs.callbook import find_call, read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import explain


@dataclass(frozen=True, slots=True)
class AreaMatches:
    """An area's best calls, the best first."""

    organisation: Organisation
    department: Department
    area: Area
    matches: tuple[tuple[Match, Call], ...]

    def count(self, band: Band) -> int:
        return sum(match.band is band for match, _ in self.matches)


def best_by_area(deps: Deps, now: dt.datetime, top: int | None = None) -> list[AreaMatches]:
    """The stored matches with calls not yet closed nor set aside, at most ``top`` an area.

    Areas come in their organisation's order.
    """
    with deps.database.read() as tx:
        calls = {c.id: c for c in read_calls(tx, now, with_text=False) if c.set_aside is None}
        organisations = db.organisations.all_organisations(tx)
        stored = {o.id: db.matches.listing(tx, o.id) for o in organisations}
    return [
        AreaMatches(organisation, department, area, tuple(_of(area, stored[organisation.id], calls))[:top])
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
    return explain(calls, organisation.id, area, call.id, read_terms(deps.settings.terms).terms), call, area


def _of(area: Area, matches: list[Match], calls: dict[int, Call]) -> list[tuple[Match, Call]]:
    return [(m, calls[m.call_id]) for m in matches if m.area_id == area.id and m.call_id in calls]


def _area(organisations: list[Organisation], area_id: str) -> tuple[Organisation, Area]:
    known = [(o, a) for o in organisations for d in o.departments for a in d.areas]
    for organisation, area in known:
        if area.id.casefold() == area_id.casefold():
            return organisation, area
    names = ", ".join(a.id for _, a in known) or "inga alls, läs in en kommun med: bidragsvakt org import FIL"
    raise NotFound(f"utvecklingsområdet {area_id!r} finns inte. Kända: {names}")
