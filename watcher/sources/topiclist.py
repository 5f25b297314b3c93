"""The kind ``topics``: the portal's list of all topics, as a check of what its search gave. It brings no calls.

The list has no status and no dates, so a topic of years past says nothing. One numbered for a coming year cannot be
over: when most of those are strange to us, the search hides something, and the answer is suspect.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from db.records import SourceState
from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.errors import SourceFailed
from watcher.parse.topics import identifiers
from watcher.rules.verdict import HALVED
from watcher.sources.base import Asks, SourceAnswer, SourceMemory

NAMESPACE = "ft:"
SHOWN = 5
_YEAR = re.compile(r"-(20\d\d)(?:-|$)")


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """Compare the list with the stored topics of the source that ``of`` names.

    Raises FetchError, and SourceFailed when the answer has no topics in it.
    """
    answer = fetcher.get(source.url, pace=source.rate, accept="text/html, */*;q=0.1")
    listed: frozenset[str] = memory.isolate(identifiers, answer.content, answer.charset)
    if not listed:
        raise SourceFailed("svaret har inga ämnen i sig")
    known = {key.removeprefix(NAMESPACE) for key in memory.known()}
    state, notes = judged(listed, known, memory.now.astimezone(STOCKHOLM).date())
    return SourceAnswer(state, notes=notes, requests=answer.requests, raw=(answer.content,))


def judged(listed: Collection[str], known: Collection[str], today: dt.date) -> tuple[SourceState, tuple[str, ...]]:
    """What the list says of what we know; both are folded identifiers."""
    if not known:
        return SourceState.OK, ("inga ämnen att jämföra med ännu",)
    coming = sorted(i for i in listed if any(int(y) > today.year for y in _YEAR.findall(i)))
    strange = [i for i in coming if i not in known]
    counted = f"{len(coming) - len(strange)} av {len(coming)} ämnen för kommande år är kända"
    if not strange:
        return SourceState.OK, (counted,)
    named = f"{counted}; okända till exempel {', '.join(i.upper() for i in strange[:SHOWN])}"
    short = len(coming) - len(strange) < HALVED * len(coming)
    return (SourceState.SUSPECT if short else SourceState.OK), (named,)
