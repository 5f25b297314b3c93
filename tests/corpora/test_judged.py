"""How well areas of ours are matched that nothing was tuned to. The calls are the recorded ones; we judged them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from matchers import evaluate
from tests.shared import shared

_DATA = Path(__file__).parent / "data"
AREAS, QRELS = _DATA / "judged_areas.toml", _DATA / "judged_qrels.tsv"


def test_areas_nothing_was_tuned_to_are_matched_as_well_as_documented() -> None:
    """Measured on 24 November 2026: 0.67, 0.77, 0.87, 0.87 and 0.79 (docs/matching.md); the floors are the lower ends
    of the 95 % intervals."""
    found: dict[str, Any] = evaluate.run(AREAS, [shared("matching", "calls.jsonl.gz")], [QRELS])
    assert found["areas"] == 20
    assert found["ndcg@10"] >= 0.57
    assert found["recall@20"] >= 0.70
    assert found["recall3@20"] >= 0.77
    assert found["mrr"] >= 0.72
    assert found["bands"]["strong_precision"] >= 0.65


def test_every_area_is_judged() -> None:
    areas = {area["id"] for area in tomllib.loads(AREAS.read_text(encoding="utf-8"))["area"]}
    rows = [line.split("\t") for line in QRELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert {area for area, _, _ in rows} == areas
    assert len({(area, call) for area, call, _ in rows}) == len(rows)
    assert {grade for _, _, grade in rows} == {"0", "1", "2", "3"}
