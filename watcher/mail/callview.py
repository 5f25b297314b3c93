"""A call as the templates need it: every value a Swedish text, unknown ones said to be unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Band, Budget, Call, CallFacts, Deadline, Match, Precision, Reason, Shares, Status
from watcher.clock import STOCKHOLM
from watcher.parse.text import absolute_url, first_sentence, one_line
from watcher.rules import jargon
from watcher.rules.deadlines import ends_at, next_deadline
from watcher.rules.jargon import Explained
from watcher.rules.programmes import swedish_name
from watcher.rules.swedish import amount, capital, date_text, days_left, deadline_text, joined, period_text, plural

UNKNOWN = "okänt"
_BANDS = {Band.STRONG: "stark träff", Band.POSSIBLE: "möjlig träff", Band.WEAK: "svag träff"}
_SOON = dt.timedelta(days=14)
_WHY = 4
_COUNTED = re.compile(r"([\d ,]*\d) (.+)")
_ABOUT = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A title to click on. ``lang`` is the title's language; ``url`` is empty when the source gave no usable one."""

    title: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The Swedish words of the area and the words of the call they met."""

    swedish: str
    other: str


@dataclass(frozen=True, slots=True)
class CallView:
    link: Link
    reference: str
    band: str
    band_text: str
    summary: str
    programme: str
    deadline: str
    left: str
    soon: bool
    later: str
    opening: str
    budget: str
    share: str
    about: str
    why: tuple[Evidence, ...]
    action: Explained | None
    words: tuple[Explained, ...]
    similar: str = ""
    """The line that names the calls that say nearly the same."""

    @property
    def why_text(self) -> str:
        """The evidence as one line of plain text."""
        return "; ".join(f"{e.swedish} – “{e.other}”" if e.other else e.swedish for e in self.why)


def link(call: Call) -> Link:
    """The call's title and address."""
    facts = call.facts
    return Link(one_line(facts.title), absolute_url(facts.url) or "", facts.language or "en")


def call_view(call: Call, match: Match, now: dt.datetime) -> CallView:
    """Everything a digest says of a new call."""
    facts = call.facts
    upcoming = next_deadline(facts.deadlines, now)
    summary = first_sentence(facts.summary)
    return CallView(
        link=link(call),
        reference=one_line(facts.key.external_id, 80) if facts.key.namespace == "ft" else "",
        band=match.band.value,
        band_text=_BANDS[match.band],
        summary="" if summary.casefold() == facts.title.casefold() else summary,
        programme=capital(swedish_name(facts.programme)),
        deadline=_deadline(facts, upcoming),
        left=days_left(upcoming.date, _today(now)) if upcoming and upcoming.precision is Precision.DAY else "",
        soon=upcoming is not None and upcoming.precision is Precision.DAY and ends_at(upcoming) - now <= _SOON,
        later=_later(facts, upcoming),
        opening=_opening(facts, now),
        budget=budget_text(facts),
        share=share_text(facts.budget),
        about=", ".join(about(match.reasons)),
        why=why(match.reasons),
        action=jargon.action(facts.action_type),
        words=jargon.words(f"{facts.title}\n{summary}") if facts.language != "sv" else (),
    )


def about(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The Swedish terms that weigh most, each once."""
    return tuple(dict.fromkeys(r.about for r in _heaviest(reasons) if r.about))[:_ABOUT]


def why(reasons: Sequence[Reason]) -> tuple[Evidence, ...]:
    """The evidence that weighs most, the area's own words first. A word that met itself is shown once."""
    found = {(r.swedish.casefold(), r.english.casefold()): r for r in reversed(_heaviest(reasons)) if r.swedish}
    pairs = sorted(found.values(), key=lambda r: (r.via == "mark", -r.weight))[:_WHY]
    return tuple(
        Evidence(
            one_line(r.swedish, 80), "" if r.swedish.casefold() == r.english.casefold() else one_line(r.english, 80)
        )
        for r in pairs
    )


def budget_text(facts: CallFacts) -> str:
    """``12 miljoner euro totalt, 2 till 3 miljoner euro per projekt``; the raw text where it could not be read."""
    budget = facts.budget
    parts = [f"{amount(budget.total, budget.currency)} totalt"] if budget.total is not None else []
    if each := _each(budget):
        parts.append(each)
    if budget.expected_grants:
        parts.append(f"räcker till ungefär {plural(budget.expected_grants, 'projekt', 'projekt')}")
    return ", ".join(parts) or _unknown(facts, "budget")


def _each(budget: Budget) -> str:
    low, high = budget.minimum, budget.maximum
    if low is not None and high is not None and low != high:
        return f"{span(low, high, budget.currency)} per projekt"
    if high is not None:
        return f"{'' if low == high else 'högst '}{amount(high, budget.currency)} per projekt"
    return f"minst {amount(low, budget.currency)} per projekt" if low is not None else ""


def span(low: int, high: int, currency: str) -> str:
    """``2 till 3 miljoner euro``; the unit is said once where it is the same."""
    first, last = amount(low, currency), amount(high, currency)
    count, unit = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    return f"{count[1] if count and unit and count[2] == unit[2] else first} till {last}"


def share_text(budget: Budget) -> str:
    """How much of the costs the funder pays, and what is left to us."""
    if budget.rate is None:
        return _shares_text(budget.shares) or UNKNOWN
    if budget.rate >= 100:
        return "stödet täcker upp till 100 % – ingen egen insats krävs"
    return f"stödet täcker upp till {budget.rate} % – egen insats minst {100 - budget.rate} %"


def _shares_text(shares: Shares) -> str:
    """Each payer's part as far as it is known: funds quote the rate from either side."""
    parts = (("EU", shares.eu), ("nationellt stöd", shares.national), ("egen insats", shares.own))
    return ", ".join(f"{name} {value} %" for name, value in parts if value is not None)


def _deadline(facts: CallFacts, upcoming: Deadline | None) -> str:
    if upcoming is None:
        return _unknown(facts, "deadlines", "okänd")
    text = deadline_text(upcoming)
    return f"{text} (steg {upcoming.stage})" if upcoming.stage else text


def _later(facts: CallFacts, upcoming: Deadline | None) -> str:
    if upcoming is None:
        return ""
    rest = [d for d in facts.deadlines if ends_at(d) > ends_at(upcoming)]
    if not rest:
        return ""
    shown = [period_text(d.date, d.precision) + (f" (steg {d.stage})" if d.stage else "") for d in rest[:2]]
    return f"därefter {joined(shown)}" + (f" och {len(rest) - 2} till" if len(rest) > 2 else "")


def _opening(facts: CallFacts, now: dt.datetime) -> str:
    if facts.opening is not None and facts.opening > _today(now):
        return f"{date_text(facts.opening)} ({days_left(facts.opening, _today(now))})"
    if facts.opening_words and facts.opening is None:
        return facts.opening_words
    if facts.status is Status.FORTHCOMING and facts.opening is None:
        return _unknown(facts, "opening", "okänd")
    return ""


def _unknown(facts: CallFacts, name: str, word: str = UNKNOWN) -> str:
    """What is not known is said to be so, with the source's own words where we could not read them."""
    raw = one_line(facts.unread.get(name, ""), 100)
    return f"{word} (källan skriver ”{raw}”)" if raw else word


def _heaviest(reasons: Sequence[Reason]) -> list[Reason]:
    return sorted((r for r in reasons if r.weight > 0), key=lambda r: -r.weight)


def _today(now: dt.datetime) -> dt.date:
    return now.astimezone(STOCKHOLM).date()
