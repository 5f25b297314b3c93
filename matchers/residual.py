"""What marks are worth: an area's first calls are marked by their grades, and the rest is ranked before and after.

The marked calls are left out of both rankings: putting known calls in known places proves nothing. Residual nDCG@10;
grades of 2 and 3 are marked relevant, everything else irrelevant; areas with nothing relevant left do not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np

from matchers import measure
from matchers.feedback import Marked, learn
from matchers.model import Document, Query, TfidfMatcher


def run(
    model: TfidfMatcher,
    queries: Sequence[Query],
    documents: Sequence[Document],
    grades: Mapping[str, Mapping[str, int]],
    marks: int,
) -> dict[str, object]:
    """The means before and after as many marks an area, and each area's own. The model is fitted on the documents."""
    measured = {q.id: _area(model, q, documents, grades.get(q.id, {}), marks) for q in queries}
    per_area = {area: pair for area, pair in measured.items() if pair}
    gains = [after - before for before, after in per_area.values()] or [0.0]
    return {
        "marks": marks,
        "areas": len(per_area),
        "before": round(fmean([before for before, _ in per_area.values()] or [0.0]), 4),
        "after": round(fmean([after for _, after in per_area.values()] or [0.0]), 4),
        "gain": round(fmean(gains), 4),
        "gain_interval": [round(x, 4) for x in measure.interval(gains)],
        "per_area": {area: {"before": round(b, 4), "after": round(a, 4)} for area, (b, a) in per_area.items()},
    }


def _area(
    model: TfidfMatcher, query: Query, documents: Sequence[Document], grades: Mapping[str, int], marks: int
) -> tuple[float, float] | None:
    first = _ranking(model, query, documents)
    shown = first[:marks]
    rest = {doc: grade for doc, grade in grades.items() if doc not in {d.id for d in shown}}
    if not any(grade >= measure.RELEVANT for grade in rest.values()):
        return None
    marked = [Marked(d, grades.get(d.id, 0) >= measure.RELEVANT, d.id) for d in shown]
    again = _ranking(model, learn(model, query, marked), documents)
    before, after = (measure.ndcg([d.id for d in found if d not in shown], rest) for found in (first, again))
    return before, after


def _ranking(model: TfidfMatcher, query: Query, documents: Sequence[Document]) -> list[Document]:
    row = model.scores([query])[0]
    order = sorted(map(int, np.flatnonzero(row > 0)), key=lambda i: (-row[i], documents[i].id))
    return [documents[i] for i in order]
