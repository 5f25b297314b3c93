"""The follow-up of the duty to consider as a report: figures by department, charts, reasons, missed calls. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.rules.considering import GROUNDS_WORDS
from watcher.rules.followup import Figures, figures_text
from watcher.rules.paper import Bars, Block, Cell, Grid, Heading, Paper, Text
from watcher.rules.swedish import date_text

HEADERS = ("Förvaltning", "Öppnade", "I tid", "Missade", "Väntar", "Andel i tid, %", "Dagar till svar, median")
WHOLE = "Hela kommunen"


@dataclass(frozen=True, slots=True)
class Missed:
    """A call that went by without a stand: its last day as ISO text, whose it was, its title."""

    cutoff: str
    department: str
    title: str


def follow_up_paper(
    organisation: str,
    span: tuple[dt.date | None, dt.date | None],
    total: Figures,
    departments: Sequence[tuple[str, Figures]],
    missed: Sequence[Missed],
    today: dt.date,
) -> Paper:
    """The report; ``span`` is the first and the last day on which the considerations were opened, None without one."""
    blocks = tuple(_blocks(total, departments, missed))
    return Paper(f"Överväganden {span_text(span)}".strip(), organisation, today, blocks)


def table(total: Figures, departments: Sequence[tuple[str, Figures]]) -> tuple[tuple[Cell, ...], ...]:
    """A row for each department and one for all; shares in whole per cent, days with one decimal."""
    return tuple(_row(name, f) for name, f in (*departments, (WHOLE, total)))


def span_text(span: tuple[dt.date | None, dt.date | None]) -> str:
    """``från 1 januari 2026 till 31 december 2026``; empty when all are meant."""
    parts = [f"{word} {date_text(day)}" for word, day in zip(("från", "till"), span, strict=True) if day]
    return " ".join(parts)


def _row(name: str, f: Figures) -> tuple[Cell, ...]:
    share = None if f.share is None else round(100 * f.share)
    return name, f.opened, f.in_time, f.missed, f.waiting, share, f.median_days


def _blocks(
    total: Figures, departments: Sequence[tuple[str, Figures]], missed: Sequence[Missed]
) -> Iterator[Block]:  # fmt: skip
    yield Text(figures_text(total))
    yield Grid("Överväganden", HEADERS, table(total, departments))
    if departments:
        yield Bars("Besvarade i tid", "överväganden", tuple((name, f.in_time) for name, f in departments))
    yield Heading(1, "Skäl att avstå")
    if total.grounds:
        yield Bars("Skäl att avstå", "gånger", tuple((GROUNDS_WORDS[g], n) for g, n in total.grounds))
    else:
        yield Text("Ingen har avstått.")
    yield Heading(1, "Missade utlysningar")
    if missed:
        rows = tuple((m.cutoff, m.department, m.title) for m in missed)
        yield Grid("Missade", ("Sista dag", "Förvaltning", "Utlysning"), rows)
    else:
        yield Text("Ingen utlysning har gått förbi utan svar.")
