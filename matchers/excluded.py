"""Words that an area does not want: what they mean, and which calls carry one in their title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchers.bridge import PART, Bridge, Hit

if TYPE_CHECKING:
    from matchers.model import Document


@dataclass(frozen=True, slots=True)
class Barred:
    """An excluded word found in a title, and how the title writes it."""

    word: str
    written: str


def barred_concepts(bridge: Bridge, words: Iterable[str]) -> dict[str, str]:
    """The concepts that excluded words name, each with its word.

    A word is read as Swedish; as English when no list knows it in Swedish (*hydrogen*). Parts of compounds do not
    count: who excludes *vätgaslager* still wants to hear of *lager*.
    """
    found: dict[str, str] = {}
    for word in words:
        text = " ".join(word.split())
        swedish = _whole(bridge.swedish(text), text)
        known = [c for c in swedish if c.startswith("term:")]
        for concept in known or [*swedish, *_whole(bridge.english(text), text)]:
            found.setdefault(concept, word)
    return found


def _whole(hits: Iterable[Hit], text: str) -> list[str]:
    return [h.concept for h in hits if h.via != PART and h.start == 0 and h.end == len(text)]


def barred_by(bridge: Bridge, words: Collection[str], document: Document) -> Barred | None:
    """The first excluded word that a call's title shows, by its meaning or as it is written; None without any."""
    if not words:
        return None
    title = document.title
    for word in words:
        found = re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", title, re.IGNORECASE)
        if found and word.strip():
            return Barred(word, found.group())
    concepts = barred_concepts(bridge, words)
    hits = bridge.swedish(title) if document.language == "sv" else bridge.english(title)
    return next((Barred(concepts[h.concept], title[h.start : h.end]) for h in hits if h.concept in concepts), None)
