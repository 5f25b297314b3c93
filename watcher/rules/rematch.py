"""What must be scored anew: every call, or only those that are new or have changed since the last matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.records import Match, MatchState

DRIFT = 0.2
"""How large a part of the calls may change before all are scored again. Until then how rare words are stays as it was
learnt, and what closes leaves its place in an area's list empty."""


@dataclass(frozen=True, slots=True)
class Rematch:
    """The calls to score (their hashes by id), and the ids of those whose matches go. Both empty: nothing changed."""

    whole: bool
    changed: Mapping[int, str]
    gone: frozenset[int]

    @property
    def nothing(self) -> bool:
        """Whether the stored matches hold as they are."""
        return not (self.whole or self.changed or self.gone)


def rematch(state: MatchState | None, basis: str, calls: Mapping[int, str]) -> Rematch:
    """Today's calls (content hash by id) against what was matched last.

    ``basis`` tells all else that decides a score: areas, marks, limits, terms, model.
    """
    if state is None or state.basis != basis:
        return Rematch(True, calls, frozenset())
    changed = {i: h for i, h in calls.items() if state.calls.get(i) != h}
    gone = frozenset(state.calls.keys() - calls.keys())
    if state.moved + len(changed) + len(gone) > DRIFT * state.learnt_calls:
        return Rematch(True, calls, frozenset())
    return Rematch(False, changed, gone)


def best_of(matches: Iterable[Match], most: int) -> list[Match]:
    """The best matches of each area, at most so many; of equals the older call first, as everywhere."""
    by_area: dict[str, list[Match]] = {}
    for match in matches:
        by_area.setdefault(match.area_id, []).append(match)
    return [m for found in by_area.values() for m in sorted(found, key=lambda m: (-m.score, m.call_id))[:most]]
