"""Concepts that lie near each other because their English words meet.

A concept is one Swedish term, but an area that says *energilager* wants the calls that the list reads as *lagring av
energi* too, and a Swedish call that says *lagring* should meet an area that says *lagra*. Two terms are near when they
share an English translation, the nearer the more of them they share; and a term is near those that stand inside its
translations (*carbon capture* inside *carbon capture and storage*), though less.

Measured leave-one-area-out, see docs/matching.md: without this recall@20 is 0.08 lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt

from matchers.terms import Term

SYNONYM = 0.4
"""What a term with the very same translations is worth beside the term itself."""
WITHIN = 0.1
"""What a term that stands inside a translation is worth, were it the whole of it."""
MOST = 0.5
"""A near concept never weighs more than this, however many words lead to it."""


class Near:
    """Finds the concepts near a concept. ``phrases`` gives a term's English phrases, ``shows`` the terms of a phrase.

    A phrase is a tuple of stems.
    """

    def __init__(
        self,
        terms: Mapping[str, Term],
        phrases: Mapping[str, frozenset[tuple[str, ...]]],
        shows: Mapping[str, Sequence[str]],
    ) -> None:
        self._terms = terms
        self._phrases = phrases
        self._shows = shows
        self.of = lru_cache(maxsize=20_000)(self._of)
        """The concepts near a concept, each with its weight in (0, 0.5]; none for a word that no list knows."""

    def _of(self, concept: str) -> Mapping[str, float]:
        term = concept.removeprefix("term:")
        if term not in self._phrases:
            return {}
        found: dict[str, float] = defaultdict(float)
        for other in {name for phrase in self._phrases[term] for name in self._named(phrase)}:
            found[other] += SYNONYM * sqrt(self._shared(term, other)) * self._terms[_term(other)].weight
        for other, share in self._within(term).items():
            found[other] += WITHIN * share
        found.pop(concept, None)
        return {other: min(weight, MOST) for other, weight in found.items()}

    def _named(self, phrase: Iterable[str]) -> Sequence[str]:
        return self._shows.get(" ".join(phrase), ())

    def _shared(self, term: str, other: str) -> float:
        """How much of all their translations the two have in common."""
        ours, theirs = self._phrases[term], self._phrases[_term(other)]
        return len(ours & theirs) / len(ours | theirs)

    def _within(self, term: str) -> dict[str, float]:
        """The terms inside the translations, each with its largest share of a translation's words."""
        shares: dict[str, float] = {}
        for phrase in self._phrases[term]:
            for part in _parts(phrase):
                for other in self._named(part):
                    shares[other] = max(shares.get(other, 0.0), len(part) / len(phrase))
        return shares


def _term(concept: str) -> str:
    return concept.removeprefix("term:")


def _parts(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(1, len(phrase)):
        for start in range(len(phrase) - length + 1):
            yield phrase[start : start + length]
