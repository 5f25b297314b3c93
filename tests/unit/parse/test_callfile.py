"""Hand-kept files."""

from __future__ import annotations

import pytest

from watcher.errors import ParseError
from watcher.parse.callfile import parse_call_file

TOML = """
[[call]]
id = "lansstyrelsen-1"
title = "Bidrag till våtmarker"
link = "https://example.se/vatmark"
deadline = 2027-03-15

[[call]]
title = ""
"""


def test_toml_with_its_own_dates_and_a_row_that_cannot_be_used() -> None:
    found = parse_call_file(TOML.encode(), "mail.toml")
    assert [(r.id, r.title, r.deadline) for r in found.rows] == [
        ("lansstyrelsen-1", "Bidrag till våtmarker", "2027-03-15")
    ]
    assert found.problems == ("mail.toml, rad 8: title saknas",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_from_any_spreadsheet(encoding: str, delimiter: str) -> None:
    lines = ["Titel,Länk,Sista dag", "Stöd till Åmål,https://example.se/1,2027-01-02", ",,", "Utan länk,,"]
    text = "\r\n".join(lines).replace(",", delimiter)
    found = parse_call_file(text.encode(encoding), "x.csv")
    assert [(r.title, r.link, r.deadline) for r in found.rows] == [
        ("Stöd till Åmål", "https://example.se/1", "2027-01-02"),
        ("Utan länk", "", ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.toml", "[[call]]\ntitel = 'x'", "rad 1.*'titel'.*'title'"),
        ("x.toml", "[[call]\n", "giltig TOML"),
        ("x.toml", "[[calls]]\ntitle = 'x'", r"\[\[call\]\]"),
        ("x.csv", "title,deadlin\n", "rad 1.*'deadlin'.*'deadline'"),
        ("x.csv", "link\nhttps://x.se\n", "title saknas"),
    ],
)
def test_errors_name_the_line_and_what_was_meant(name: str, content: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_call_file(content.encode(), name)


def test_a_link_must_be_an_address() -> None:
    found = parse_call_file(b"title,link\nA,javascript:x\n", "x.csv")
    assert not found.rows
    assert "rad 2: link" in found.problems[0]
