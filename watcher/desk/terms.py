"""The coordinator's own terms, and which words of the areas no list knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import db.organisations
from watcher.config.termsfile import OwnTerm, read_terms
from watcher.jobs.deps import Deps
from watcher.jobs.match import areas_in_force, matcher


@dataclass(frozen=True, slots=True)
class Checked:
    """``unbridged`` holds, by area id, the words that only meet themselves in calls."""

    path: Path | None
    terms: tuple[OwnTerm, ...]
    problems: tuple[str, ...]
    unbridged: dict[str, list[str]]


def check(deps: Deps, now: dt.datetime) -> Checked:
    """What is read from the file, what is wrong in it, and what the areas in force say that it could translate."""
    read = read_terms(deps.settings.terms)
    bridge = matcher(read.terms).bridge
    with deps.database.read() as tx:
        areas = [a for o in db.organisations.all_organisations(tx) for a in areas_in_force(o, now)]
    words = {a.id: bridge.unbridged(f"{a.title}\n{a.text}") for a in areas}
    return Checked(deps.settings.terms, read.terms, read.problems, {area: w for area, w in words.items() if w})
