"""What a sighting is recognised by: identifiers in its text and address, its page, its dated titles. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from db.records import CallFacts, Clues, Precision
from watcher.rules.addresses import canonical
from watcher.rules.titles import ends, near, words

PORTAL = "ft"
"""The id-space of the EU portal, whose identifiers everybody else quotes."""
REMEMBERED = 20
"""Titles with their dates that are remembered of a sighting; the latest are kept."""
_TOPIC = re.compile(
    r"(?<![\w-])(?=[a-z0-9+-]*-20[2-3]\d(?:-|(?![\w-])))[a-z][a-z0-9+]+(?:-[a-z0-9+]+){2,}(?![\w-])", re.IGNORECASE
)
_YEAR = re.compile(r"-20[2-3]\d", re.IGNORECASE)


def clues_of(facts: CallFacts) -> Clues:
    """The clues in what a source says now."""
    found = words(_TOPIC.sub(" ", facts.title) if "-20" in facts.title else facts.title)
    dates = tuple(sorted({d.date.isoformat() for d in facts.deadlines if d.precision is Precision.DAY}))
    titles = ((found, dates),) if found else ()
    if facts.key.namespace == PORTAL:
        # A page is no clue here: all the small grants of one project share theirs.
        return Clues(own=facts.key.external_id.casefold(), titles=titles)
    own = _own(facts)
    mentioned = () if own else tuple(sorted(identifiers_in(facts.text) | identifiers_in(facts.summary)))
    return Clues(own, mentioned, canonical(facts.url), titles)


def identifiers_in(text: str, *, any_case: bool = False) -> frozenset[str]:
    """The topics of the EU portal that a text names, folded. In running text they stand in capitals, in addresses not.

    The identifier of a whole call goes where one of its topics is named, too.
    """
    if not _YEAR.search(text):
        return frozenset()
    found = {m for m in _TOPIC.findall(text) if any_case or m.partition("-")[0][:2].isupper()}
    folded = {m.casefold() for m in found}
    return frozenset(m for m in folded if not any(o.startswith(f"{m}-") for o in folded))


def combined(before: Clues | None, now: Clues) -> Clues:
    """What is known after a source has said something new. Titles with their dates add up."""
    if before is None:
        return now
    titles = tuple(dict.fromkeys((*before.titles, *now.titles)))[-REMEMBERED:]
    return Clues(now.own or before.own, now.mentioned, now.page or before.page, titles)


def tokens(clues: Clues) -> tuple[str, ...]:
    """What sightings of one call have in common at least one of, so that they find each other."""
    named = (f"i:{identifier}" for identifier in (clues.own, *clues.mentioned) if identifier)
    page = (f"u:{clues.page}",) if clues.page else ()
    titled = (f"t:{date}|{end}" for title, dates in clues.titles for end in ends(title) for date in dates)
    return tuple(dict.fromkeys((*named, *page, *titled)))


def titles_near(one: Clues, other: Clues) -> bool:
    """Whether the two have had nearly identical titles, whatever their dates."""
    return any(near(a, b) for a, _ in one.titles for b, _ in other.titles)


def share_date(one: Clues, other: Clues) -> bool:
    """Whether the two have had a deadline on the same day."""
    return not _dates(one).isdisjoint(_dates(other))


def titled_alike(one: Clues, other: Clues) -> bool:
    """Whether the two have had nearly identical titles together with a deadline on the same day."""
    return any(near(a, b) for a, dates in one.titles for b, others in other.titles if not set(dates).isdisjoint(others))


@lru_cache(maxsize=1024)
def _dates(clues: Clues) -> frozenset[str]:
    return frozenset(date for _, dates in clues.titles for date in dates)


def _own(facts: CallFacts) -> str:
    """The one identifier that the source's key, address or title names; none where they name several."""
    for place in (facts.key.external_id, unquote(facts.url)):
        found = identifiers_in(place, any_case=True)
        if len(found) == 1:
            return next(iter(found))
    # A title in capitals up to its first words (RFCS-2026-Big Tickets) names no topic.
    found = identifiers_in(" ".join(w for w in facts.title.split() if w.upper() == w))
    return next(iter(found)) if len(found) == 1 else ""
