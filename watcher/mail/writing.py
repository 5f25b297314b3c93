"""What the writing of any mail needs to know, and the few texts that several kinds of mail share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from db.records import Call, Deadline, Precision
from watcher.clock import STOCKHOLM
from watcher.parse.text import absolute_url, one_line
from watcher.rules import workdays
from watcher.rules.insight import Insight, insight
from watcher.rules.language import SWEDISH, Language
from watcher.rules.ownshare import ExchangeRate


@dataclass(frozen=True)
class Writing:
    """The language and moment of a mail, the exchange rate in force, and what is known of its calls' texts."""

    now: dt.datetime
    lang: Language = SWEDISH
    exchange: ExchangeRate | None = None
    insights: Mapping[int, Insight] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    """Titles that several calls of the mail have: their links carry the call's id, too."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What sources are called, by id."""
    buttons: bool = False
    """Whether there are pages for a stand and a mark to be given on; then a new call has links to them."""

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(STOCKHOLM).date()

    def about(self, calls: Iterable[Call]) -> Writing:
        """The same, knowing which of the mail's calls have one title."""
        owners: dict[str, set[int]] = defaultdict(set)
        for call in calls:
            owners[_title(call)].add(call.id)
        return replace(self, shared=frozenset(title for title, ids in owners.items() if len(ids) > 1))

    def insight(self, call: Call) -> Insight:
        """From the call's whole text where it was read, else from what there is."""
        return self.insights.get(call.id) or insight(call.facts)


@dataclass(frozen=True, slots=True)
class Link:
    """A title to click on. ``lang`` is the title's language; ``url`` is empty when the source gave no usable one."""

    title: str
    url: str
    lang: str


def link(call: Call, writing: Writing) -> Link:
    """The call's title and address; a title that several have is told apart, for who only hears the links."""
    title = _title(call)
    if title in writing.shared:
        title = f"{title} ({one_line(call.facts.key.external_id, 80)})"
    return Link(title, absolute_url(call.facts.url) or "", call.facts.language or "en")


def also(call: Call, writing: Writing) -> str:
    """The other sources that show the call, beside the one that its address comes from; empty without any."""
    linked = call.origins.get("url") or (call.sources[0] if call.sources else "")
    others = [one_line(writing.names[s]) for s in call.sources if s != linked and s in writing.names]
    return writing.lang.say("även på {sources}", sources=writing.lang.joined(others)) if others else ""


def time_left(deadline: Deadline, writing: Writing) -> str:
    """``om 12 dagar, 9 arbetsdagar kvar``; the working days go without saying when it is today or tomorrow.

    Empty where the day is not known, only its month or the like.
    """
    day = deadline.date
    if deadline.precision is not Precision.DAY:
        return ""
    left = writing.lang.days_left(day, writing.today)
    if (day - writing.today).days < 2:
        return left
    return f"{left}, {writing.lang.workdays_left(workdays.between(writing.today, day))}"


def _title(call: Call) -> str:
    return one_line(call.facts.title)
