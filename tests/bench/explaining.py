"""What explaining one match takes, the call's text read anew: made-up calls as long as judged ones."""

from __future__ import annotations

import time
from statistics import median

from matchers.match import Matches
from tests.bench.scale import areas, calls

AREAS = 16


def main(count: int = 1_000) -> None:
    """Explain every call against one area, and print."""
    found = Matches(calls(count), areas(AREAS))
    spent = []
    for index in range(count):
        began = time.perf_counter()
        found.explain(index % AREAS, index)
        spent.append(1000 * (time.perf_counter() - began))
    print(
        f"förklara en träff ({count} utlysningar): {median(spent):.1f} ms i median, högst {max(spent):.1f} ms (mål 20)"
    )


if __name__ == "__main__":
    main()
