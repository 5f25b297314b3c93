"""Fits the constants of ``matchers.fusion`` on judged data and measures them leave-one-area-out.

python -m matchers.fusing CACHE AREAS CALLS[,CALLS] QRELS[,QRELS] [PLOT.svg]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from matchers import bands, evaluate, fusion, judged, measure, reliability
from matchers.evaluate import Aids, ranking
from matchers.match import KEPT
from matchers.model import Document, Query, TfidfMatcher
from matchers.semantic import SemanticMatcher


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic's: of words, of meaning, and its constant."""

    words: float
    meaning: float
    level: float

    def scores(self, features: np.ndarray) -> np.ndarray:
        """Probabilities, for the last axis (words, meaning)."""
        told = features @ np.array([self.words, self.meaning]) + self.level
        return np.asarray(1.0 / (1.0 + np.exp(-told)))


def features(
    model: TfidfMatcher, meaning: SemanticMatcher, queries: Sequence[Query], documents: Sequence[Document]
) -> np.ndarray:
    """What words and meaning count for: areas × calls × 2. Both matchers are fitted here."""
    model.fit(documents)
    meaning.fit(documents)
    return np.stack([fusion.words(model.scores(queries), model, queries), meaning.scores(queries)], axis=-1)


def worth(
    queries: Sequence[Query], documents: Sequence[Document], grades: Mapping[str, Mapping[str, int]]
) -> np.ndarray:
    """Which calls are worth considering for which area."""
    return np.array([[grades.get(q.id, {}).get(d.id, 0) >= measure.RELEVANT for d in documents] for q in queries])


def fit(found: np.ndarray, wanted: np.ndarray) -> Weights:
    """The weights for these areas, all calls counted; an unjudged call is not worth considering."""
    rows = found.reshape(-1, found.shape[-1])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    fitted = LogisticRegression(C=1.0, max_iter=500).fit((rows - mean) / spread, wanted.ravel())
    slopes = fitted.coef_[0] / spread
    return Weights(float(slopes[0]), float(slopes[1]), float(fitted.intercept_[0] - slopes @ mean))


def left_out(found: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The scores of each area by weights fitted on all the others."""
    areas = np.arange(len(found))
    return np.stack([fit(found[areas != n], wanted[areas != n]).scores(found[n]) for n in areas])


def main(cache: str, areas: str, calls: str, qrels: str, plot: str = "") -> None:
    """Print the constants, and what ranking and bands are worth leave-one-area-out."""
    queries = judged.read_areas(Path(areas))
    documents = judged.read_all_calls([Path(p) for p in calls.split(",")])
    grades = judged.read_all_qrels([Path(p) for p in qrels.split(",")])
    found = features(TfidfMatcher(), evaluate.meaning(Aids(Path(cache), _tell)), queries, documents)
    wanted = worth(queries, documents, grades)
    print("WORDS {0.words:.2f} MEANING {0.meaning:.2f} LEVEL {0.level:.2f}".format(fit(found, wanted)))
    ranked = [ranking(row, documents) for row in left_out(found, wanted)]
    figures = evaluate.report("hybrid", {q.id: r for q, r in zip(queries, ranked, strict=True)}, grades)
    print({name: value for name, value in figures.items() if name != "per_area"})
    scores = [[score for _, score in row[:KEPT]] for row in ranked]
    graded = [[grades[q.id].get(d, 0) for d, _ in row[:KEPT]] for q, row in zip(queries, ranked, strict=True)]
    best = [sum(g == 3 for g in grades[q.id].values()) for q in queries]
    print(reliability.report(scores, graded, best, bands.HYBRID))
    if plot:
        Path(plot).write_text(reliability.svg(scores, graded), encoding="utf-8")


def _tell(done: int, total: int) -> None:
    print(f"{done}/{total}", end="\r", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
