"""CSV as spreadsheet programs write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.errors import ParseError
from watcher.parse.spreadsheet import read_rows, write_rows

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip)


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffnamn;ort\r\nÅsa;Växjö\r\n".encode(),
        "namn;ort\nÅsa;Växjö\n\n;\n".encode("cp1252"),
        "namn,ort\nÅsa,Växjö\n".encode(),
        "namn\tort\nÅsa\tVäxjö".encode(),
        'namn;ort\n"Åsa";"Växjö"\n'.encode(),
    ],
)
def test_what_excel_and_others_write(content: bytes) -> None:
    headings, rows = read_rows(content, "x.csv")
    assert headings == ["namn", "ort"]
    assert [(r.line, r.cells) for r in rows] == [(2, {"namn": "Åsa", "ort": "Växjö"})]


def test_lines_count_also_after_a_cell_of_several_lines() -> None:
    _, rows = read_rows(b'a;b\n"1\n2";x\n3;4\n', "x.csv")
    assert [r.line for r in rows] == [2, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "rubrikrad"), (b"\n\n", "rubrikrad"), (b"a;b\n1;2;3\n", "rad 2: 3 celler"), (b"a\0b", "textfil"),
     (b'a;b\n"x\n', "rad")],
)  # fmt: skip
def test_what_is_no_table(content: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        read_rows(content, "x.csv")


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_is_written_is_read_again_and_never_a_formula(rows: list[tuple[str, str]]) -> None:
    content = write_rows(["a", "b"], rows)
    for line in content.decode("utf-8-sig").split("\r\n"):
        assert not line.lstrip('"').startswith(("=", "+", "-", "@"))
    _, found = read_rows(content, "x.csv")
    assert [(r.cells["a"], r.cells["b"]) for r in found] == [row for row in rows if any(row)]
