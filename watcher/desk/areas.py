"""Why an area gets no hits: what it is matched by, what that misses, and what would help."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import db.organisations
from db.records import Area, Band, BandLimits, Call, Department, Organisation
from matchers.bands import shipped
from watcher.clock import STOCKHOLM
from watcher.config.termsfile import read_terms
from watcher.desk.lookup import area_of
from watcher.jobs.callbook import read_calls
from watcher.jobs.deps import Deps
from watcher.jobs.match import fitted
from watcher.jobs.meaning import read_encoder
from watcher.jobs.taught import Taught, read_taught
from watcher.rules.swedish import plural

if TYPE_CHECKING:
    from matchers.encoder import Encoder
    from matchers.match import Matches, Scored

MISSES = 5
"""Nearest misses shown of each area."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A call below the limit of *möjlig*: the words it meets, and the area's weightiest words that it lacks."""

    call: Call
    score: float
    met: tuple[str, ...]
    lacked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """An excluded word: how many calls it holds down today, and whether the area's own text uses it."""

    word: str
    holds: int
    in_text: bool


@dataclass(frozen=True)
class Diagnosis:
    """An area against today's calls. ``set_aside`` counts hits kept out of digests, by reason."""

    department: Department
    area: Area
    limits: BandLimits
    strong: int
    possible: int
    set_aside: Mapping[str, int]
    words: int
    weighty: tuple[str, ...]
    unbridged: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    misses: tuple[Miss, ...]
    warnings: tuple[str, ...]


def diagnose(deps: Deps, now: dt.datetime, area: str | None = None) -> list[Diagnosis]:
    """One area, or all areas in force, against the calls of today; nothing is stored.

    Raises NotFound for an area that does not exist.
    """
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
        wanted = area_of(organisations, area) if area else None
        calls = read_calls(tx, now)
        taught = {o.id: read_taught(tx, o.id, now, read_terms(deps.settings.terms).terms) for o in organisations}
    found: list[Diagnosis] = []
    encoder = read_encoder(deps)
    for town in organisations:
        if wanted is None or wanted[0].id == town.id:
            pairs = list(_areas(town, now, wanted[1] if wanted else None))
            found += _diagnosed(pairs, calls, taught[town.id], encoder)
    return found


def _areas(town: Organisation, now: dt.datetime, wanted: Area | None) -> Iterator[tuple[Department, Area]]:
    day = now.astimezone(STOCKHOLM).date()
    for department in town.departments:
        for area in department.areas:
            if area == wanted or (wanted is None and department.in_force(day)):
                yield department, area


def _diagnosed(
    pairs: Sequence[tuple[Department, Area]], calls: Sequence[Call], taught: Taught, encoder: Encoder | None
) -> list[Diagnosis]:
    matches = fitted(calls, [area for _, area in pairs], taught, encoder)
    by_id = {str(c.id): c for c in calls}
    limits = taught.limits or shipped(meaning=encoder is not None)
    return [_one(matches, n, department, area, by_id, limits) for n, (department, area) in enumerate(pairs)]


def _one(
    matches: Matches, position: int, department: Department, area: Area, calls: Mapping[str, Call], limits: BandLimits
) -> Diagnosis:
    from matchers import diagnosis

    query = matches.query(position)
    near = matches.best(position, len(matches.above(position, limits.possible)) + 4 * MISSES)
    banded = [(s, s.banded(limits), calls[s.document_id]) for s in near]
    told = [(band, call) for _, band, call in banded if band is not Band.WEAK]
    weighty, words = tuple(diagnosis.weighty(matches.model, query)), diagnosis.length(query)
    unbridged = tuple(matches.model.bridge.unbridged(f"{area.title}\n{area.text}"))
    misses = [(s, c) for s, band, c in banded if band is Band.WEAK and c.set_aside is None and not s.held]
    return Diagnosis(
        department=department,
        area=area,
        limits=limits,
        strong=sum(band is Band.STRONG and call.set_aside is None for band, call in told),
        possible=sum(band is Band.POSSIBLE and call.set_aside is None for band, call in told),
        set_aside=Counter(call.set_aside for _, call in told if call.set_aside),
        words=words,
        weighty=weighty,
        unbridged=unbridged,
        excluded=tuple(_excluded(matches, area, word, near) for word in area.excluded),
        misses=tuple(_miss(matches, position, s, call) for s, call in misses[:MISSES]),
        warnings=tuple(_warnings(words, weighty, unbridged)),
    )


def _miss(matches: Matches, position: int, scored: Scored, call: Call) -> Miss:
    from matchers.diagnosis import lacked

    met = dict.fromkeys(r.swedish for r in scored.reasons if r.weight > 0)
    return Miss(call, scored.score, tuple(met), tuple(lacked(matches.model, matches.query(position), scored)))


def _excluded(matches: Matches, area: Area, word: str, near: Sequence[Scored]) -> Excluded:
    from matchers.excluded import barred_concepts

    concepts = barred_concepts(matches.model.bridge, [word])
    in_text = any(h.concept in concepts for h in matches.model.bridge.swedish(f"{area.title}\n{area.text}"))
    holds = sum(s.held == word for s in near)
    return Excluded(word, holds, in_text)


def _warnings(words: int, weighty: Sequence[str], unbridged: Sequence[str]) -> Iterator[str]:
    """What the text lacks, in Swedish. The limits are measured, see ``matchers.diagnosis``."""
    from matchers.diagnosis import FEW, SHORT

    if words < SHORT:
        told = plural(words, "ord", "ord")
        yield f"texten är för kort: {told}, skriv minst {SHORT} om vad ni vill göra, för vem och hur"
    if len(weighty) < FEW:
        carrying = plural(len(weighty), "ord bär", "ord bär")
        yield f"texten är för vag: {carrying} matchningen, och det behövs minst {FEW}; nämn saker, platser och metoder"
    if len(unbridged) > len(weighty):
        yield "fler ord saknar brygga till engelska än som bär matchningen: lägg till egna termer eller skriv om"
