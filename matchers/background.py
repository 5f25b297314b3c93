"""How common each concept is in EU calls at large: counts over a real corpus, shipped as figures.

A small collection (a new installation, one source) says little of how rare a word is. The counts of the calls at hand
are added to these, so that scores and bands mean the same whether 60 or 6,000 calls are stored.

    python -m matchers.background CALLS.jsonl.gz    counts a corpus anew and prints the file
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from matchers.errors import TermListError

LEAST = 2
"""Words of no list that fewer calls show are left out of the file: they are rare, and that is all."""


@dataclass(frozen=True, slots=True)
class Background:
    """``calls`` were counted; ``length`` is their mean number of concepts, ``counts`` how many show each concept."""

    calls: int
    length: float
    counts: dict[str, int]


def parse(text: str) -> Background:
    """Read the file: a first row of calls and mean length, then ``concept<TAB>count``. Raises TermListError."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    try:
        (calls, length), *counts = rows
        return Background(int(calls), float(length), {concept: int(count) for concept, count in counts})
    except ValueError as error:
        raise TermListError("background.tsv är trasig: den görs om med python -m matchers.background") from error


@cache
def shipped() -> Background:
    """The counts that come with the package."""
    return parse((files("matchers") / "data" / "background.tsv").read_text(encoding="utf-8"))


def count(path: Path) -> str:
    """The file's text for a corpus of calls (JSON lines)."""
    from matchers.judged import read_calls
    from matchers.model import TfidfMatcher

    matcher, documents = TfidfMatcher(background=Background(0, 1.0, {})), read_calls(path)
    shown: Counter[str] = Counter()
    total = 0
    for document in documents:
        concepts = matcher.concepts(document)
        total += len(concepts)
        shown.update(set(concepts))
    kept = sorted((c, n) for c, n in shown.items() if n >= LEAST or c.startswith("term:"))
    lines = [f"{len(documents)}\t{total / len(documents):.1f}", *(f"{c}\t{n}" for c, n in kept)]
    return "# Counted by python -m matchers.background; figures only, see docs/matching.md\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(count(Path(sys.argv[1])))
