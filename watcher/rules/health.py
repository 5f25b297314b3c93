"""Whether a source lives: judged from the history of its crawls. Pure.

A source that fails is seen at once; one that is silent is not. What is silent is learnt from how often the source
brought something new before, so that a source with two calls a year does not alarm every month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median_high

from db.records import CrawlReport, SourceState

IN_A_ROW = 3
"""Failed or suspect crawls in a row before anybody is told: one bad night is not an alarm."""
FEWEST_GAPS = 4
"""News seen with at least so many gaps between before a rhythm can be known."""
PATIENCE = 4.0
"""Silence is told when it is so many times longer than the usual gap."""
SHORTEST_SILENCE = dt.timedelta(days=14)
DRIFT = 0.2
"""Rejected rows above this share of those seen, where earlier crawls had hardly any."""
HARDLY_ANY = 0.05

_GOOD = (SourceState.OK, SourceState.NOT_MODIFIED)


class Condition(StrEnum):
    """How a source fares."""

    FINE = "fine"
    FAILING = "failing"
    SILENT = "silent"
    DRIFTING = "drifting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Health:
    """``since`` is when the trouble began (UTC): it names the trouble, so it is told once. ``words`` are Swedish."""

    condition: Condition
    since: dt.datetime | None = None
    words: str = ""
    rhythm: dt.timedelta | None = None
    """The usual time between news; None while it is not known."""


def judge(history: Sequence[CrawlReport], now: dt.datetime) -> Health:
    """Judge a source by its crawls, newest first."""
    if not history:
        return Health(Condition.UNKNOWN, words="inte hämtad ännu")
    rhythm = usual_gap(history)
    bad = _bad_in_a_row(history)
    if len(bad) >= IN_A_ROW:
        reason = bad[0].error or "; ".join(bad[0].notes) or "misstänkt svar"
        return Health(Condition.FAILING, bad[-1].started, f"{len(bad)} försök i rad misslyckades: {reason}", rhythm)
    drift = _drift(history)
    if drift:
        return Health(
            Condition.DRIFTING, drift.started, f"{drift.rejected} av {drift.seen} rader går inte att läsa", rhythm
        )
    latest = _news(history)
    if rhythm and latest:
        silence = now - latest[0]
        if silence > max(PATIENCE * rhythm, SHORTEST_SILENCE):
            words = f"inget nytt på {silence.days} dagar, brukar komma var {max(1, rhythm.days)}:e dag"
            return Health(Condition.SILENT, latest[0], words, rhythm)
    return Health(Condition.FINE, rhythm=rhythm)


def usual_gap(history: Sequence[CrawlReport]) -> dt.timedelta | None:
    """The median time between crawls that brought something new; None while there are too few."""
    moments = _news(history)
    gaps = [later - earlier for later, earlier in pairwise(moments)]
    return median_high(gaps) if len(gaps) >= FEWEST_GAPS else None


def _news(history: Sequence[CrawlReport]) -> list[dt.datetime]:
    return [r.started for r in history if r.new or r.changed]


def _bad_in_a_row(history: Sequence[CrawlReport]) -> list[CrawlReport]:
    bad: list[CrawlReport] = []
    for report in history:
        if report.state in _GOOD:
            break
        bad.append(report)
    return bad


def _drift(history: Sequence[CrawlReport]) -> CrawlReport | None:
    """The first of the latest crawls whose rows could mostly not be read, where they could before."""
    read = [r for r in history if r.state is SourceState.OK and r.seen]
    drifting: list[CrawlReport] = []
    for report in read:
        if report.rejected <= DRIFT * report.seen:
            break
        drifting.append(report)
    earlier = read[len(drifting) :]
    clean = earlier and earlier[0].rejected <= HARDLY_ANY * earlier[0].seen
    return drifting[-1] if drifting and clean else None
