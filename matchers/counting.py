"""Counts a corpus of calls for ``matchers.background`` and prints the file.

python -m matchers.counting CALLS.jsonl.gz > matchers/data/background.tsv
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from matchers.background import Background
from matchers.judged import read_calls
from matchers.model import TfidfMatcher

LEAST = 2
"""Words of no list that fewer calls show are left out of the file: they are rare, and that is all."""


def count(path: Path) -> str:
    """The file's text for a corpus of calls (JSON lines)."""
    matcher, documents = TfidfMatcher(background=Background(0, 1.0, {})), read_calls(path)
    shown: Counter[str] = Counter()
    total = 0
    for document in documents:
        concepts, length = matcher.concepts(document)
        total += length
        shown.update(set(concepts))
    kept = sorted((c, n) for c, n in shown.items() if n >= LEAST or c.startswith("term:"))
    lines = [f"{len(documents)}\t{total / len(documents):.1f}", *(f"{c}\t{n}" for c, n in kept)]
    return "# Counted by python -m matchers.counting; figures only, see docs/matching.md\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(count(Path(sys.argv[1])))
