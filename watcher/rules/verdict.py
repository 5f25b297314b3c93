"""Whether an answer that could be read can also be believed. Pure.

A public aggregator ran green for eleven days with two sources at zero and one date in 200 of 201 rows. So an answer
that is empty, halved or uniform where it was not so before is *suspect*: nothing is closed, and the operator is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

HALVED = 0.5
UNIFORM = 0.9
FEWEST = 10
"""Rows below which sameness says nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``notes`` say in Swedish what is suspect, none means that nothing is; ``usable`` whether rows may be stored."""

    notes: tuple[str, ...] = ()
    usable: bool = True


def judge(
    titles: Sequence[str], urls: Sequence[str], dates: Sequence[Hashable | None], *, before: int, uniform_before: bool
) -> Verdict:
    """Judge the rows of an answer. ``before`` is the number of rows last time, ``uniform_before`` whether most stored
    calls of the source share one deadline (some lists do). Unknown deadlines are not the same deadline."""
    count = len(titles)
    if before and not count:
        return Verdict((f"listan är tom, förra gången gav den {before} rader",), usable=False)
    notes = []
    if count < HALVED * before:
        notes.append(f"bara {count} rader, förra gången {before}")
    same = [
        ("titel", most_common_share(titles)),
        ("adress", most_common_share(urls)),
        ("sista dag", 0.0 if uniform_before else most_common_share(dates)),
    ]
    uniform = [f"{100 * share:.0f} % av {count} rader har samma {what}" for what, share in same
               if count >= FEWEST and share >= UNIFORM]  # fmt: skip
    return Verdict((*notes, *uniform), usable=not uniform)


def most_common_share(values: Iterable[Hashable | None]) -> float:
    """The share of the commonest known value among all values, 0 to 1."""
    listed = list(values)
    known = Counter(v for v in listed if v not in (None, ""))
    return known.most_common(1)[0][1] / len(listed) if known else 0.0
