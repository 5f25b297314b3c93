"""Several files of calls and grades measured as one list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matchers import evaluate
from matchers.errors import JudgementError, UnknownMatcher


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    return write(tmp_path / "a.toml", "[[area]]", 'id = "A"', 'title = "Dagvatten"', 'text = "Skyfall i staden."')


@pytest.fixture
def calls(tmp_path: Path) -> list[Path]:
    rows = [{"doc": "e1", "title": "Stormwater in cities"}, {"doc": "e2", "title": "Fusion plasma"}]
    swedish = {"doc": "s1", "title": "Stöd till dagvatten och skyfallsåtgärder i kommuner", "text": "Städer kan söka."}
    return [
        write(tmp_path / "en.jsonl", *map(json.dumps, rows)),
        write(tmp_path / "sv.jsonl", json.dumps(swedish)),
    ]


def test_the_union_is_ranked_and_measured(tmp_path: Path, areas: Path, calls: list[Path]) -> None:
    qrels = [write(tmp_path / "q1.tsv", "A\te1\t3", "A\te2\t0"), write(tmp_path / "q2.tsv", "A\ts1\t3")]
    plot = tmp_path / "plot.svg"
    report = evaluate.run(areas, calls, qrels, plot=plot)
    assert (report["recall3@20"], report["ndcg@10"]) == (1.0, 1.0)
    assert report["interval"]["ndcg@10"] == [1.0, 1.0]  # type: ignore[index]
    assert report["bands"]["best_held"] > 0  # type: ignore[index]
    assert plot.read_text(encoding="utf-8").startswith("<svg")


def test_an_id_that_stands_in_two_files_is_refused(areas: Path, calls: list[Path], tmp_path: Path) -> None:
    qrels = [write(tmp_path / "q.tsv", "A\te1\t3")]
    with pytest.raises(JudgementError, match="e1"):
        evaluate.run(areas, [calls[0], calls[0]], qrels)


def test_an_unknown_matcher_is_told_with_the_known_ones(areas: Path, calls: list[Path]) -> None:
    with pytest.raises(UnknownMatcher, match="tfidf"):
        evaluate.run(areas, calls, [], matcher="magi")


def test_areas_without_grades_give_no_figures(areas: Path, calls: list[Path], tmp_path: Path) -> None:
    report = evaluate.run(areas, calls, [write(tmp_path / "q.tsv", "B\te1\t3")])
    assert (report["areas"], report["interval"]) == (0, {})
