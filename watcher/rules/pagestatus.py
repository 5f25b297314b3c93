"""What a page says of a call's status in a word of its own. Pure.

Only for what has no dates: where there are dates, they decide. A word within a sentence says nothing of the call.
"""

from __future__ import annotations

import re

from db.records import Status

_WORDS = {
    Status.CLOSED: "stängd|stängt|avslutad|beslutad|utlysningen är stängd|går inte att söka just nu|closed",
    Status.FORTHCOMING: "kommande|planerad|förväntad|upcoming|forthcoming|planned",
    Status.OPEN: "öppen|pågående|aktuell|öppen för ansökan|open|ongoing",
}
_LINES = {
    status: re.compile(rf"^[–• ]*(?:status:? ?)?(?:{words})\.?$", re.IGNORECASE | re.MULTILINE)
    for status, words in _WORDS.items()
}


def status_in(text: str) -> Status:
    """The status that stands on a line of its own, or after *Status:*; unknown where none or several do."""
    found = [status for status, pattern in _LINES.items() if pattern.search(text)]
    return found[0] if len(found) == 1 else Status.UNKNOWN
