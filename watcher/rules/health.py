"""Whether a source lives: judged from the history of its crawls. Pure.

A source that fails is seen at once; one that is silent is not. What is silent is learnt from how often the source
brought something new before, so that a source with two calls a year does not alarm every month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from statistics import median_high

from db.records import CrawlReport, SourceState

REMEMBERED = 400
"""Crawls looked back on: more than a year of daily ones."""
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
UNDATED = 0.5
"""The share of rows without a last day has grown by more than this."""

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
    for found, words in (_unreadable(history), _undated(history)):
        if found:
            return Health(Condition.DRIFTING, found.started, words, rhythm)
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


def _unreadable(history: Sequence[CrawlReport]) -> tuple[CrawlReport | None, str]:
    """The first of the latest crawls whose rows could mostly not be read, where they could before."""
    first = _since(history, lambda r: r.rejected > DRIFT * r.seen, lambda r: r.rejected <= HARDLY_ANY * r.seen)
    return first, f"{first.rejected} av {first.seen} rader går inte att läsa" if first else ""


def _undated(history: Sequence[CrawlReport]) -> tuple[CrawlReport | None, str]:
    """The first of the latest crawls that lost the last days which earlier ones gave."""
    usable = [r for r in history if r.seen > r.rejected]
    usual = max((1 - _undated_share(r) for r in usable), default=0.0)
    first = _since(usable, lambda r: usual - (1 - _undated_share(r)) > UNDATED, lambda _: True)
    if not first:
        return None, ""
    return first, f"{first.undated} av {first.seen - first.rejected} rader saknar sista dag, som de hade förut"


def _undated_share(report: CrawlReport) -> float:
    return report.undated / (report.seen - report.rejected)


def _since(
    history: Sequence[CrawlReport], bad: Callable[[CrawlReport], bool], good: Callable[[CrawlReport], bool]
) -> CrawlReport | None:
    """The first crawl of the unbroken latest run of bad ones, where the one before that was good; else None."""
    read = [r for r in history if r.state is SourceState.OK and r.seen]
    run = list(takewhile(bad, read))
    return run[-1] if run and read[len(run) :] and good(read[len(run)]) else None
