"""What an organisation has taught the matcher: its marks, with the calls they stand on, and its own limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import db.calls
import db.marks
from db.records import BandLimits, Call, Mark
from db.transaction import Tx
from watcher.config.termsfile import OwnTerm


@dataclass(frozen=True)
class Taught:
    """The marks that count, by area and call; without ``limits`` the shipped ones hold."""

    marks: Sequence[tuple[Mark, Call]] = ()
    limits: BandLimits | None = None
    terms: Sequence[OwnTerm] = ()
    """The coordinator's own terms."""

    def of(self, area_id: str) -> list[tuple[Mark, Call]]:
        """The marks of one area."""
        return [(mark, call) for mark, call in self.marks if mark.area_id == area_id]

    def lines(self) -> list[str]:
        """The same as long as nothing else has been taught: for fingerprints. Who marked, and when, teaches nothing."""
        marked = [f"{m.area_id} {c.id} {c.content_hash} {m.relevant}" for m, c in self.marks]
        return [*marked, repr(self.limits), *map(repr, self.terms)]


NOTHING = Taught()


def read_taught(tx: Tx, organisation_id: str, now: dt.datetime, terms: Sequence[OwnTerm] = ()) -> Taught:
    """Read it all. A marked call teaches after it has closed, too."""
    marks = db.marks.counting(tx, organisation_id)
    calls = {c.id: c for c in db.calls.listing(tx, now, closed=True, ids={m.call_id for m in marks})}
    return Taught([(m, calls[m.call_id]) for m in marks], db.marks.limits(tx, organisation_id), terms)
