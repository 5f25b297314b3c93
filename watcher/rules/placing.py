"""Which stored call a group of sightings keeps when calls are merged or come apart. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.records import Seen
from watcher.config.trust import Trust


@dataclass(frozen=True, slots=True)
class Placement:
    """The sightings of one call. ``call_id`` is the stored call they keep, None where they need another.

    ``absorbed`` are stored calls that turn out to be this one.
    """

    members: tuple[Seen, ...]
    call_id: int | None
    absorbed: tuple[int, ...] = ()
    settled: bool = False
    """Whether that is how it is stored already."""


def placements(groups: Iterable[tuple[Seen, ...]], trust: Trust) -> list[Placement]:
    """A stored call goes with its most trusted sighting, so that what is known by its name stays with it.

    A group that gets several keeps the one whose sighting is the most trusted.
    """
    found = list(groups)
    home = {s.id: n for n, members in enumerate(found) for s in members}
    of_call: dict[int, list[Seen]] = defaultdict(list)
    for members in found:
        for s in members:
            if s.call_id is not None:
                of_call[s.call_id].append(s)
    kept: dict[int, list[tuple[tuple[object, ...], int]]] = defaultdict(list)
    for call_id, sightings in of_call.items():
        best = min(sightings, key=lambda s: _order(s, trust))
        kept[home[best.id]].append((_order(best, trust), call_id))
    return [_placement(members, [i for _, i in sorted(kept[n])], of_call) for n, members in enumerate(found)]


def _placement(members: tuple[Seen, ...], calls: list[int], of_call: Mapping[int, Sequence[Seen]]) -> Placement:
    if not calls:
        return Placement(members, None)
    settled = len(calls) == 1 and {s.id for s in of_call[calls[0]]} == {s.id for s in members}
    return Placement(members, calls[0], tuple(calls[1:]), settled)


def _order(sighting: Seen, trust: Trust) -> tuple[object, ...]:
    return trust.rank("key", sighting.source_id), sighting.key
