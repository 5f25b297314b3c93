"""Trying other limits, or another text of an area, on the weeks that have been. Reads only: nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import db.calls
import db.organisations
from db.records import Area, BandLimits, Call, Organisation, Revision
from matchers.bands import shipped
from watcher.config.termsfile import OwnTerm, read_terms
from watcher.desk.lookup import area_of, organisation_of
from watcher.desk.tuning import chosen
from watcher.errors import UsageError
from watcher.jobs.callbook import read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import areas_in_force, fitted, match_of
from watcher.jobs.meaning import read_encoder
from watcher.jobs.schedule import plan
from watcher.jobs.taught import Taught, read_taught
from watcher.rules.periods import Calendar
from watcher.rules.replay import Difference, Told, compare, slots, told

if TYPE_CHECKING:
    from matchers.match import Matches, Scored


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to try: new limits, other own terms, a new text and more excluded words for one area. None: as it is."""

    strong: float | None = None
    possible: float | None = None
    area: str | None = None
    text: str | None = None
    excluded: tuple[str, ...] = ()
    terms: tuple[OwnTerm, ...] | None = None
    """All of the coordinator's own terms, in the place of those that hold today."""


@dataclass(frozen=True)
class Replay:
    """What differs. ``before`` and ``after`` count what was told in all; ``calls`` and ``areas`` by id name it."""

    organisation: Organisation
    moments: tuple[dt.datetime, ...]
    before: int
    after: int
    difference: Difference
    calls: Mapping[int, Call]
    areas: Mapping[str, Area]


def replay(deps: Deps, now: dt.datetime, proposal: Proposal, *, weeks: int, organisation: str | None = None) -> Replay:
    """The last so many weekly digests as they are tuned now, against how they would be by the proposal.

    Raises UsageError for a proposal that says nothing or cannot be, NotFound for an unknown area or organisation.
    """
    with deps.database.read() as tx:
        town, changed = _changed(db.organisations.all_organisations(tx), proposal, organisation)
        taught = read_taught(tx, town.id, now, read_terms(deps.settings.terms).terms)
        people = plan(tx, town, now).addressees
    encoder = read_encoder(deps)
    current = taught.limits or shipped(meaning=encoder is not None)
    limits = chosen(current, proposal.strong, proposal.possible)
    moments = slots(now, weeks, Calendar.of(deps.settings))
    calls, revisions = _past(deps, now, moments[0] - dt.timedelta(days=7))
    areas = areas_in_force(town, now)
    least = min(current.possible, limits.possible)
    other = taught if proposal.terms is None else replace(taught, terms=proposal.terms)
    scored = _scored(fitted(calls, areas, taught, encoder), areas, least)
    tested = _tested(areas, changed, all_of_them=proposal.terms is not None)
    tried = scored | (_scored(fitted(calls, tested, other, encoder), tested, least) if tested else {})

    def tell(rows: Mapping[str, Sequence[Scored]], by: BandLimits) -> list[Told]:
        matches = {area: [match_of(town.id, s, Taught(limits=by)) for s in found] for area, found in rows.items()}
        return told(people, calls, matches, revisions, moments)

    before, after = tell(scored, current), tell(tried, limits)
    return Replay(
        organisation=town,
        moments=tuple(moments),
        before=len(before),
        after=len(after),
        difference=compare(before, after),
        calls={c.id: c for c in calls},
        areas={a.id: a for a in areas},
    )


def _changed(
    organisations: Sequence[Organisation], proposal: Proposal, organisation: str | None
) -> tuple[Organisation, Area | None]:
    """Whose digests are tried, and the area as it is proposed."""
    if proposal == Proposal(area=proposal.area):
        raise UsageError(
            "ange vad som ska prövas: --strong, --possible, --terms eller --area med --text eller --excluded"
        )
    if proposal.area is None:
        if proposal.text is not None or proposal.excluded:
            raise UsageError("--text och --excluded gäller ett område: ange det med --area")
        return organisation_of(organisations, organisation), None
    among = [organisation_of(organisations, organisation)] if organisation else organisations
    town, area = area_of(among, proposal.area)
    text = area.text if proposal.text is None else proposal.text
    return town, replace(area, text=text, excluded=(*area.excluded, *proposal.excluded))


def _tested(areas: Sequence[Area], changed: Area | None, *, all_of_them: bool) -> list[Area]:
    """The areas that the proposal may score otherwise, as it has them."""
    if not all_of_them:
        return [changed] if changed else []
    return [changed if changed and changed.id == area.id else area for area in areas]


def _past(deps: Deps, now: dt.datetime, start: dt.datetime) -> tuple[Sequence[Call], Mapping[int, Sequence[Revision]]]:
    """The calls that are open, or that came after ``start`` and have closed since, and what changed in them since."""
    with deps.database.read() as tx:
        every = read_calls(tx, now, closed=True, with_text=False)
        ids = {c.id for c in every if c.first_seen > start} | {c.id for c in read_calls(tx, now, with_text=False)}
        calls = read_calls(tx, now, closed=True, ids=ids)
        revisions: dict[int, list[Revision]] = defaultdict(list)
        for revision in db.calls.revisions(tx, ids, since=start):
            revisions[revision.call_id].append(revision)
    return calls, revisions


def _scored(matches: Matches, areas: Sequence[Area], least: float) -> dict[str, list[Scored]]:
    """Each area's calls from the score ``least`` on, best first."""
    return {area.id: matches.above(position, least) for position, area in enumerate(areas)}
