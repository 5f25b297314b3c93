"""The kind ``gdp``: the funders' common standard GDP 2.0, spoken by Vinnova, Formas, Forte and Vetenskapsrådet.

One question for coming calls and one for open ones, without ``limit``: a live user has seen it strip the dates. The
specification puts the key in the header ``Authorization``; the same user could only log in with the parameter
``authorization``, so that is tried when the header is refused. Almost every field may be null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from db.records import Budget, CallFacts, CallKey, Section, SourceState, Status
from watcher.config.sourcefile import SourceConfig
from watcher.errors import BadStatus, ParseError
from watcher.fetch.answer import Answer
from watcher.parse import jsontext
from watcher.parse.html import to_text
from watcher.parse.text import absolute_url, first_sentence, one_line
from watcher.rules.dates import find_dates
from watcher.rules.lastday import LastDay, from_field
from watcher.rules.regions import regions_in
from watcher.rules.shares import shares_in
from watcher.sources.base import Asks, Candidate, SourceAnswer, SourceMemory
from watcher.sources.keys import key_of, with_param
from watcher.sources.options import same_host, text_option, with_last_day

STATUSES = {"Kommande": Status.FORTHCOMING, "Pågående": Status.OPEN, "Avslutad": Status.CLOSED}
ASKED = ("Kommande", "Pågående")
HEADER, PARAMETER = "Authorization", "authorization"
MAX_PAGES = 100
_ZONE = "Europe/Stockholm"


@dataclass
class _Reading:
    """The pages of both questions. ``cut`` says in Swedish why not all is here."""

    items: list[Any] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    requests: int = 0
    by_parameter: bool = False
    cut: list[str] = field(default_factory=list)


def read(source: SourceConfig, fetcher: Asks, memory: SourceMemory) -> SourceAnswer:
    """One crawl of a funder. Raises FetchError, ParseError, and SourceFailed when its key is not set."""
    key, reading = key_of(source), _Reading()
    for status in ASKED:
        _read_status(status, source, fetcher, key, reading)
        memory.progress(len(reading.items), 0)
    found = [_candidate(item, source) for item in reading.items]
    candidates = [c for c in found if c]
    nameless = len(found) - len(candidates)
    notes = [*reading.cut, *([f"{nameless} utlysningar utan diarienummer eller titel avvisade"] if nameless else [])]
    return SourceAnswer(
        state=SourceState.OK,
        candidates=candidates,
        rejected=nameless,
        notes=tuple(notes),
        requests=reading.requests,
        complete=not reading.cut,
        raw=tuple(reading.pages),
    )


def _read_status(status: str, source: SourceConfig, fetcher: Asks, key: str, reading: _Reading) -> None:
    url = _question(source, "utlysningar", "status", status)
    _read_pages(url, source, fetcher, key, reading, f"{{}} utlysningar men gav {{}} ({status.lower()})")


def applications(source: SourceConfig, fetcher: Asks, numbers: Sequence[str]) -> tuple[list[Any], tuple[str, ...]]:
    """The applications that organisations with these numbers have a part in, and why not all are there (Swedish).

    Raises FetchError, ParseError, and SourceFailed when the source's key is not set.
    """
    reading = _Reading()
    url = _question(source, "ansokningar", "organisationsnummer", ",".join(numbers))
    _read_pages(url, source, fetcher, key_of(source), reading, "{} ansökningar men gav {}")
    return reading.items, tuple(reading.cut)


def _question(source: SourceConfig, what: str, name: str, value: str) -> str:
    return with_param(f"{source.url.rstrip('/')}/{what}", name, value)


def _read_pages(first: str, source: SourceConfig, fetcher: Asks, key: str, reading: _Reading, short: str) -> None:
    """The answer to a question, page by page. ``short`` tells of one with fewer than it says there are."""
    url: str | None = first
    before, total, asked = len(reading.items), None, set[str]()
    while url:
        asked.add(url)
        answer = _get(url, source, fetcher, key, reading)
        reading.requests += answer.requests
        reading.pages.append(answer.content)
        reading.items += _items(answer, len(reading.pages))
        counted = answer.extra.get("x-totalrecords", "").strip()
        total = int(counted) if counted.isdecimal() and len(counted) < 10 else total
        url = _next(answer, source, reading, asked)
    received = len(reading.items) - before
    if total is not None and received < total:
        reading.cut.append(f"svaret säger {short.format(total, received)}")


def _get(url: str, source: SourceConfig, fetcher: Asks, key: str, reading: _Reading) -> Answer:
    if not reading.by_parameter:
        try:
            return fetcher.get(url, pace=source.rate, accept="application/json", secrets={HEADER: key} if key else None)
        except BadStatus as error:
            if error.status not in (401, 403) or not key:
                raise
        reading.by_parameter = True
    return fetcher.get(with_param(url, PARAMETER, key), pace=source.rate, accept="application/json")


def _items(answer: Answer, page: int) -> list[Any]:
    value = jsontext.loads(answer.content, f"sida {page}")
    if not isinstance(value, list):
        raise ParseError(f"sida {page}: svaret är ingen lista")
    return value


def _next(answer: Answer, source: SourceConfig, reading: _Reading, asked: set[str]) -> str | None:
    """The next page, never on another host, which would get the key; without the key that it may echo."""
    text = answer.extra.get("x-next", "").strip()
    url = absolute_url(text, source.url.rstrip("/") + "/") if text else None
    if not url:
        return None
    if not same_host(url, source.url):
        reading.cut.append("nästa sida ligger på en annan värd och lästes inte")
        return None
    if url in asked or len(asked) >= MAX_PAGES:
        reading.cut.append("nästa sida leder tillbaka eller för långt och lästes inte")
        return None
    return url


# --- one call ----------------------------------------------------------------------------------------


def _candidate(item: Any, source: SourceConfig) -> Candidate | None:
    """None for a row without a number or a title."""
    if not isinstance(item, dict):
        return None
    number, title = _text(item, "diarienummer"), _title(item)
    if not number or not title:
        return None
    last = _closing(item)
    return Candidate(
        key=CallKey(source.id, number),
        raw_hash=jsontext.digest_of(item),
        deadlines=last.deadlines,
        title=title,
        url=_page(item) or f"{source.url}#{number}",
        rank=0,
        facts=partial(_facts, item, source, last),
    )


def _facts(item: Mapping[str, Any], source: SourceConfig, last: LastDay) -> CallFacts:
    swedish = to_text(str(item.get("beskrivning") or ""))
    text = swedish or to_text(str(item.get("beskrivningEng") or ""))
    raw_opening = _text(item, "oppningsdatum")
    opening = next((d.date for d in find_dates(raw_opening, _ZONE) if d.date.year > 1900), None)
    status = STATUSES.get(_text(item, "status"), Status.UNKNOWN)
    unread = {
        "opening": raw_opening if raw_opening and not opening else "",
        "status": _text(item, "status") if status is Status.UNKNOWN else "",
    }
    facts = CallFacts(
        key=CallKey(source.id, _text(item, "diarienummer")),
        title=_title(item),
        url=_page(item) or text_option(source, "page") or source.url,
        language="sv" if _text(item, "titel") else "en",
        summary=first_sentence(text),
        sections=(Section("", text),) if text else (),
        programme=_text(item, "finansiarNamn") or None,
        action_type=next(iter(_names(item, "bidragsformer", "namn")), None),
        status=status,
        opening=opening,
        budget=_budget(item, text),
        call_title=next(iter(_names(item, "program", "titel")), ""),
        regions=regions_in(f"{_title(item)}\n{text}"),
        unread={name: value for name, value in unread.items() if value},
    )
    return with_last_day(facts, last)


def _closing(item: Mapping[str, Any]) -> LastDay:
    text = _text(item, "stangningsdatum")
    return LastDay() if text.startswith("1900-01-01") else from_field(text, _ZONE)


def _budget(item: Mapping[str, Any], text: str) -> Budget:
    amount = item.get("budgetBelopp")
    fine = isinstance(amount, int | float) and not isinstance(amount, bool) and 0 < amount < 1e13
    total = int(amount) if fine and amount is not None else None
    return Budget(_text(item, "budgetValuta") or "SEK", total=total, shares=shares_in(text, funder="national"))


def _title(item: Mapping[str, Any]) -> str:
    return _text(item, "titel") or _text(item, "titelEng")


def _page(item: Mapping[str, Any]) -> str:
    """The first address for people that can be used."""
    found = (absolute_url(a) for a in _names(item, "publiceringsplatser", "webbadress"))
    return next((url for url in found if url), "")


def _names(item: Mapping[str, Any], name: str, inner: str) -> list[str]:
    """A text of each object in a list that may be null or hold nulls."""
    value = item.get(name)
    members = value if isinstance(value, list) else ()
    return [text for m in members if isinstance(m, dict) and (text := _text(m, inner))]


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
