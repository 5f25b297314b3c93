"""How common each concept is in EU calls at large: counts over a real corpus, shipped as figures.

A small collection (a new installation, one source) says little of how rare a word is. The counts of the calls at hand
are added to these, so that scores and bands mean the same whether 60 or 6,000 calls are stored.
``matchers.counting`` makes the file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matchers.errors import TermListError


@dataclass(frozen=True, slots=True)
class Background:
    """``calls`` were counted; ``length`` is their mean number of words (those of the title as
    often as they count), ``counts`` how many show each concept."""

    calls: int
    length: float
    counts: dict[str, int]

    def rarity(self, concept: str) -> float:
        """0 for what every call shows, the more the fewer calls show it."""
        return math.log((1 + self.calls) / (1 + min(self.counts.get(concept, 0), self.calls)))


def parse(text: str) -> Background:
    """Read the file: a first row of calls and mean length, then ``concept<TAB>count``. Raises TermListError."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    try:
        (calls, length), *counts = rows
        return Background(int(calls), float(length), {concept: int(count) for concept, count in counts})
    except ValueError as error:
        raise TermListError("background.tsv är trasig: den görs om med python -m matchers.counting") from error


@cache
def shipped() -> Background:
    """The counts that come with the package."""
    return parse((files("matchers") / "data" / "background.tsv").read_text(encoding="utf-8"))
