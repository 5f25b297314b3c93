"""The limits of the bands: those of the matcher, or an organisation's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.marks
import db.organisations
from db.records import BandLimits, Organisation
from matchers.bands import shipped
from watcher.desk.lookup import organisation_of
from watcher.errors import UsageError
from watcher.jobs.deps import Deps


@dataclass(frozen=True, slots=True)
class Tuned:
    """The limits in force, and whether the organisation chose them itself."""

    organisation: Organisation
    limits: BandLimits
    own: bool


def show(deps: Deps) -> list[Tuned]:
    """Every organisation's limits."""
    with deps.database.read() as tx:
        found = [(o, db.marks.limits(tx, o.id)) for o in db.organisations.all_organisations(tx)]
    return [Tuned(o, own or _shipped(deps), own is not None) for o, own in found]


def save(
    deps: Deps, now: dt.datetime, strong: float | None, possible: float | None, *, organisation: str | None = None
) -> Tuned:
    """Keep other limits; the next matching uses them. What is not given stays as it is.

    Raises UsageError for limits that cannot be, NotFound for an unknown organisation.
    """
    with deps.database.write() as tx:
        town = organisation_of(db.organisations.all_organisations(tx), organisation)
        limits = chosen(db.marks.limits(tx, town.id) or _shipped(deps), strong, possible)
        db.marks.set_limits(tx, town.id, limits, now)
    return Tuned(town, limits, True)


def reset(deps: Deps, now: dt.datetime, *, organisation: str | None = None) -> Tuned:
    """Go back to the matcher's own limits. Raises NotFound for an unknown organisation."""
    with deps.database.write() as tx:
        town = organisation_of(db.organisations.all_organisations(tx), organisation)
        db.marks.set_limits(tx, town.id, None, now)
    return Tuned(town, _shipped(deps), False)


def _shipped(deps: Deps) -> BandLimits:
    return shipped(meaning=deps.encoder is not None)


def chosen(current: BandLimits, strong: float | None, possible: float | None) -> BandLimits:
    """The current limits with those given in their place. Raises UsageError unless 0 < possible ≤ strong ≤ 1."""
    limits = BandLimits(
        current.strong if strong is None else strong, current.possible if possible is None else possible
    )
    if not 0 < limits.possible <= limits.strong <= 1:
        raise UsageError(
            f"gränserna ska vara 0 < möjlig ≤ stark ≤ 1, inte möjlig {limits.possible} och stark {limits.strong}"
        )
    return limits
