"""What is wrong with an area that gets no hits: too little to go by, and what its nearest misses lack.

Measured on the 16 judged areas, whole and cut short (96 texts): nDCG@10 is 0.43 with fewer than 6 weighty words, 0.52
with 6 or 7 and 0.56 with more; 0.46 with fewer than 15 words, 0.49 with 15 to 19 and 0.53 with more. Whole areas have
8 weighty words or more.
"""

from __future__ import annotations

from matchers.match import MARK, Scored, surfaces
from matchers.model import Query, TfidfMatcher
from matchers.words import tokens

WEIGHTY = 2.5
"""From which weight times rarity, over all concepts it brings, a word tells one call from another: a word said once
that brings one concept, when one call in seventy shows it or fewer."""
FEW = 6
"""With fewer weighty words an area is too vague."""
SHORT = 15
"""With fewer words, title and text together, an area is too short."""
_LACKED = 4


def weighty(model: TfidfMatcher, query: Query) -> list[str]:
    """The words by which an area is matched, as it writes them, the weightiest first."""
    return [written for written, worth in _worths(model, query).items() if worth >= WEIGHTY]


def length(query: Query) -> int:
    """How many words an area has, its title's among them."""
    return len(tokens(f"{query.title}\n{query.text}"))


def lacked(model: TfidfMatcher, query: Query, scored: Scored) -> list[str]:
    """The weightiest words of an area that a call does not meet."""
    met = {r.swedish.casefold() for r in scored.reasons if r.via != MARK}
    return [word for word in weighty(model, query) if word.casefold() not in met][:_LACKED]


def _worths(model: TfidfMatcher, query: Query) -> dict[str, float]:
    """What each listed word of the area is worth with all it brings, the weightiest first; excluded words are none."""
    written = surfaces(model.bridge, query)
    worths: dict[str, float] = {}
    for concept, weight in model.weights(query).items():
        if concept.startswith("term:") and concept in written:
            word = written[concept][0]
            worths[word] = worths.get(word, 0.0) + weight * model.rarity(concept)
    return dict(sorted(worths.items(), key=lambda item: (-item[1], item[0])))
