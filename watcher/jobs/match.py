"""Score the calls against the development areas and store the matches, only when something has changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import db.calls
import db.matches
import db.organisations
from db.records import Area, Band, Call, Match, MatchState, Organisation
from watcher.config.termsfile import OwnTerm, read_terms
from watcher.jobs import meaning, neighbours
from watcher.jobs.deps import Deps
from watcher.jobs.taught import NOTHING, Taught, read_taught
from watcher.rules.rematch import Rematch, best_of, rematch

if TYPE_CHECKING:
    from matchers.encoder import Encoder
    from matchers.match import Matches, Scored
    from matchers.model import Document, Query, TfidfMatcher
    from matchers.rarity import Rarity

VERSION = "12"
"""Raised when the matcher would judge the same texts otherwise, so that stored matches are made anew."""
HASH = 16
"""Characters of a call's content hash that are kept: two contents of one call never share them by chance."""


@dataclass(frozen=True, slots=True)
class MatchReport:
    """Counts over all organisations; ``scored`` is 0 when nothing had changed since last time."""

    areas: int
    calls: int
    scored: int
    strong: int
    possible: int
    warnings: tuple[str, ...] = ()
    """What in the coordinator's own terms could not be read, with file and line."""


def run(deps: Deps, now: dt.datetime) -> MatchReport:
    """Match every organisation's areas in force against every call that has not closed."""
    with deps.database.read() as tx:
        organisations = db.organisations.all_organisations(tx)
        calls = db.calls.listing(tx, now, with_text=False)
    terms = read_terms(deps.settings.terms)
    neighbours.refresh(deps, calls, now)
    encoder = meaning.read_encoder(deps)
    totals = [_one(deps, organisation, calls, terms.terms, encoder, now) for organisation in organisations]
    if any(t.scored for t in totals):
        meaning.forget_others(deps, encoder)
    return MatchReport(
        areas=sum(t.areas for t in totals),
        calls=len(calls),
        scored=sum(t.scored for t in totals),
        strong=sum(t.strong for t in totals),
        possible=sum(t.possible for t in totals),
        warnings=terms.problems,
    )


def _one(
    deps: Deps,
    organisation: Organisation,
    calls: Sequence[Call],
    terms: Sequence[OwnTerm],
    encoder: Encoder | None,
    now: dt.datetime,
) -> MatchReport:
    areas = areas_in_force(organisation, now)
    with deps.database.read() as tx:
        taught = read_taught(tx, organisation.id, now, terms)
        state = db.matches.state(tx, organisation.id)
        stored = db.matches.listing(tx, organisation.id)
    basis = _basis(areas, taught, encoder)
    todo = rematch(state, basis, {c.id: c.content_hash[:HASH] for c in calls})
    if not todo.nothing:
        stored = _rematched(deps, organisation.id, areas, taught, encoder, Matched(basis, todo, state, stored), now)
    return MatchReport(
        areas=len(areas),
        calls=len(calls),
        scored=len(areas) * len(todo.changed),
        strong=sum(m.band is Band.STRONG for m in stored),
        possible=sum(m.band is Band.POSSIBLE for m in stored),
    )


@dataclass(frozen=True, slots=True)
class Matched:
    """What there is from the last matching, and what is to do."""

    basis: str
    todo: Rematch
    state: MatchState | None
    stored: Sequence[Match]


def _rematched(
    deps: Deps,
    organisation_id: str,
    areas: Sequence[Area],
    taught: Taught,
    encoder: Encoder | None,
    last: Matched,
    now: dt.datetime,
) -> list[Match]:
    """Score what is to be scored and store it beside what still holds; each area keeps its best."""
    from matchers.match import KEPT  # scikit-learn takes over a second to load, and most rounds change nothing
    from matchers.rarity import Rarity

    todo, before = last.todo, None if last.todo.whole else last.state
    with deps.database.read() as tx:
        calls = db.calls.listing(tx, now, ids=None if todo.whole else todo.changed.keys())
    rarity = Rarity(before.learnt_calls, before.concepts) if before else None
    matches = fitted(calls, areas, taught, encoder, rarity)
    new = _score(deps, organisation_id, areas, matches, taught)
    kept = [m for m in last.stored if before and m.call_id not in todo.changed and m.call_id not in todo.gone]
    found = best_of([*kept, *new], KEPT)
    learnt = matches.model.learnt
    still = {i: h for i, h in before.calls.items() if i not in todo.gone} if before else {}
    moved = before.moved + len(todo.changed) + len(todo.gone) if before else 0
    state = MatchState(last.basis, {**still, **todo.changed}, learnt.calls, learnt.counts, moved)
    with deps.database.write() as tx:
        db.matches.replace(tx, organisation_id, [a.id for a in areas], None, found, now)
        db.matches.set_state(tx, organisation_id, state)
    return found


def areas_in_force(organisation: Organisation, now: dt.datetime) -> list[Area]:
    """The areas of the departments that exist today."""
    return [a for d in organisation.departments if d.in_force(now.date()) for a in d.areas]


def _score(
    deps: Deps, organisation_id: str, areas: Sequence[Area], matches: Matches, taught: Taught
) -> Iterator[Match]:
    for position, _ in enumerate(areas):
        yield from [match_of(organisation_id, s, taught) for s in matches.best(position)]
        deps.progress("match", position + 1, len(areas))


def explain(
    calls: Sequence[Call],
    organisation_id: str,
    area: Area,
    call_id: int,
    taught: Taught = NOTHING,
    encoder: Encoder | None = None,
) -> Match | None:
    """One call against one area, whatever its place; how rare words are is learnt from ``calls``. None without ties."""
    matches = fitted(calls, [area], taught, encoder)
    index = next((i for i, c in enumerate(calls) if c.id == call_id), None)
    if index is None:
        return None
    scored = matches.explain(0, index)
    return match_of(organisation_id, scored, taught) if scored.score > 0 else None


def fitted(
    calls: Sequence[Call],
    areas: Sequence[Area],
    taught: Taught,
    encoder: Encoder | None = None,
    rarity: Rarity | None = None,
) -> Matches:
    """All these areas against these calls, each area moved by its marks; with an encoder by meaning too.

    How rare words are is learnt from the calls, unless ``rarity`` tells it.
    """
    from matchers.match import Matches

    model = matcher(taught.terms)
    documents, queries = [document(c) for c in calls], [taught_query(model, a, taught) for a in areas]
    if encoder is None:
        return Matches(documents, queries, model, rarity)
    from matchers.hybrid import HybridMatches
    from matchers.semantic import SemanticMatcher

    return HybridMatches(documents, queries, model, rarity, meaning=SemanticMatcher(encoder, model.bridge))


def matcher(terms: Sequence[OwnTerm] = ()) -> TfidfMatcher:
    """The matcher with the coordinator's own terms above the shipped ones, not yet fitted."""
    from matchers.bridge import default_bridge
    from matchers.model import TfidfMatcher
    from matchers.terms import Term

    return TfidfMatcher(default_bridge(tuple(Term(t.term, t.english, t.weight, "terms.toml", own=True) for t in terms)))


def match_of(organisation_id: str, s: Scored, taught: Taught) -> Match:
    """A scored call as it is stored, in the organisation's own bands where it has any."""
    band = s.banded(taught.limits) if taught.limits else s.band
    return Match(organisation_id, s.area_id, int(s.document_id), s.score, band, s.reasons)


def taught_query(model: TfidfMatcher, area: Area, taught: Taught) -> Query:
    """An area as the matcher reads it, moved by what people marked for it."""
    from matchers.feedback import Marked, learn

    marked = [Marked(document(c), m.relevant, c.facts.key.external_id) for m, c in taught.of(area.id)]
    return learn(model, query(area), marked)


def document(call: Call) -> Document:
    """A call as the matcher reads it."""
    from matchers.language import language_of
    from matchers.model import Document

    facts = call.facts
    summary = "" if facts.summary in facts.text else facts.summary  # many summaries are how the text begins
    text = "\n".join([facts.call_title, summary, facts.text, ", ".join(facts.keywords)])
    return Document(str(call.id), facts.title, text, language_of(f"{facts.title}\n{text}", facts.language))


def query(area: Area) -> Query:
    """An area as the matcher reads it."""
    from matchers.model import Query

    return Query(area.id, area.title, area.text, area.excluded)


def _basis(areas: Sequence[Area], taught: Taught, encoder: Encoder | None = None) -> str:
    """The same as long as no area, no mark, no limit, no term, no model and no version of the matcher has changed."""
    lines = [VERSION, *(repr(a) for a in areas), *taught.lines()]
    lines += [encoder.name] if encoder else []
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
