"""Swedish compounds taken apart into words that a word list knows: *avloppsreningsverk* → avlopp + rening + verk."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from matchers.inflection import base_forms
from matchers.words import word_list

_LINKS = ("", "s", "e", "o", "u", "a")
"""Letters between the parts: *stads-del*, *gatu-belysning* (gata), *kvinno-jour* (kvinna), *familje-hem*."""

_SHORTEST_PART = 3
_SHORT_PARTS = frozenset({"el", "ai", "it", "eu", "ö", "å", "is", "bo", "by", "ko", "5g", "6g", "vr", "hr"})
"""Two letters are a part only where a word of its own begins many compounds."""
_SHORT_LAST = frozenset({"by"})
"""Of those, what ends compounds too: *sameby*."""
_NEVER_FIRST = frozenset({"trans"})
"""Words that mean something else at the head of a compound: there are no trans persons in *transmission*."""
_NEVER_LAST = frozenset({"öring"})
"""Words that end others by chance: there is no trout in *överföring* or *diarieföring*."""
_LONGEST_WORD = 60
_LOSES_E = 4
"""A shorter word keeps its -e as a first part (*sameby*), but for those in -are: *samarbete* has nothing of *same*."""
_BEGINS = 4
"""Letters that stand before the one known word at the end of a compound: the *ci* of *civilt* is no first part."""


class Splitter:
    """Takes words apart by one list of known words in base form."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self.parts = lru_cache(maxsize=100_000)(self._parts)
        """The base forms of a compound's parts, first to last; empty when it cannot be taken apart wholly."""

    def base(self, word: str) -> str | None:
        """The base form of a word that is known as a whole."""
        return next((form for form in base_forms(word) if form in self._known), None)

    def _parts(self, word: str) -> tuple[str, ...]:
        if not 2 * _SHORTEST_PART - 1 <= len(word) <= _LONGEST_WORD:
            return ()
        if _solid(word):
            return ()
        found = self._split(word, 0, {})
        return found or ()

    def tail(self, word: str) -> str | None:
        """The longest known word that ends an otherwise unknown compound: *Sandviksverket* → verk."""
        if _solid(word):
            return None
        for start in range(_BEGINS, len(word) - _SHORTEST_PART):
            base = self.base(word[start:])
            if base and len(base) > _SHORTEST_PART and base not in _NEVER_LAST:
                return base
        return None

    def _split(self, word: str, start: int, seen: dict[int, tuple[str, ...] | None]) -> tuple[str, ...] | None:
        """The fewest parts from ``start`` to the end; of equally few, those that stand there as they are, then those
        whose shortest part is longest."""
        if start in seen:
            return seen[start]
        options: list[tuple[str, ...]] = []
        rest = word[start:]
        whole = self.base(rest) if start else None
        if whole and (len(whole) >= _SHORTEST_PART or (whole == rest and rest in _SHORT_LAST)):
            options.append((whole,))
        for end in range(start + 1, len(word) - 1):
            first = self._first_part(word[start:end])
            if first and (not start or len(first) >= _SHORTEST_PART):
                tail = self._split(word, end, seen)
                if tail:
                    options.append((first, *tail))
        best = min(
            options,
            key=lambda parts: (len(parts), sum(p not in rest for p in parts), -min(map(len, parts))),
            default=None,
        )
        seen[start] = best
        return best

    def _first_part(self, piece: str) -> str | None:
        """The word that stands at the head of a compound in this form, with its linking letter."""
        for link in _LINKS:
            if not piece.endswith(link):
                continue
            stem = piece[: len(piece) - len(link)] if link else piece
            if not _long_enough(stem) or stem in _NEVER_FIRST:
                continue
            for ending in ("", "a", "e") if link != "a" else ("",):
                if ending == "e" and not (stem.endswith("ar") or len(stem) > _LOSES_E):
                    continue
                if stem + ending in self._known and (ending == "" or link in ("", "s", "o", "u", "e")):
                    return stem + ending
        return None


def _solid(word: str) -> bool:
    """Whether a word only looks like a compound."""
    return not word_list("solid_sv").isdisjoint(base_forms(word))


def _long_enough(piece: str) -> bool:
    return len(piece) >= _SHORTEST_PART or piece in _SHORT_PARTS
