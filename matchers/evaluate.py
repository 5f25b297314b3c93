"""Measures a matcher on judged data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from matchers import judged, measure, residual
from matchers.encoder import KeptEncoder, MemoryStore
from matchers.errors import UnknownMatcher
from matchers.fusion import HybridMatcher
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


def _meaning(cache: Path | None) -> SemanticMatcher:
    model = SentenceModel()
    store = VectorFolder(cache, model.dimension) if cache else MemoryStore()
    return SemanticMatcher(KeptEncoder(model, store, _tell))


def _tell(done: int, total: int) -> None:
    """On the error stream: the answer is what is printed."""
    print(f"\r{done} av {total} texter", end="\n" if done == total else "", file=sys.stderr, flush=True)


MATCHERS: dict[str, Callable[[Path | None], Matcher]] = {
    "tfidf": lambda _cache: TfidfMatcher(),
    "semantic": lambda cache: _meaning(cache),
    "hybrid": lambda cache: HybridMatcher(_meaning(cache)),
}


def run(
    areas: Path,
    calls: Path,
    qrels: Path,
    *,
    matcher: str = "tfidf",
    run_path: Path | None = None,
    cache: Path | None = None,
    marks: int | None = None,
) -> dict[str, object]:
    """Rank all calls for each area and measure. Raises JudgementError and UnknownMatcher.

    ``run_path`` gets the rankings (area, doc, rank, score); ``cache`` is a folder that matchers may keep vectors in;
    with ``marks`` the report also tells what that many marks an area teach (see ``matchers.residual``).
    """
    if matcher not in MATCHERS:
        raise UnknownMatcher(f"matcharen {matcher!r} finns inte. Kända: {', '.join(sorted(MATCHERS))}")
    queries, documents, grades = judged.read_areas(areas), judged.read_calls(calls), judged.read_qrels(qrels)
    model = MATCHERS[matcher](cache)
    model.fit(documents)
    scores = model.scores(queries)
    ranked = {q.id: ranking(row, documents) for q, row in zip(queries, scores, strict=True)}
    if run_path:
        _write(run_path, ranked)
    found = report(matcher, ranked, grades)
    if marks is not None:
        if not isinstance(model, TfidfMatcher):
            raise UnknownMatcher(f"matcharen {matcher!r} lär inte av märkningar; --marks mäter tfidf")
        found["marks"] = residual.run(model, queries, documents, grades, marks)
    return found


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
            "per_area": {area: _named(f) for area, f in rows.items()}}  # fmt: skip


def _named(f: measure.Figures) -> dict[str, float | None]:
    named = {"ndcg@10": f.ndcg_10, "recall@20": f.recall_20, "recall3@20": f.recall3_20, "judged@10": f.judged_10,
             "mrr": f.mrr}  # fmt: skip
    return {name: None if value is None else round(value, 4) for name, value in named.items()}


def _write(path: Path, ranked: Mapping[str, list[tuple[str, float]]]) -> None:
    lines = [
        f"{area}\t{doc}\t{rank}\t{score:.6f}"
        for area, found in ranked.items()
        for rank, (doc, score) in enumerate(found[:DEPTH], 1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
