"""How good a ranking is against graded judgements: nDCG@10, recall@20, MRR, and how much of the top was judged.

Gain is 2**grade − 1 for grades 2 and 3, else 0; a document without a judgement counts as grade 0; areas without any
grade ≥ 2 are left out of every mean.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

Grades = Mapping[str, int]
RELEVANT = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one area, or their means; all in [0, 1]. ``recall3_20`` is None without a grade 3."""

    ndcg_10: float
    recall_20: float
    recall3_20: float | None
    judged_10: float
    mrr: float


def gain(grade: int) -> int:
    """What a document of this grade adds before its place is discounted."""
    return 2**grade - 1 if grade >= RELEVANT else 0


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain at a depth; 0 where nothing relevant exists."""
    best = _dcg(sorted((gain(g) for g in grades.values()), reverse=True)[:depth])
    return _dcg([gain(grades.get(d, 0)) for d in ranking[:depth]]) / best if best else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return sum(g / math.log2(place + 2) for place, g in enumerate(gains))


def recall(ranking: Sequence[str], grades: Grades, depth: int = 20, least: int = RELEVANT) -> float | None:
    """The share of documents of at least this grade among the first; None where there is none."""
    wanted = {d for d, g in grades.items() if g >= least}
    return len(wanted & set(ranking[:depth])) / len(wanted) if wanted else None


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """1 / the place of the first relevant document; 0 where none is ranked."""
    return next((1 / place for place, d in enumerate(ranking, 1) if grades.get(d, 0) >= RELEVANT), 0.0)


def figures(ranking: Sequence[str], grades: Grades) -> Figures:
    """All measures of one area's ranking."""
    top = ranking[:10]
    return Figures(
        ndcg_10=ndcg(ranking, grades),
        recall_20=recall(ranking, grades) or 0.0,
        recall3_20=recall(ranking, grades, least=3),
        judged_10=sum(d in grades for d in top) / len(top) if top else 0.0,
        mrr=reciprocal_rank(ranking, grades),
    )


def mean(rows: Sequence[Figures]) -> Figures:
    """The mean of each measure over areas; areas without a grade 3 do not count in ``recall3_20``."""
    if not rows:
        return Figures(0.0, 0.0, None, 0.0, 0.0)
    best = [r.recall3_20 for r in rows if r.recall3_20 is not None]
    return Figures(
        ndcg_10=fmean(r.ndcg_10 for r in rows),
        recall_20=fmean(r.recall_20 for r in rows),
        recall3_20=fmean(best) if best else None,
        judged_10=fmean(r.judged_10 for r in rows),
        mrr=fmean(r.mrr for r in rows),
    )


def interval(values: Sequence[float], *, rounds: int = 2000, seed: int = 20261122) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean, drawing areas with replacement."""
    draw = random.Random(seed)
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]
