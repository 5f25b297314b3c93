"""Measures a matcher on judged data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from matchers import bands, calibration, judged, measure, reliability, residual
from matchers.encoder import KeptEncoder, MemoryStore, Progress
from matchers.errors import UnknownMatcher
from matchers.fusion import HybridMatcher
from matchers.match import KEPT
from matchers.model import Document, Query, TfidfMatcher
from matchers.semantic import SemanticMatcher
from matchers.sentencemodel import SentenceModel
from matchers.vectorfile import VectorFolder

DEPTH = 100
"""Documents an area that ``--run`` writes."""


class Matcher(Protocol):
    """What is measured: learn the calls, then score areas against them."""

    def fit(self, documents: list[Document]) -> None: ...

    def scores(self, queries: list[Query]) -> np.ndarray: ...


@dataclass(frozen=True, slots=True)
class Aids:
    """What a matcher may use: a folder that keeps its vectors, and whom to tell how many texts are encoded."""

    cache: Path | None = None
    progress: Progress = lambda _done, _total: None


NO_AIDS = Aids()


def meaning(aids: Aids) -> SemanticMatcher:
    """By the sentence model of the optional package. Raises ModelMissing."""
    model = SentenceModel()
    store = VectorFolder(aids.cache, model.dimension) if aids.cache else MemoryStore()
    return SemanticMatcher(KeptEncoder(model, store, aids.progress))


MATCHERS: dict[str, Callable[[Aids], Matcher]] = {
    "tfidf": lambda _aids: TfidfMatcher(),
    "semantic": meaning,
    "hybrid": lambda aids: HybridMatcher(meaning(aids)),
}


def run(
    areas: Path,
    calls: Sequence[Path],
    qrels: Sequence[Path],
    *,
    matcher: str = "tfidf",
    run_path: Path | None = None,
    aids: Aids = NO_AIDS,
    plot: Path | None = None,
    marks: int | None = None,
) -> dict[str, object]:
    """Rank the calls of all files as one list for each area and measure. Raises MatcherError.

    ``plot`` gets the reliability plot of the scores (SVG; not of ``semantic``); ``run_path`` gets the
    rankings (area, doc, rank, score);
    with ``marks`` the report also tells what that many marks an area teach (see ``matchers.residual``).
    """
    if matcher not in MATCHERS:
        raise UnknownMatcher(f"matcharen {matcher!r} finns inte. Kända: {', '.join(sorted(MATCHERS))}")
    queries = judged.read_areas(areas)
    documents, grades = judged.read_all_calls(calls), judged.read_all_qrels(qrels)
    model = MATCHERS[matcher](aids)
    model.fit(documents)
    scores = model.scores(queries)
    ranked = {q.id: ranking(row, documents) for q, row in zip(queries, scores, strict=True)}
    if run_path:
        _write(run_path, ranked)
    found = report(matcher, ranked, grades)
    if isinstance(model, HybridMatcher):
        found["bands"] = _fused_bands(ranked, grades, plot)
        plot = None
    if isinstance(model, TfidfMatcher):
        found["bands"] = _bands(calibration.ranked(model, queries, documents, grades), plot)
        if marks is not None:
            found["marks"] = residual.run(model, queries, documents, grades, marks)
    elif plot or marks is not None:
        raise UnknownMatcher(f"matcharen {matcher!r} kan inte det: --plot ritar tfidf och hybrid, --marks mäter tfidf")
    return found


def _bands(areas: Sequence[calibration.Ranked], plot: Path | None) -> dict[str, object]:
    """What the shipped bands hold on areas that have a grade ≥ 2."""
    kept = [a for a in areas if a.judged]
    scores, grades = calibration.shipped(kept), [a.grades for a in kept]
    if plot:
        plot.write_text(reliability.svg(scores, grades), encoding="utf-8")
    return reliability.report(scores, grades, [a.best for a in kept], bands.SHIPPED)


def _fused_bands(
    found: Mapping[str, list[tuple[str, float]]], grades: Mapping[str, Mapping[str, int]], plot: Path | None
) -> dict[str, object]:
    """The same of scores that are probabilities already."""
    areas = [a for a in found if any(g >= measure.RELEVANT for g in grades.get(a, {}).values())]
    scores = [[score for _, score in found[a][:KEPT]] for a in areas]
    graded = [[grades[a].get(doc, 0) for doc, _ in found[a][:KEPT]] for a in areas]
    if plot:
        plot.write_text(reliability.svg(scores, graded), encoding="utf-8")
    best = [sum(g == 3 for g in grades[a].values()) for a in areas]
    return reliability.report(scores, graded, best, bands.HYBRID)


def ranking(row: np.ndarray, documents: list[Document]) -> list[tuple[str, float]]:
    """Documents with a score, best first; of equals in the order of their ids."""
    order = sorted(np.flatnonzero(row > 0), key=lambda i: (-row[i], documents[i].id))
    return [(documents[i].id, float(row[i])) for i in order]


def report(
    matcher: str, ranked: Mapping[str, list[tuple[str, float]]], grades: Mapping[str, Mapping[str, int]]
) -> dict[str, object]:
    """The figures as ``eval`` prints them: means over areas that have a grade ≥ 2, and each area's own."""
    rows = {
        area: measure.figures([doc for doc, _ in found], grades[area])
        for area, found in ranked.items()
        if any(g >= measure.RELEVANT for g in grades.get(area, {}).values())
    }
    return {"matcher": matcher, "areas": len(rows), **_named(measure.mean(list(rows.values()))),
            "interval": _intervals([_named(f) for f in rows.values()]),
            "per_area": {area: _named(f) for area, f in rows.items()}}  # fmt: skip


def _named(f: measure.Figures) -> dict[str, float | None]:
    named = {"ndcg@10": f.ndcg_10, "recall@20": f.recall_20, "recall3@20": f.recall3_20, "judged@10": f.judged_10,
             "mrr": f.mrr}  # fmt: skip
    return {name: None if value is None else round(value, 4) for name, value in named.items()}


def _intervals(rows: Sequence[Mapping[str, float | None]]) -> dict[str, list[float]]:
    """The 95 % bootstrap interval of each mean over areas."""
    found: dict[str, list[float]] = {}
    for name in rows[0] if rows else ():
        values = [v for row in rows if (v := row[name]) is not None]
        if values:
            found[name] = [round(v, 4) for v in measure.interval(values)]
    return found


def _write(path: Path, ranked: Mapping[str, list[tuple[str, float]]]) -> None:
    lines = [
        f"{area}\t{doc}\t{rank}\t{score:.6f}"
        for area, found in ranked.items()
        for rank, (doc, score) in enumerate(found[:DEPTH], 1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
