"""Asks Vinnova for its rounds, calls and programmes changed since a day, and joins them.

The round is what has dates, so it is the call that is stored; the call and the programme it belongs to only name it. An
address without a date is answered with a page of documentation and status 200, so one is always asked for. The host is
slow: three minutes are given to each question.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.records import SourceState
from watcher.config.sourcefile import SourceConfig
from watcher.errors import FetchError, ParseError
from watcher.parse import jsontext
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.options import number_option
from watcher.sources.vinnova.rounds import Round, candidate_of

PATIENCE = 180.0
SINCE_DAYS = 730
"""Rounds changed in the latest two years: what closes later than that was changed in between."""
FIRST = dt.date(2020, 1, 1)
ROUNDS, CALLS, PROGRAMMES = "ansokningsomgangar", "utlysningar", "program"


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl. What is not in the answer has not been changed: nothing is ever gone.

    Raises FetchError and ParseError when the rounds cannot be had.
    """
    asking = _Asking(source, fetcher, memory)
    rows = asking.list_of(ROUNDS)
    memory.progress(len(rows), len(rows))
    calls, programmes = asking.named(CALLS), asking.named(PROGRAMMES)
    rounds = [Round(row, calls, programmes, memory.now) for row in rows if isinstance(row, dict)]
    usable = [r for r in rounds if r.number and r.title]
    invited = sum(not r.public for r in usable)
    candidates: list[Candidate] = [candidate_of(r, source) for r in usable if r.public]
    nameless = len(rows) - len(usable)
    counts = (
        (nameless, "omgångar utan diarienummer eller titel avvisade"),
        (invited, "omgångar bara för inbjudna lämnades"),
    )
    return SourceAnswer(
        state=SourceState.OK,
        candidates=candidates,
        rejected=nameless,
        notes=(*asking.notes, *(f"{count} {words}" for count, words in counts if count)),
        requests=asking.requests,
        raw=tuple(asking.raw),
    )


class _Asking:
    """The questions of one crawl, what they cost, and what went wrong with those that can be done without."""

    def __init__(self, source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> None:
        self._source, self._fetcher = source, fetcher
        days = dt.timedelta(days=number_option(source, "since_days", SINCE_DAYS))
        self._since = max(FIRST, memory.now.date() - days)
        self.requests = 0
        self.raw: list[bytes] = []
        self.notes: list[str] = []

    def list_of(self, what: str, since: dt.date | None = None) -> list[Any]:
        """All records of a kind changed since a day. Raises FetchError, and ParseError for what is no list."""
        url = f"{self._source.url.rstrip('/')}/{what}/{since or self._since}"
        answer = self._fetcher.get(url, pace=self._source.rate, accept="application/json", patience=PATIENCE)
        self.requests += answer.requests
        value = jsontext.loads(answer.content, what)
        if not isinstance(value, list):
            raise ParseError(f"{what}: svaret är ingen lista")
        self.raw.append(answer.content)
        return value

    def named(self, what: str) -> dict[str, dict[str, Any]]:
        """Records by their number, since the beginning: a round may be newer than its programme. They only name a
        round, so it is a note when they cannot be had."""
        try:
            rows = self.list_of(what, FIRST)
        except (FetchError, ParseError) as error:
            self.notes.append(f"{what} kunde inte hämtas, så omgångarna saknar namn därifrån: {error}")
            return {}
        return {str(row["Diarienummer"]): row for row in rows if isinstance(row, dict) and row.get("Diarienummer")}
