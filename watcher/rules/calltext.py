"""A call's words as the rules search them, and the phrase that is shown as evidence. Pure."""

from __future__ import annotations

import re

from db.records import CallFacts

PHRASE_LIMIT = 160
"""Signs of an evidence phrase; a longer find is cut at a word."""


def searched(facts: CallFacts) -> str:
    """Title, conditions, summary and sections as one text: conditions first, since they decide."""
    return "\n".join(part for part in (facts.title, facts.eligibility, facts.summary, facts.text) if part)


def phrase(text: str, found: re.Match[str]) -> str:
    """The words found, as ``shown`` writes them."""
    return shown(text, *found.span())


def shown(text: str, start: int, end: int) -> str:
    """This part of a text, whole words at both ends, on one line, at most ``PHRASE_LIMIT`` signs and the cut mark."""
    while end < len(text) and text[end].isalnum():
        end += 1
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    line = " ".join(text[start:end].split())
    return line if len(line) <= PHRASE_LIMIT else line[:PHRASE_LIMIT].rsplit(" ", 1)[0] + " …"
