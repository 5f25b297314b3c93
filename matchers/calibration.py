"""Fits the constants of ``matchers.bands`` on judged data and measures them leave-one-area-out.

python -m matchers.calibration AREAS CALLS[,CALLS] QRELS[,QRELS] [PLOT.svg]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from matchers import bands, judged, reliability
from matchers.bands import USUAL, to_unit
from matchers.match import KEPT
from matchers.measure import RELEVANT
from matchers.model import Document, Query, TfidfMatcher


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best calls of one area: raw scores with their grades, best first.

    ``best`` is how many calls of grade 3 there are, ``judged`` whether any call has a grade of 2 or 3.
    """

    area: str
    asked: float
    raw: tuple[float, ...]
    grades: tuple[int, ...]
    best: int
    judged: bool


def ranked(
    model: TfidfMatcher,
    queries: Sequence[Query],
    documents: Sequence[Document],
    grades: Mapping[str, Mapping[str, int]],
) -> list[Ranked]:
    """The calls that would be kept for each area, with their grades; the model is fitted on the documents."""
    found: list[Ranked] = []
    for query, row in zip(queries, model.scores(queries), strict=True):
        order = sorted(map(int, np.flatnonzero(row > 0)), key=lambda i: (-row[i], documents[i].id))[:KEPT]
        graded = grades.get(query.id, {})
        found.append(
            Ranked(
                area=query.id,
                asked=model.asked(query),
                raw=tuple(float(row[i]) for i in order),
                grades=tuple(graded.get(documents[i].id, 0) for i in order),
                best=sum(g == 3 for g in graded.values()),
                judged=any(g >= RELEVANT for g in graded.values()),
            )
        )
    return found


def fit(areas: Sequence[Ranked]) -> tuple[float, float, float]:
    """HALF, GROWTH and STEEPNESS for these areas."""
    features = np.vstack([_features(a) for a in areas])
    worth = np.array([g >= RELEVANT for a in areas for g in a.grades])
    mean, spread = features.mean(axis=0), features.std(axis=0)
    fitted = LogisticRegression(C=1.0).fit((features - mean) / spread, worth)
    by_raw, by_asked = fitted.coef_[0] / spread
    constant = float(fitted.intercept_[0] - (fitted.coef_[0] * mean / spread).sum())
    return float(np.exp(-constant / by_raw)), float(-by_asked / by_raw), float(by_raw)


def _features(area: Ranked) -> np.ndarray:
    return np.column_stack([np.log(area.raw), np.full(len(area.raw), np.log(area.asked / USUAL))])


def shipped(areas: Sequence[Ranked]) -> list[list[float]]:
    """The scores as the program gives them."""
    return [[to_unit(raw, a.asked) for raw in a.raw] for a in areas]


def left_out(areas: Sequence[Ranked]) -> list[list[float]]:
    """The scores of each area by constants fitted on all the others."""
    found = []
    for n, area in enumerate(areas):
        half, growth, steepness = fit([*areas[:n], *areas[n + 1 :]])
        scale = half * (area.asked / USUAL) ** growth
        found.append([1 / (1 + (scale / raw) ** steepness) for raw in area.raw])
    return found


def main(areas: str, calls: str, qrels: str, plot: str = "") -> None:
    """Print the constants and what the bands hold, leave-one-area-out."""
    queries = judged.read_areas(Path(areas))
    documents = judged.read_all_calls([Path(p) for p in calls.split(",")])
    model = TfidfMatcher()
    model.fit(documents)
    found = ranked(model, queries, documents, judged.read_all_qrels([Path(p) for p in qrels.split(",")]))
    print("HALF {:.1f} GROWTH {:.2f} STEEPNESS {:.2f}".format(*fit(found)))
    scores = left_out(found)
    print(reliability.report(scores, [a.grades for a in found], [a.best for a in found], bands.SHIPPED))
    if plot:
        Path(plot).write_text(reliability.svg(scores, [a.grades for a in found]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
