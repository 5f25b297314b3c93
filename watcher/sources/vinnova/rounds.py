"""One round (*ansökningsomgång*) of Vinnova's open data into a candidate.

``"x"`` and ``"xx"`` mean not translated, 1900-01-01 means none, times are Stockholm's without saying so. A round
that is only announced has a year and a month's name. There is no status in the data: it is worked out from the dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from db.records import CallFacts, CallKey, Section, Status
from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceConfig
from watcher.parse import jsontext
from watcher.parse.html import to_text
from watcher.parse.text import absolute_url, first_sentence, one_line
from watcher.rules.dates import find_dates
from watcher.rules.deadlines import is_past
from watcher.rules.lastday import LastDay, from_field
from watcher.rules.money import budget_in
from watcher.rules.regions import regions_in
from watcher.rules.shares import shares_in
from watcher.sources.base import Candidate
from watcher.sources.options import text_option, with_last_day

_ZONE = "Europe/Stockholm"
_UNTRANSLATED = frozenset({"x", "xx"})
_NONE = "1900-01-01"
_HEADINGS = {"1": "Vad", "2": "Vem", "3": "Hur mycket", "4": "Varför"}
"""What the short texts are about, by their TextID; the documentation calls the third *Hur*."""
_WHO = "2"
FUNDER = "Vinnova"


@dataclass(frozen=True, slots=True)
class Round:
    """A raw round with the calls and programmes it may belong to, by number, and the moment it is read at."""

    raw: Mapping[str, Any]
    calls: Mapping[str, Mapping[str, Any]]
    programmes: Mapping[str, Mapping[str, Any]]
    now: dt.datetime

    @property
    def number(self) -> str:
        return text_of(self.raw, "Diarienummer")

    @property
    def title(self) -> str:
        return text_of(self.raw, "Titel") or text_of(self.raw, "TitelEngelska")

    @property
    def public(self) -> bool:
        """Whether anybody may apply; what does not say is public."""
        return str(self.raw.get("Publik", 1)) != "0"

    @property
    def closing(self) -> LastDay:
        """The closing day and, with it, the days applications are read before that."""
        text = text_of(self.raw, "Stangningsdatum")
        last = LastDay() if text.startswith(_NONE) else from_field(text, _ZONE)
        earlier = [d for t in self._readings() for d in from_field(t, _ZONE).deadlines]
        return replace(last, deadlines=tuple(dict.fromkeys((*sorted(earlier, key=lambda d: d.date), *last.deadlines))))

    def _readings(self) -> list[str]:
        listed = self.raw.get("AvlasningstillfalleLista")
        return [t for t in listed if isinstance(t, str)] if isinstance(listed, list) else []

    @property
    def opening(self) -> dt.date | None:
        text = text_of(self.raw, "Oppningsdatum")
        return None if text.startswith(_NONE) else next((d.date for d in find_dates(text, _ZONE)), None)

    @property
    def announced(self) -> str:
        """``april 2027``: when a round that is not settled yet is thought to open; empty once it is."""
        parts = (text_of(self.raw, "AnnonseringslägePeriod").lower(), text_of(self.raw, "AnnonseringslägeÅr"))
        return " ".join(part for part in parts if part and part != "0")

    @property
    def status(self) -> Status:
        """From the dates at the moment it is read."""
        deadlines = self.closing.deadlines
        if is_past(deadlines, self.now):
            return Status.CLOSED
        if self.opening is None:
            return Status.FORTHCOMING if self.announced else Status.UNKNOWN
        return Status.FORTHCOMING if self.opening > self.now.astimezone(STOCKHOLM).date() else Status.OPEN

    @property
    def call(self) -> Mapping[str, Any]:
        return self.calls.get(text_of(self.raw, "DiarienummerUtlysning"), {})

    @property
    def programme_title(self) -> str:
        """The name of its programme, else of its call."""
        programme = self.programmes.get(text_of(self.call, "DiarienummerProgram"), {})
        return text_of(programme, "Titel") or text_of(self.call, "Titel")


def candidate_of(found: Round, source: SourceConfig) -> Candidate:
    """A public round with a number and a title. Its hash has the status in it: it is read again when it opens."""
    return Candidate(
        key=CallKey(source.id, found.number),
        raw_hash=jsontext.digest_of([dict(found.raw), found.status.value, found.programme_title]),
        deadlines=found.closing.deadlines,
        title=found.title,
        url=f"{source.url}#{found.number}",
        rank=0,
        facts=partial(_facts, found, source),
    )


def _facts(found: Round, source: SourceConfig) -> CallFacts:
    sections = _sections(found.raw)
    text = "\n".join(s.text for s in sections)
    raw_opening = text_of(found.raw, "Oppningsdatum")
    unread = {"opening": raw_opening} if raw_opening and not found.opening and _NONE not in raw_opening else {}
    facts = CallFacts(
        key=CallKey(source.id, found.number),
        title=found.title,
        url=_page(found.raw) or text_option(source, "page") or source.url,
        language="sv",
        summary=first_sentence(sections[0].text if sections else ""),
        sections=sections,
        programme=FUNDER,
        status=found.status,
        opening=found.opening,
        opening_words=found.announced,
        budget=replace(budget_in(text), shares=shares_in(text, funder="national")),
        eligibility=next((s.text for s in sections if s.heading == _HEADINGS[_WHO]), ""),
        call_title=found.programme_title,
        regions=regions_in(f"{found.title}\n{text}"),
        unread=unread,
    )
    return with_last_day(facts, found.closing)


def _sections(raw: Mapping[str, Any]) -> tuple[Section, ...]:
    """The short texts under their headings, and the description where it says more than the title."""
    listed = raw.get("WebTextLista")
    texts = [t for t in listed if isinstance(t, dict)] if isinstance(listed, list) else []
    found = [Section(_HEADINGS.get(text_of(t, "TextID"), ""), long_text(t, "TextSv")) for t in texts]
    description = long_text(raw, "Beskrivning")
    if description and description.casefold() != text_of(raw, "Titel").casefold():
        found.insert(0, Section("", description))
    return tuple(s for s in found if s.text)


def _page(raw: Mapping[str, Any]) -> str:
    """The page for people: a link to the site itself before the one to the form; empty where there is none."""
    listed = raw.get("LankLista")
    links = [absolute_url(text_of(x, "URL")) for x in listed if isinstance(x, dict)] if isinstance(listed, list) else []
    usable = [link for link in links if link]
    return next((x for x in usable if urlsplit(x).hostname == "www.vinnova.se"), next(iter(usable), ""))


def text_of(raw: Mapping[str, Any], name: str) -> str:
    """A field on one line; empty for null and for the marks that mean *not translated*."""
    value = raw.get(name)
    text = one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return "" if text.casefold() in _UNTRANSLATED else text


def long_text(raw: Mapping[str, Any], name: str) -> str:
    """A field of several lines as plain text."""
    value = raw.get(name)
    text = to_text(value) if isinstance(value, str) else ""
    return "" if text.casefold() in _UNTRANSLATED else text
