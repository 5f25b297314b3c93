"""The coordinator's own terms as they are read, and what is told of rows that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.termsfile import OwnTerm, TermsFile, read_terms

GOOD = '[[term]]\nterm = "Glasriket "\nenglish = ["glass industry", "Kingdom of Crystal"]\nweight = 0.8\n'


def read(tmp_path: Path, text: str) -> TermsFile:
    path = tmp_path / "terms.toml"
    path.write_text(text, encoding="utf-8")
    return read_terms(path)


def test_a_term_is_read_in_lower_case_with_all_its_english(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found.terms == (OwnTerm("glasriket", ("glass industry", "Kingdom of Crystal"), 0.8),)
    assert found.problems == ()


def test_without_a_file_there_are_no_terms(tmp_path: Path) -> None:
    assert read_terms(tmp_path / "terms.toml") == TermsFile()
    assert read_terms(None) == TermsFile()


@pytest.mark.parametrize(
    ("row", "line", "says"),
    [
        ('[[term]]\nenglish = ["x"]', 6, "'term' saknas"),
        ('[[term]]\nterm = "!!!"\nenglish = ["x"]', 7, "'term' saknas"),
        ('[[term]]\nterm = "ord"', 6, "'english'"),
        ('[[term]]\nterm = "ord"\nenglish = []', 8, "'english'"),
        ('[[term]]\nterm = "ord"\nenglish = ["x", 7]', 8, "'english'"),
        ('[[term]]\nterm = "ord"\nenglish = "x"', 8, "'english'"),
        ('[[term]]\nterm = "ord"\nenglish = ["x"]\nweight = 2', 9, "'weight'"),
        ('[[term]]\nterm = "ord"\nenglish = ["x"]\nweight = nan', 9, "'weight'"),
        ('[[term]]\nterm = "ord"\nenglish = ["x"]\nvikt = 1', 9, "'vikt' är okänd"),
        ('[[term]]\nterm = "GLASRIKET"\nenglish = ["x"]', 7, "står redan"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_rest_counts(tmp_path: Path, row: str, line: int, says: str) -> None:
    found = read(tmp_path, f"{GOOD}\n{row}\n")
    assert [t.term for t in found.terms] == ["glasriket"]
    (problem,) = found.problems
    assert f"terms.toml, rad {line}:" in problem
    assert says in problem


@pytest.mark.parametrize("text", ["[[term]\n", "term = 3\n", 'ord = "x"\n'])
def test_a_file_that_is_no_list_of_terms_is_told_and_stops_nothing(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.terms == ()
    assert "terms.toml, rad 1:" in found.problems[0]
