"""The kind ``crosscheck``: another list of what the EU's portal shows, as a check of the portal. It brings no calls.

An agency's page may be about a topic, several, or a whole call; as calls of their own they would stand twice beside
the portal's. A page that still can be applied to and names a topic that is strange to us says that the search hides
something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from db.records import CallFacts, SourceState
from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.errors import SourceFailed
from watcher.rules.identity import identifiers_in
from watcher.rules.verdict import HALVED
from watcher.sources import listing
from watcher.sources.base import Asks, SourceAnswer, SourceMemory
from watcher.sources.topiclist import NAMESPACE, SHOWN


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """Read the list and each page on it, as ``links`` does, and compare with the stored calls that ``of`` names.

    Raises what ``listing.read`` raises, and SourceFailed when no page could be read.
    """
    answer = listing.read(replace(source, kind="links"), fetcher, replace(memory, known=dict))
    if not answer.candidates:
        raise SourceFailed("; ".join(answer.notes) or "sidan gav inga utlysningar att jämföra med")
    today = memory.now.astimezone(STOCKHOLM).date()
    named = frozenset().union(*(alive(c.facts(), today) for c in answer.candidates))
    known = {key.removeprefix(NAMESPACE) for key in memory.known()}
    state, notes = judged(named, known)
    return SourceAnswer(state, notes=(*notes, *answer.notes), requests=answer.requests, raw=answer.raw)


def alive(facts: CallFacts, today: dt.date) -> frozenset[str]:
    """The identifiers that a page names, folded; none where its last day is past or not told."""
    if not any(d.date >= today for d in facts.deadlines):
        return frozenset()
    return identifiers_in(facts.text) | identifiers_in(facts.title)


def judged(named: Collection[str], known: Collection[str]) -> tuple[SourceState, tuple[str, ...]]:
    """What the list says of what we know. A whole call is known by any of its topics."""
    if not known:
        return SourceState.OK, ("inga ämnen att jämföra med ännu",)
    strange = sorted(n for n in named if n not in known and not any(k.startswith(f"{n}-") for k in known))
    counted = f"{len(named) - len(strange)} av {len(named)} ämnen som går att söka är kända"
    if not strange:
        return SourceState.OK, (counted,)
    told = f"{counted}; okända till exempel {', '.join(i.upper() for i in strange[:SHOWN])}"
    short = len(named) - len(strange) < HALVED * len(named)
    return (SourceState.SUSPECT if short else SourceState.OK), (told,)
