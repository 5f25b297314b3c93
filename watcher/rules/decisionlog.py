"""The log of decisions for whoever asks for public records: a line for each stand taken, chained by hashes. Pure.

A line's hash covers what the municipality decided and when, not who did it nor their free words: so it stays the same
when the person is weeded out or masked, and two copies of the log can be compared. The chain covers the hash before
it and the line's own: a line that is changed, taken out, put in or moved breaks it from there on. A line that is left
out of an extract keeps its two hashes, so that the extract can be checked as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.workrecords import Consideration, StandTaken
from watcher.rules.considering import GROUNDS_WORDS, STAND_WORDS

HASHED = ("nr", "tid", "förvaltning", "utlysning", "sista dag", "ställningstagande", "skäl", "sätt", "ångrar")
"""Headings of what a line's hash covers, in its order. A call's title is not: the funder may change it."""
BESIDE = ("titel", "av", "lämnat till", "anteckning")
HEADINGS = (*HASHED, *BESIDE, "sha256", "kedja")
LEFT_OUT = "utelämnad"
START = "0" * 64
"""What the chain begins with."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A stand with what it is about: the department's id, the call's id and its title."""

    consideration: Consideration
    line: StandTaken
    call: str
    title: str


def rows(
    decided: Iterable[Decided], *, shown: Iterable[int] | None = None, people: bool = True
) -> list[dict[str, str]]:
    """The log in the order of the lines' numbers. ``shown`` are the numbers in the extract, None for all."""
    wanted = None if shown is None else set(shown)
    chain, log = START, []
    for item in sorted(decided, key=lambda d: d.line.id):
        row = _row(item, people=people)
        row["sha256"] = digest(row)
        row["kedja"] = chain = linked(chain, row["sha256"])
        if wanted is not None and item.line.id not in wanted:
            row = dict.fromkeys(HEADINGS, "") | {"nr": LEFT_OUT, "sha256": row["sha256"], "kedja": chain}
        log.append(row)
    return log


def digest(row: Mapping[str, str]) -> str:
    """The hash of a line's own: of its values as a JSON list, in UTF-8."""
    values = json.dumps([row[name] for name in HASHED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(values.encode()).hexdigest()


def linked(before: str, own: str) -> str:
    """The next link of the chain: the hash of the one before it and the line's own, as text one after the other."""
    return hashlib.sha256(f"{before}{own}".encode()).hexdigest()


def broken(log: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[int, str] | None:
    """The first line (with its number in the file) that is not what it was, and why in Swedish; None when all hold."""
    chain = START
    for number, row in log:
        if row["nr"] != LEFT_OUT and digest(row) != row["sha256"]:
            return number, "raden är ändrad: hashen stämmer inte med innehållet"
        chain = linked(chain, row["sha256"])
        if chain != row["kedja"]:
            return number, "kedjan bryts: en rad före är ändrad, borttagen, tillagd eller flyttad"
    return None


def _row(item: Decided, *, people: bool) -> dict[str, str]:
    line = item.line
    row = {
        "nr": str(line.id),
        "tid": line.at.isoformat(timespec="seconds"),
        "förvaltning": item.consideration.department_id,
        "utlysning": item.call,
        "sista dag": item.consideration.cutoff,
        "ställningstagande": STAND_WORDS[line.stand],
        "skäl": GROUNDS_WORDS[line.grounds] if line.grounds else "",
        "sätt": line.via,
        "ångrar": str(line.undoes or ""),
    }
    who = (line.by, line.owner or "", line.note) if people else ("", "", "")
    return row | dict(zip(BESIDE, (item.title, *who), strict=True))
