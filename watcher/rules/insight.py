"""What only a call's whole text tells, read once a call however many mails show it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from db.records import CallFacts, Role
from watcher.rules.consortium import Consortium, consortium, stages
from watcher.rules.roles import role


@dataclass(frozen=True, slots=True)
class Insight:
    """How a municipality can take part. ``text`` is the call's, without title, to show evidence in."""

    role: Role
    consortium: Consortium
    stages: int | None
    text: str


def insight(facts: CallFacts) -> Insight:
    """From facts with their sections; without them less is found."""
    return Insight(role(facts).role, consortium(facts), stages(facts), f"{facts.summary}\n\n{facts.text}")
