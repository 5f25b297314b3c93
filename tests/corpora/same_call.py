"""Labelled pairs of sightings, made of recorded data, and how often the rules are wrong about them.

The portal's own rows are one source. The same topics as another collection recorded them at another time, with titles
and days of its own, are written as a site without identifiers would: with the topic in the text, in the address, in
the title, or nowhere. What is one call is known by the identifiers that were taken away.
A topic whose day had moved between the two recordings is no pair where title and day are all there is: no rule on title
and day can tell it from next year's. These are counted beside (``moved``).

Run ``python -m tests.corpora.same_call PORTAL_ROWS CALLS`` to print the figures.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from db.records import CallFacts, CallKey, Deadline, Section, Seen
from watcher.rules.grouping import grouped
from watcher.rules.identity import clues_of
from watcher.sources.sedia.facts import facts
from watcher.sources.sedia.rows import Row, deadlines

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
PORTAL_PAGE = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Pairs by what became of them; ``way`` is how the other site writes."""

    way: str
    same: int
    apart: int
    """Of ``same``: wrongly kept apart."""
    joined: int
    merged: int
    """Of ``joined``: wrongly so."""
    moved: int
    """Topics kept apart whose day had moved between the recordings; not in ``same``."""

    @property
    def shares(self) -> tuple[float, float]:
        return self.apart / max(1, self.same), self.merged / max(1, self.joined)


def _plain(c: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"title": c["title"]}


def _in_text(c: Mapping[str, Any]) -> Mapping[str, Any]:
    text = f"The topic {c['identifier']} is open. Budget and conditions are found on the portal."
    return {"title": c["title"], "sections": (Section("", text),)}


def _in_title(c: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"title": f"{c['identifier']}: {c['title']}"}


def _in_address(c: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"title": c["title"], "url": f"{PORTAL_PAGE}{c['identifier'].lower()}?keywords=x&utm_source=news"}


def _other_hand(c: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"title": f"Call for proposals: {c['title'].upper().replace(' AND ', ' & ')}"}


WAYS: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "title and day alone": _plain,
    "title written by another hand": _other_hand,
    "topic in the text": _in_text,
    "topic in the title": _in_title,
    "topic in the address": _in_address,
}


def measure(portal: list[CallFacts], calls: list[dict[str, Any]]) -> Iterator[Wrong]:
    """How the rules do, one way of writing after the other."""
    ours = {f.key.external_id.casefold(): _seen(n, "eu", f) for n, f in enumerate(portal, 1)}
    for way, written in WAYS.items():
        theirs = {_seen(10_000 + n, "other", _elsewhere(n, c, written)): c for n, c in enumerate(calls, 1)}
        yield _judged(way, ours, theirs)


def _judged(way: str, ours: Mapping[str, Seen], theirs: Mapping[Seen, Mapping[str, Any]]) -> Wrong:
    pairs = {
        pair for group in grouped([*ours.values(), *theirs]) for pair in combinations(sorted(s.id for s in group), 2)
    }
    known = {s: own for s, c in theirs.items() if (own := ours.get(c["identifier"].casefold()))}
    same = {(own.id, s.id) for s, own in known.items() if s.clues.own or s.clues.mentioned or not _moved(own, s)}
    moved = {(own.id, s.id) for s, own in known.items()} - same - pairs
    return Wrong(way, len(same), len(same - pairs), len(pairs), len(pairs - same), len(moved))


def _moved(one: Seen, other: Seen) -> bool:
    """Whether the day was another when the other site was recorded: then title and day alone cannot tell."""
    days = [{day for _, found in s.clues.titles for day in found} for s in (one, other)]
    return all(days) and days[0].isdisjoint(days[1])


def _elsewhere(
    number: int, c: Mapping[str, Any], written: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> CallFacts:
    values = {"url": f"https://collection.example/calls/{number}", **written(c)}
    iso = _ISO.fullmatch(c.get("deadline") or "")
    days = (Deadline(dt.date.fromisoformat(iso.group())),) if iso else ()
    return CallFacts(CallKey("other", str(number)), language="en", deadlines=days, **values)


def _seen(number: int, source: str, facts: CallFacts) -> Seen:
    return Seen(number, source, facts.key.folded, clues_of(facts))


def read_calls(path: Path) -> list[dict[str, Any]]:
    """The judged collection's calls."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_portal(path: Path) -> list[CallFacts]:
    """What the portal's adapter makes of recorded rows; of several rows of a topic the one it would use."""
    best: dict[str, tuple[int, CallFacts]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = Row.of(json.loads(line))
            when, unread = deadlines(row)
            if row.key.folded not in best or row.rank > best[row.key.folded][0]:
                best[row.key.folded] = row.rank, facts(row, when, unread)
    return [found for _, found in best.values()]


def table(found: list[Wrong]) -> Iterator[str]:
    """The figures as lines, and all ways together."""
    total = Wrong(
        "all", *(sum(getattr(w, name) for w in found) for name in ("same", "apart", "joined", "merged", "moved"))
    )
    for w in (*found, total):
        apart, merged = w.shares
        apart_text = f"{w.apart:>4} of {w.same} apart ({apart:.1%})"
        told = f"{apart_text}  {w.merged:>3} of {w.joined} merged ({merged:.1%})  {w.moved:>3} moved"
        yield f"{w.way:<32}{told}"


if __name__ == "__main__":
    print("\n".join(table(list(measure(read_portal(Path(sys.argv[1])), read_calls(Path(sys.argv[2])))))))
