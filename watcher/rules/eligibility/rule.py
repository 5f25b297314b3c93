"""What a rule is, and what of a call it looks at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from db.records import CallFacts

Look = Callable[[CallFacts], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Sets a call aside for a reason when the pattern stands in what the rule looks at, and ``unless`` does not."""

    reason: str
    pattern: re.Pattern[str]
    looks_at: Look
    unless: re.Pattern[str] | None = None

    def applies(self, facts: CallFacts) -> bool:
        text = self.looks_at(facts)
        return bool(self.pattern.search(text)) and not (self.unless and self.unless.search(text))


def rule(reason: str, pattern: str, looks_at: Look, unless: str | None = None) -> Rule:
    """A rule whose patterns do not mind case."""
    folded = re.compile(unless, re.IGNORECASE) if unless else None
    return Rule(reason, re.compile(pattern, re.IGNORECASE), looks_at, folded)


def identifier(facts: CallFacts) -> str:
    return facts.key.external_id


def programme(facts: CallFacts) -> str:
    return facts.programme or ""


def action(facts: CallFacts) -> str:
    return " ".join((facts.action_type or "").split())


def title(facts: CallFacts) -> str:
    return facts.title


def said(facts: CallFacts) -> str:
    """Title, summary and conditions on one line each."""
    return "\n".join(" ".join(part.split()) for part in (facts.title, facts.summary, facts.eligibility))


def said_in_swedish(facts: CallFacts) -> str:
    """As ``said`` for a Swedish call; nothing for others."""
    return said(facts) if facts.language == "sv" else ""
