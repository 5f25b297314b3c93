"""Looking at matches: the best calls of each area, and why one call matches one area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.matches
import db.organisations
from db.records import Area, Band, Call, Department, Match, Organisation, Reason
from watcher.clock import STOCKHOLM
from watcher.desk.lookup import area_of, call_of
from watcher.jobs.callbook import read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import explain
from watcher.jobs.taught import read_taught
from watcher.rules.sentences import Snippet, in_sentence


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason, and the sentence of the call that its English words (Swedish in a Swedish call) stand in."""

    reason: Reason
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a call matches an area. ``match`` is None where nothing ties them together, or marks outweigh what does.

    ``stored``: the match as the digest tells it; otherwise it was scored now, against today's calls.
    """

    match: Match | None
    stored: bool
    call: Call
    area: Area
    evidence: tuple[Evidence, ...] = ()


def explain_one(deps: Deps, now: dt.datetime, call_text: str, area_id: str) -> Explanation:
    """Why a call matches an area: by the stored match, else scored anew.

    Raises NotFound for a call or an area that does not exist.
    """
    with deps.database.read() as tx:
        call = call_of(tx, call_text)
        organisation, area = area_of(db.organisations.all_organisations(tx), area_id)
        kept = [m for m in db.matches.listing(tx, organisation.id, area_id=area.id) if m.call_id == call.id]
    if kept:
        return Explanation(kept[0], True, call, area, _evidence(kept[0], call))
    fresh = _fresh(deps, now, organisation, area, call)
    return Explanation(fresh, False, call, area, _evidence(fresh, call) if fresh else ())


def _fresh(deps: Deps, now: dt.datetime, organisation: Organisation, area: Area, call: Call) -> Match | None:
    with deps.database.read() as tx:
        calls = read_calls(tx, now)
        taught = read_taught(tx, organisation.id, now)
    if all(c.id != call.id for c in calls):
        calls.append(call)
    return explain(calls, organisation.id, area, call.id, taught)


def _evidence(match: Match, call: Call) -> tuple[Evidence, ...]:
    facts = call.facts
    text = "\n\n".join([facts.title, facts.call_title, facts.summary, facts.text, *facts.keywords])
    return tuple(Evidence(r, in_sentence(text, r.english)) for r in match.reasons)


def _of(area: Area, matches: list[Match], calls: dict[int, Call]) -> list[tuple[Match, Call]]:
    return [(m, calls[m.call_id]) for m in matches if m.area_id == area.id and m.call_id in calls]
