"""The mail that asks for what the yearly report lacks, as its templates need it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.mail.letterhead import Letterhead
from watcher.mail.letters import Part
from watcher.mail.writing import Writing
from watcher.parse.text import one_line
from watcher.rules.annual import Lacking


@dataclass(frozen=True, slots=True)
class ReportAskView:
    """What each of the person's departments lacks; a part without lines has nothing registered."""

    head: Letterhead
    year: int
    parts: tuple[Part, ...]
    by: str


def report_ask(
    lacking: Sequence[Lacking], year: int, by: dt.date | None, head: Letterhead, writing: Writing
) -> ReportAskView:
    """``by`` is the day by which an answer is asked for, in Sweden; None for as soon as can be."""
    lang = writing.lang
    nothing = lang.say("Inget är registrerat för {year}.", year=year)
    parts = tuple(
        Part(one_line(x.department.name), lines=tuple(map(one_line, x.gaps)), none=nothing if x.nothing else "")
        for x in lacking
    )
    return ReportAskView(head, year, parts, lang.date_text(by) if by else "")
