"""The register against what a public register says: which of its rows are our projects, and which we lack. Pure.

Certain: the same diarienummer or project number together with our organisation or the title; or our organisation with
the very same title. Likely: one of these alone, or our organisation with nearly the same title. Two funders may use
the same series of numbers, so that a number alone is never certain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from db.workrecords import Application, ApplicationState, Project
from watcher.rules.sameamount import Amount, Compared, compared, ours
from watcher.rules.workforms import APPLICATION_STATES

_NEAR = 0.6
"""Share of the words of two titles that are the same, from which they are nearly the same."""
_WORD = re.compile(r"\w+")
_SHORT = 3
"""Words shorter than this say nothing of a title."""


class Certainty(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A row of a public register. ``line`` is its place in the file. Empty is unknown."""

    line: int
    titles: tuple[str, ...]
    references: tuple[str, ...] = ()
    organisations: frozenset[str] = frozenset()
    """Organisationsnummer and PIC of its organisations, as digits."""
    start: dt.date | None = None
    end: dt.date | None = None
    state: ApplicationState | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A row with what it is in our register (None: missing there), why, and what the two say differently."""

    foreign: Foreign
    own: Project | Application | None
    certainty: Certainty
    why: str
    amounts: tuple[Compared, ...] = ()
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Every row that is ours or looks like it; how many others there are; and ours that the file lacks. ``named`` rows
    say whose they are: of the rest nothing can be said to be missing from our register."""

    pairs: tuple[Pair, ...]
    others: int
    named: int
    unseen: tuple[Project | Application, ...]


@dataclass(frozen=True, slots=True)
class _Likeness:
    number: bool
    organisation: bool
    title: float
    near_in_time: bool

    @property
    def certainty(self) -> Certainty | None:
        same = self.title == 1
        if (self.number and (self.organisation or self.title >= _NEAR)) or (self.organisation and same):
            return Certainty.CERTAIN
        if self.number or same or (self.organisation and self.title >= _NEAR):
            return Certainty.LIKELY
        return None

    @property
    def order(self) -> tuple[bool, bool, float, bool]:
        return self.certainty is Certainty.CERTAIN, self.number, self.title, self.near_in_time

    @property
    def why(self) -> str:
        words = {
            "samma nummer": self.number,
            "samma organisation": self.organisation,
            "samma titel": self.title == 1,
            "nästan samma titel": _NEAR <= self.title < 1,
        }
        return ", ".join(word for word, holds in words.items() if holds)


def reconcile(
    foreign: Iterable[Foreign], projects: Sequence[Project], applications: Sequence[Application], numbers: Iterable[str]
) -> Reconciled:
    """Pair the rows with ours, the best pairs first and each of ours once. ``numbers`` are our organisationsnummer and
    PIC. An application that has become a project is that project."""
    mine = frozenset(filter(None, map(digits, numbers)))
    became = {p.application_id for p in projects}
    owned: list[Project | Application] = [*projects, *(a for a in applications if a.id not in became)]
    rows = list(foreign)
    candidates = [r for r in rows if not r.organisations or r.organisations & mine]
    paired = dict(_best(candidates, owned, mine))
    pairs = [_pair(row, *paired[n]) if n in paired else _missing(row, mine) for n, row in enumerate(candidates)]
    taken = {id(own) for own, _ in paired.values()}
    return Reconciled(
        tuple(p for p in pairs if p is not None),
        len(rows) - sum(p is not None for p in pairs),
        sum(bool(r.organisations) for r in rows),
        tuple(own for own in owned if id(own) not in taken),
    )


def _best(
    rows: Sequence[Foreign], owned: Sequence[Project | Application], mine: frozenset[str]
) -> Iterator[tuple[int, tuple[Project | Application, _Likeness]]]:
    found = [
        (likeness.order, -n, -m, likeness)
        for n, row in enumerate(rows)
        for m, own in enumerate(owned)
        if (likeness := _likeness(row, own, mine)).certainty
    ]
    used_rows, used_own = set(), set()
    for _, n, m, likeness in sorted(found, key=lambda f: f[:3], reverse=True):
        if -n not in used_rows and -m not in used_own:
            used_rows.add(-n)
            used_own.add(-m)
            yield -n, (owned[-m], likeness)


def _likeness(row: Foreign, own: Project | Application, mine: frozenset[str]) -> _Likeness:
    links = " ".join(own.links) if isinstance(own, Project) else ""
    return _Likeness(
        number=any(_names(reference, f"{own.reference} {links}") for reference in row.references),
        organisation=bool(row.organisations & mine),
        title=max((_same_words(title, own.title) for title in row.titles), default=0.0),
        near_in_time=isinstance(own, Project) and own.start is not None and own.start == row.start,
    )


def _names(reference: str, text: str) -> bool:
    """Whether a text has the whole number in it: ``23-017`` is not in ``2023-0171``."""
    number = reference.strip().casefold()
    if not number or number not in text.casefold():
        return False
    return re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text.casefold()) is not None


def _same_words(left: str, right: str) -> float:
    """1 for the same words in the same order; else the share of all long words that both have, under 1. A title that
    is wholly in the other (an acronym before its long name) is nearly the same."""
    (one, long), (other, other_long) = _words(left), _words(right)
    if one == other:
        return 1.0 if one else 0.0
    if not long or not other_long:
        return 0.0
    if long <= other_long or other_long <= long:
        return 0.9
    return min(0.89, len(long & other_long) / len(long | other_long))


@lru_cache(maxsize=100_000)
def _words(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """A title's words in order, and the long ones."""
    words = tuple(_WORD.findall(title.casefold()))
    return words, frozenset(w for w in words if len(w) >= _SHORT)


def _pair(row: Foreign, own: Project | Application, likeness: _Likeness) -> Pair:
    certainty = likeness.certainty
    assert certainty is not None, "only likely pairs are paired"
    mine = ours(own.money, applied=isinstance(own, Application))
    return Pair(row, own, certainty, likeness.why, compared(row.amounts, mine), tuple(_differences(row, own)))


def _differences(row: Foreign, own: Project | Application) -> Iterator[str]:
    if isinstance(own, Application) and row.state and row.state is not own.state:
        yield f"läge: {APPLICATION_STATES[own.state]} i registret, {APPLICATION_STATES[row.state]} i filen"
    if isinstance(own, Project):
        for word, here, there in (("start", own.start, row.start), ("slut", own.end, row.end)):
            if here and there and here != there:
                yield f"{word}: {here} i registret, {there} i filen"


def _missing(row: Foreign, mine: frozenset[str]) -> Pair | None:
    """A row that says it is ours; one that names nobody may be anybody's."""
    return Pair(row, None, Certainty.MISSING, "samma organisation") if row.organisations & mine else None


def digits(number: str) -> str:
    """``SE212000066201``, ``212000-0662`` or ``16212000-0662`` as ten digits; a PIC as its nine."""
    bare = re.sub(r"\D", "", number)
    if number.strip().upper().startswith("SE") and len(bare) == 12 and bare.endswith("01"):
        return bare[:10]
    return bare[2:] if len(bare) == 12 and bare.startswith("16") else bare
