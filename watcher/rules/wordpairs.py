"""Reasons as a reader sees them: the same words of an area, met by the same words of a call, are told once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from db.records import Reason

_ALONE = {"mark", "meaning", "excluded"}
"""Reasons that are no meeting of two words."""


@dataclass(frozen=True, slots=True)
class WordPair:
    """Reasons with the same words on both sides, by one term each; the weight is what they add up to."""

    heaviest: Reason
    others: tuple[Reason, ...]
    """By other terms, heaviest first."""

    @property
    def words(self) -> tuple[str, str]:
        """The area's and the call's words, whatever their case."""
        return _words(self.heaviest)

    @property
    def weight(self) -> float:
        return self.heaviest.weight + sum(r.weight for r in self.others)


def word_pairs(reasons: Iterable[Reason]) -> tuple[WordPair, ...]:
    """Every reason once, in pairs of words, heaviest first; an excluded word comes last."""
    found: dict[tuple[str, ...], list[Reason]] = defaultdict(list)
    for reason in sorted(reasons, key=lambda r: -r.weight):
        alone = (reason.via, reason.mark) if reason.via in _ALONE else ()
        found[(*_words(reason), *alone)].append(reason)
    pairs = [WordPair(first, tuple(rest)) for first, *rest in found.values()]
    return tuple(sorted(pairs, key=lambda p: (p.heaviest.via == "excluded", -p.weight)))


def _words(reason: Reason) -> tuple[str, str]:
    return reason.swedish.casefold(), reason.english.casefold()
