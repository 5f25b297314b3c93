"""One call out of what its sources say: each value from who is most trusted for it, and disagreements. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from db.records import Budget, CallFacts, Dispute, Precision, Said, Shares, Status
from watcher.config.trust import Trust
from watcher.rules.changes import plain

_AMOUNTS = ("total", "minimum", "maximum", "expected_grants")
_SIMPLE = ("url", "status", "deadlines", "eligibility", "programme", "action_type", "keywords", "regions", "updates")
"""Facts that are taken whole, by their own order."""
_ORDERED = ("key", "title", "text", "opening", "budget", "rate", *_SIMPLE)
FOLLOWS = {"language": "title", "swedish_title": "title", "call_title": "title", "summary": "text", "sections": "text",
           "opening_words": "opening"}  # fmt: skip
"""Facts that come from the source that another one comes from, or go by its order."""


@dataclass(frozen=True, slots=True)
class Merged:
    """``origins`` names the source of each known value, by the names of ``FIELDS`` and ``key``."""

    facts: CallFacts
    origins: Mapping[str, str]
    disputes: tuple[Dispute, ...]


def most_trusted(name: str, said: Iterable[Said], trust: Trust) -> list[Said]:
    """In the order in which the sources are believed on a fact; equals by their keys."""
    return sorted(said, key=lambda s: (trust.rank(name, s.source_id), s.facts.key.folded))


def merged(said: Sequence[Said], trust: Trust) -> Merged:
    """The call that these sightings (at least one) are of."""
    if len(said) == 1:
        return Merged(said[0].facts, {}, ())
    usual = most_trusted("key", said, trust)  # no fact of sources.toml: its order is the default one
    whose = {name: most_trusted(name, said, trust) if name in trust.orders else usual for name in _ORDERED}
    first = whose["key"][0]
    origins = {"key": first.source_id}

    def best(name: str, known: Callable[[CallFacts], object]) -> CallFacts:
        found = next((s for s in whose[name] if known(s.facts)), None)
        if found:
            origins[name] = found.source_id
        return (found or whose[name][0]).facts

    title = best("title", lambda f: f.title)
    text = best("text", lambda f: (f.sections or f.summary) and f.language == title.language)
    opening = best("opening", lambda f: f.opening or f.opening_words)
    simple = {
        name: getattr(best(name, lambda f, name=name: _known(f, name)), name)  # type: ignore[misc]
        for name in _SIMPLE
    }
    facts = replace(
        title,
        key=first.facts.key,
        summary=text.summary if text.language == title.language else "",
        sections=text.sections if text.language == title.language else (),
        opening=opening.opening,
        opening_words=opening.opening_words,
        budget=_budget(best("budget", _has_amount).budget, best("rate", _has_rate).budget),
        **simple,
    )
    facts = replace(facts, unread=_unread(whose["key"], facts))
    return Merged(facts, origins, tuple(_disputes(whose)))


def origin_of(whole: Merged, name: str) -> str:
    """The source that a field of the facts comes from; where no source gives it, the one most trusted."""
    origins = whole.origins
    return origins.get(name) or origins.get(FOLLOWS.get(name, name)) or origins.get("key", "")


def _known(facts: CallFacts, name: str) -> bool:
    value = getattr(facts, name)
    return bool(value) and value is not Status.UNKNOWN


def _has_amount(facts: CallFacts) -> bool:
    return any(getattr(facts.budget, name) is not None for name in _AMOUNTS)


def _has_rate(facts: CallFacts) -> bool:
    return facts.budget.rate is not None or facts.budget.shares != Shares()


def _budget(amounts: Budget, rates: Budget) -> Budget:
    return replace(amounts, rate=rates.rate, shares=rates.shares)


def _unread(said: Sequence[Said], facts: CallFacts) -> Mapping[str, str]:
    """What no source gave so that it could be read, in the words of the most trusted that tried."""
    found = {name: raw for s in reversed(said) for name, raw in s.facts.unread.items()}
    missing = {"budget": not _has_amount(CallFacts(facts.key, "", "", "", budget=facts.budget))}
    return {n: raw for n, raw in found.items() if missing.get(n, not getattr(facts, n, None))}


def _disputes(whose: Mapping[str, Sequence[Said]]) -> Iterable[Dispute]:
    """Only what a reader must know: dates, state and money. That a list shows fewer dates is no dispute."""
    for name, value in _COMPARED.items():
        told = [(s.source_id, value(s.facts)) for s in whose[_ORDERS.get(name, name)]]
        known = [(source, v) for source, v in told if v is not None]
        if known and any(_differ(name, known[0][1], v) for _, v in known[1:]):
            yield Dispute(name, tuple((source, v) for source, v in known))


def _differ(name: str, in_force: object, other: object) -> bool:
    if name == "deadlines" and isinstance(in_force, list) and isinstance(other, list):
        return not set(other) <= set(in_force)
    if name == "status":
        return "closed" in (in_force, other) and in_force != other
    return in_force != other


def _days(facts: CallFacts) -> object:
    return [d.date.isoformat() for d in facts.deadlines if d.precision is Precision.DAY] or None


def _money(name: str) -> Callable[[CallFacts], object]:
    def value(facts: CallFacts) -> object:
        amount = getattr(facts.budget, name)
        return None if amount is None else f"{amount} {facts.budget.currency}"

    return value


_COMPARED: Mapping[str, Callable[[CallFacts], object]] = {
    "deadlines": _days,
    "opening": lambda f: plain(f.opening),
    "status": lambda f: None if f.status is Status.UNKNOWN else f.status.value,
    "total": _money("total"),
    "minimum": _money("minimum"),
    "maximum": _money("maximum"),
    "rate": lambda f: f.budget.rate,
}
_ORDERS = {"total": "budget", "minimum": "budget", "maximum": "budget"}
