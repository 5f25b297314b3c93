"""Which sightings are of one call. Pure, and the same whatever the order in which they were seen.

Evidence is weighed in steps: the same identifier, the same page, an identifier in the text, the same title and day.
What a person joined goes first where these do not join it. Two sightings with different identifiers are never joined by
evidence, nor two rows of one source, nor what somebody has parted. Where evidence points two ways that exclude each
other, nothing is joined: a person may decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from db.records import Decision, Pair, Seen
from watcher.rules.identity import share_date, titled_alike, titles_near
from watcher.rules.titles import ends

Groups = tuple[tuple[Seen, ...], ...]


def grouped(seen: Iterable[Seen], decisions: Iterable[Decision] = ()) -> Groups:
    """The sightings, one group for each call, in an order that depends on what they say alone."""
    ordered = sorted(seen, key=lambda s: (s.key, s.source_id))
    latest = {d.pair: d.together for d in sorted(decisions, key=lambda d: d.id)}
    place = {s.id: n for n, s in enumerate(ordered)}
    wanted = {(place[a], place[b]) for (a, b), joined in latest.items() if joined and {a, b} <= place.keys()}
    apart = {pair for pair, together in latest.items() if not together}
    forced: set[Pair] = set()
    while True:
        work = _weighed(ordered, apart, forced)
        missing = {pair for pair in wanted if not work.together(*pair)}
        if not missing:
            return tuple(tuple(ordered[n] for n in members) for members in work.groups())
        forced |= missing


def _weighed(ordered: Sequence[Seen], apart: Collection[Pair], forced: Collection[Pair]) -> _Work:
    """``forced``, by places, goes first. Only what evidence does not join by itself is: what somebody parted and then
    joined again is as it was, while two that are joined before the rest is weighed stand in the way of others."""
    work = _Work(ordered, apart)
    for a, b in sorted(forced):
        work.unite(a, b)
    _same_identifier(work)
    for links in (_same_page, _named_in_text, _same_title):
        work.unite_clear(list(links(ordered)))
    return work


class _Work:
    """The groups so far; sightings are places in ``seen``."""

    def __init__(self, seen: Sequence[Seen], apart: Collection[Pair]) -> None:
        self.seen = seen
        self._home = list(range(len(seen)))
        self._members = {n: [n] for n in range(len(seen))}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def groups(self) -> list[list[int]]:
        return [sorted(members) for _, members in sorted(self._members.items())]

    def together(self, a: int, b: int) -> bool:
        return self._home[a] == self._home[b]

    def unite(self, a: int, b: int) -> None:
        keep, lose = sorted((self._home[a], self._home[b]))
        if keep != lose:
            for n in self._members[lose]:
                self._home[n] = keep
            self._members[keep] += self._members.pop(lose)

    def exclude(self, a: int, b: int) -> bool:
        """Whether the groups of two places cannot be one call."""
        one = [self.seen[n] for n in self._members[self._home[a]]]
        other = [self.seen[n] for n in self._members[self._home[b]]]
        named = {s.clues.own for s in one if s.clues.own}, {s.clues.own for s in other if s.clues.own}
        if all(named) and named[0].isdisjoint(named[1]):
            return True
        ids = {s.id for s in other}
        if any(not ids.isdisjoint(self._apart[s.id]) for s in one if s.id in self._apart):
            return True
        return any(s.source_id == o.source_id and s.key != o.key for s in one for o in other)

    def unite_clear(self, links: Collection[tuple[int, int]]) -> None:
        """Unite what is linked and does not exclude each other, unless something else is linked that does."""
        near: dict[int, set[int]] = defaultdict(set)
        for a, b in links:
            if (one := self._home[a]) != (other := self._home[b]):
                near[one].add(other)
                near[other].add(one)
        clear: dict[int, set[int]] = defaultdict(set)
        for one, others in near.items():
            for other in (o for o in others if o > one):
                if not self._torn(one, other, near):
                    clear[one].add(other)
                    clear[other].add(one)
        for together in _connected(clear):
            if not any(self.exclude(a, b) for a, b in combinations(together, 2)):
                for n in together[1:]:
                    self.unite(together[0], n)

    def _torn(self, one: int, other: int, near: dict[int, set[int]]) -> bool:
        rivals = ((other, n) for n in near[one]), ((one, n) for n in near[other])
        return self.exclude(one, other) or any(self.exclude(a, b) for pairs in rivals for a, b in pairs if a != b)


def _same_identifier(work: _Work) -> None:
    """One group for each identifier; what excludes the others in it begins a group of its own."""
    named = _buckets(work.seen, lambda s: [s.clues.own] if s.clues.own else [])
    for members in named.values():
        found: list[int] = []
        for n in _without_rivals(work.seen, members):
            home = next((m for m in found if not work.exclude(m, n)), None)
            if home is None:
                found.append(n)
            else:
                work.unite(home, n)


def _without_rivals(seen: Sequence[Seen], members: Sequence[int]) -> list[int]:
    """Of a source's rows that all claim one identifier only the one is believed that has another source's title."""
    by_source = _buckets([seen[n] for n in members], lambda s: [s.source_id])
    kept = []
    for places in by_source.values():
        mine = [members[p] for p in places]
        if len({seen[n].key for n in mine}) > 1:
            others = [seen[n] for n in members if n not in mine]
            mine = [n for n in mine if any(titles_near(seen[n].clues, o.clues) for o in others)]
        kept += mine if len(mine) == 1 else []
    return sorted(kept)


def _same_page(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """A page that one source gives for several calls, as a list or a whole programme, is the own page of none."""
    for members in _buckets(seen, lambda s: [s.clues.page] if s.clues.page else []).values():
        if len({seen[n].source_id for n in members}) == len(members):
            yield from combinations(members, 2)


def _named_in_text(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """A text that names a topic is about it where the title or a day says so, too; texts name other topics as well."""
    owners = _buckets(seen, lambda s: [s.clues.own] if s.clues.own else [])
    for n, s in enumerate(seen):
        for owner in (o for name in s.clues.mentioned for o in owners.get(name, ())):
            other = seen[owner].clues
            if titles_near(s.clues, other) or (len(s.clues.mentioned) == 1 and share_date(s.clues, other)):
                yield n, owner


def _same_title(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    def places(s: Seen) -> list[tuple[str, str]]:
        return [(date, end) for title, dates in s.clues.titles for end in ends(title) for date in dates]

    pairs = {p for members in _buckets(seen, places).values() for p in combinations(members, 2)}
    for a, b in sorted(pairs):
        one, other = seen[a].clues, seen[b].clues
        if not (one.own and other.own) and titled_alike(one, other):
            yield a, b


def _buckets(seen: Sequence[Seen], names: Callable[[Seen], Iterable[Hashable]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for n, s in enumerate(seen):
        for name in dict.fromkeys(names(s)):
            found[name].append(n)
    return found


def _connected(links: dict[int, set[int]]) -> Iterator[list[int]]:
    left = set(links)
    for start in sorted(links):
        if start not in left:
            continue
        reached, waiting = {start}, [start]
        while waiting:
            for n in links[waiting.pop()] - reached:
                reached.add(n)
                waiting.append(n)
        left -= reached
        yield sorted(reached)
