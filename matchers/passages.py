"""A call's text cut into passages that a sentence model can take in: the title and about a hundred words each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matchers.model import Document

WORDS = 100
"""What a passage aims at. A model's vector of a whole call says little of any part of it."""
LEAST = 30
"""A shorter rest joins the passage before it."""
_BREAK = re.compile(r"(?<=[.!?;:])\s+|\s*\n\s*")


def passages(document: Document) -> list[str]:
    """What is encoded of a call: its title alone, then each passage under the title, in the order of the text."""
    return under_title(document.title, bodies(document.text))


def under_title(title: str, found: Sequence[str]) -> list[str]:
    """The title, then each of these passages with the title before it."""
    title = " ".join(title.split())
    return [title, *(f"{title}. {body}" for body in found)]


def bodies(text: str) -> list[str]:
    """The text in pieces of whole sentences, about ``WORDS`` words each; longer sentences are cut."""
    found: list[list[str]] = [[]]
    for words in _sentences(text):
        if len(found[-1]) + len(words) > WORDS and len(found[-1]) >= LEAST:
            found.append([])
        found[-1] += words
    if len(found) > 1 and len(found[-1]) < LEAST:
        rest = found.pop()
        found[-1] += rest
    return [" ".join(words) for words in found if words]


def _sentences(text: str) -> Iterator[list[str]]:
    for sentence in _BREAK.split(text):
        words = sentence.split()
        for start in range(0, len(words), WORDS):
            yield words[start : start + WORDS]
