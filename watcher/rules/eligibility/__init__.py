"""Whether a municipality can take part in a call at all. Pure.

A call is set aside, never dropped, when its identifier, type of action, programme or conditions say that others are
meant. Rules are narrow, and in doubt a call stays. They look only at what is read with every call, not at its
sections, so that a list and the call itself say the same.
"""

from __future__ import annotations

from db.records import CallFacts
from watcher.rules.eligibility import codes, conditions, swedish
from watcher.rules.eligibility.rule import Rule

RULES: tuple[Rule, ...] = (*codes.RULES, *conditions.RULES, *swedish.RULES)


def set_aside(facts: CallFacts) -> str | None:
    """Why a municipality cannot take part, in Swedish; None when nothing says so."""
    return next((rule.reason for rule in RULES if rule.applies(facts)), None)
