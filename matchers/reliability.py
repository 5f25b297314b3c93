"""What scores and bands are worth against grades: precision and yield of the bands, and the reliability plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from db.records import BandLimits
from matchers.measure import RELEVANT, interval

WEEKLY = 15
"""An area gets at most this many calls a week."""
EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0)

Scores = Sequence[Sequence[float]]
Grades = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Calls with scores of a range: how many, their mean score, and which share is worth considering."""

    count: int
    score: float
    worth: float


def report(scores: Scores, grades: Grades, best: Sequence[int], limits: BandLimits) -> dict[str, object]:
    """What the bands hold, areas and their calls best first; ``best`` is how many calls of grade 3 each area has.

    Means over areas with 95 % bootstrap intervals; an area without any strong call does not count in the precision,
    and one without a grade 3 not in what the bands hold of it. ``best_held`` is what the bands hold however many calls
    they are, as when these come over a year; ``best_held_at_once`` what is left of it if all came in one week.
    """
    strongs = [_hits(s, g, limits.strong)[:WEEKLY] for s, g in zip(scores, grades, strict=True)]
    banded = [_hits(s, g, limits.possible) for s, g in zip(scores, grades, strict=True)]
    shown = [hits[:WEEKLY] for hits in banded]
    precise = [fmean(g >= RELEVANT for g in hits) for hits in strongs if hits]
    pooled = [g >= RELEVANT for hits in strongs for g in hits]
    return {
        "weekly": WEEKLY,
        "strong_per_area": round(fmean(map(len, strongs)), 2) if strongs else 0.0,
        "areas_without_strong": sum(not hits for hits in strongs),
        "strong_precision": round(fmean(pooled), 3) if pooled else None,
        "strong_precision_by_area": _mean(precise),
        "banded_per_area": round(fmean(map(len, banded)), 2) if banded else 0.0,
        "best_held": _held(banded, best),
        "best_held_by_area": _mean(_shares(banded, best)),
        "best_held_at_once": _held(shown, best),
        "best_held_at_once_by_area": _mean(_shares(shown, best)),
    }


def _hits(scores: Sequence[float], grades: Sequence[int], least: float) -> list[int]:
    return [g for s, g in zip(scores, grades, strict=True) if s >= least]


def _held(hits: Grades, best: Sequence[int]) -> float:
    """What share of all calls of grade 3 these are."""
    return round(sum(sum(g == 3 for g in row) for row in hits) / max(1, sum(best)), 3)


def _shares(hits: Grades, best: Sequence[int]) -> list[float]:
    """The same an area, of those that have one."""
    return [sum(g == 3 for g in row) / n for row, n in zip(hits, best, strict=True) if n]


def _mean(values: Sequence[float]) -> list[float] | None:
    """Mean and interval."""
    return [round(v, 3) for v in (fmean(values), *interval(values))] if values else None


def bins(scores: Scores, grades: Grades) -> list[Bin]:
    """The calls of all areas by score, lowest first; empty ranges are left out."""
    pairs = [
        (s, g >= RELEVANT) for row, graded in zip(scores, grades, strict=True) for s, g in zip(row, graded, strict=True)
    ]
    found = []
    for low, high in pairwise(EDGES):
        inside = [(s, w) for s, w in pairs if low <= s < high or s == high == 1.0]
        if inside:
            found.append(Bin(len(inside), fmean(s for s, _ in inside), fmean(w for _, w in inside)))
    return found


_SIDE, _MARGIN = 360, 48


def svg(scores: Scores, grades: Grades) -> str:
    """The reliability plot: predicted against observed, a dot a range of scores, its area the number of calls."""
    whole = _SIDE + 2 * _MARGIN
    dots = "".join(_dot(b) for b in bins(scores, grades))
    ticks = "".join(_tick(n / 5) for n in range(6))
    line = f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
    frame = f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#555"/>'
    words = (
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">Poäng (förutsagd sannolikhet)</text>'
        f'<text transform="translate(14 {whole / 2}) rotate(-90)" text-anchor="middle">Andel med betyg 2 eller 3</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" '
        f'font-size="12"><rect width="{whole}" height="{whole}" fill="#fff"/>{frame}{ticks}{line}{dots}{words}</svg>\n'
    )


def _x(value: float) -> float:
    return round(_MARGIN + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_MARGIN + (1 - value) * _SIDE, 1)


def _tick(value: float) -> str:
    text = f"{value:.1f}".replace(".", ",")
    return (
        f'<text x="{_x(value)}" y="{_y(0) + 16}" text-anchor="middle">{text}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{text}</text>'
    )


def _dot(found: Bin) -> str:
    radius = round(2 + found.count**0.5 / 2, 1)
    return (
        f'<circle cx="{_x(found.score)}" cy="{_y(found.worth)}" r="{radius}" fill="#0b5cad" fill-opacity="0.7">'
        f"<title>{found.count} utlysningar</title></circle>"
    )
