"""Looking at matches: the best calls of each area, and why one call matches one area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import db.matches
import db.neighbours
import db.organisations
from db.records import Area, Band, Call, Department, Match, Organisation, Reason
from watcher.clock import STOCKHOLM
from watcher.config.termsfile import read_terms
from watcher.desk.lookup import area_of, call_of
from watcher.jobs.callbook import read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import explain
from watcher.jobs.meaning import read_encoder
from watcher.jobs.taught import read_taught
from watcher.rules.sentences import Snippet, in_sentence
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
        taught = read_taught(tx, organisation.id, now, read_terms(deps.settings.terms).terms)
    if all(c.id != call.id for c in calls):
        calls.append(call)
    return explain(calls, organisation.id, area, call.id, taught, read_encoder(deps))


def _evidence(match: Match, call: Call) -> tuple[Evidence, ...]:
    facts = call.facts
    text = "\n\n".join([facts.title, facts.call_title, facts.summary, facts.text, *facts.keywords])
    return tuple(Evidence(r, in_sentence(text, r.english)) for r in match.reasons)


def _groups(area: Area, matches: Sequence[Match], calls: Mapping[int, Call], near: Neighbours) -> tuple[Group, ...]:
    return grouped([m for m in matches if m.area_id == area.id and m.call_id in calls], near)


def _best(
    organisation: Organisation, department: Department, area: Area, groups: Sequence[Group], calls: Mapping[int, Call]
) -> AreaMatches:
    heads = tuple((g.head, calls[g.head.call_id]) for g in groups)
    similar = {g.head.call_id: tuple(calls[m.call_id] for m in g.similar) for g in groups}
    return AreaMatches(organisation, department, area, heads, similar)
