"""Text from outside as cells of a spreadsheet. Pure.

Excel, LibreOffice and Google Sheets run what begins with ``=``, ``+``, ``-`` or ``@`` as a formula, also in CSV, and
also behind white space or quotes that they strip. A title must not fetch addresses or start programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_FORMULA = re.compile(r"[\s\"'\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\t")
"""Also the full-width forms, which Excel in some languages takes for the plain ones."""
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d+)?")
LONGEST = 32_767
"""Characters that Excel takes in a cell."""


def safe_cell(text: str) -> str:
    """The text as a cell that is only ever shown: an apostrophe goes before what would be run. Numbers stay numbers."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        text = "'" + text
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def safe_row(values: Iterable[object]) -> list[object]:
    """A row for CSV or a sheet: texts made safe, None empty, everything else as it is."""
    return ["" if value is None else safe_cell(value) if isinstance(value, str) else value for value in values]
