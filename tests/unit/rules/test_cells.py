"""No text becomes a formula, and no text is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.rules.cells import LONGEST, safe_cell, safe_row


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+46 8", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", '"=1', "'=1", "\u200b=1", "\ufeff=1", "\x00=1",
     "＝1", "=cmd|' /C calc'!A0", "-1;=2", "\ttext", '=HYPERLINK("https://evil.example";"x")'],
)  # fmt: skip
def test_what_would_be_run_is_shown(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["", "Utlysning", "a=b", "2026-11-23", "-12", "+3,5", "1.5", "5 % – 10 %", "’=", "(=1)"]
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_cell_is_no_longer_than_a_sheet_takes() -> None:
    assert len(safe_cell("=" * 50_000)) == LONGEST
    assert safe_cell("x" * LONGEST) == "x" * LONGEST


def test_values_that_are_no_texts_are_kept() -> None:
    assert safe_row(["=1", 2, None, 3.5, True]) == ["'=1", 2, "", 3.5, True]


@given(st.text(max_size=60))
def test_no_text_begins_a_formula_in_a_csv_file(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow(safe_row([text]))
    (cell,) = next(csv.reader(io.StringIO(out.getvalue()))) or [""]
    begins = cell.lstrip().lstrip('"\u200b\u200e\u200f')[:1]
    assert (
        begins not in ("=", "+", "-", "@") or cell.strip().lstrip("+-").replace(",", ".").replace(".", "", 1).isdigit()
    )
    assert safe_cell(cell) == cell or cell.startswith("'")


@given(st.text(max_size=60))
def test_making_safe_twice_changes_nothing_more_than_an_apostrophe(text: str) -> None:
    once = safe_cell(text)
    assert safe_cell(once).removeprefix("'").endswith(once.removeprefix("'"))
