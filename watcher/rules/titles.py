"""Whether two titles are nearly identical: of the same call as two sites would write it, not of its sibling. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_ASIDE = re.compile(r"\((?:utlysning|call)\b[^)]*\)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "the",
        "of",
        "for",
        "to",
        "in",
        "on",
        "with",
        "by",
        "from",
        "via",
        "at",
        "as",
        "och",
        "att",
        "för",
        "i",
        "på",
        "av",
        "en",
        "ett",
        "med",
        "till",
        "inom",
        "om",
        "från",
        "den",
        "det",
        "de",
        "call",
        "calls",
        "proposal",
        "proposals",
        "topic",
        "open",
        "utlysning",
        "utlysningar",
        "utlysningen",
        "ansökan",
        "efterlyses",
    ]
)
_ORDER = frozenset(
    [
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "one",
        "two",
        "three",
        "four",
        "five",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "single",
        "stage",
        "ett",
        "två",
        "tre",
        "första",
        "andra",
        "tredje",
        "fjärde",
        "femte",
        "steg",
        "omgång",
        "lot",
        "pilot",
        "east",
        "west",
        "north",
        "south",
    ]
)
"""Words that tell siblings apart, as numbers do."""
LEAST = 3
"""Words that a title must have to be recognised in other words: shorter ones are alike by chance."""
ALIKE = 0.88
"""The least share of common words (twice the common ones over all)."""


@lru_cache(maxsize=8192)
def words(title: str) -> str:
    """The words of a title that carry its meaning, folded, in their order, with blanks between."""
    found = _WORD.findall(_ASIDE.sub(" ", title).casefold())
    return " ".join(w for w in found if w not in _EMPTY)


def near(one: str, other: str) -> bool:
    """Whether two titles, as ``words`` gives them, are of one call. Numbers and words of order must be the same."""
    first, second = one.split(), other.split()
    if first == second:
        return bool(first)
    if min(len(first), len(second)) < LEAST:
        return False
    left, right = Counter(first), Counter(second)
    if _telling(left) != _telling(right):
        return False
    return 2 * (left & right).total() >= ALIKE * (len(first) + len(second))


def ends(title: str) -> tuple[str, ...]:
    """The first and the last three words: of two nearly identical titles one end is the same, where they can be found.

    Of a shorter title all of it.
    """
    found = title.split()
    return tuple(dict.fromkeys((" ".join(found[:LEAST]), " ".join(found[-LEAST:]))))


def _telling(found: Counter[str]) -> Counter[str]:
    return Counter({w: n for w, n in found.items() if w in _ORDER or any(c.isdigit() for c in w)})
