"""Swedish inflection undone: the base forms a word may have. A word list decides which of them exists.

Stemming alone glues what should be apart and misses what should meet (*sjöar* – *sjö*, *städer* – *stad*), so
candidates are proposed here, likely ones first, and only those that the term list knows are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # noun endings, longest first; each with what stood in their place
    ("heternas", ("het",)),
    ("heterna", ("het",)),
    ("heter", ("het",)),
    ("ningarna", ("ning", "na")),
    ("arnas", ("are", "", "a", "e")),
    ("ernas", ("", "e", "a")),
    ("ornas", ("a",)),
    ("arna", ("are", "", "a", "e")),
    ("erna", ("", "e", "a")),
    ("orna", ("a",)),
    ("ndena", ("nde",)),
    # museet, museer – museum; gymnasiet, laboratorierna – gymnasium, laboratorium
    ("eerna", ("eum",)),
    ("eer", ("eum",)),
    ("eet", ("eum",)),
    ("eets", ("eum",)),
    ("ierna", ("ium",)),
    ("ier", ("ium", "ie")),
    ("iet", ("ium",)),
    ("iets", ("ium",)),
    ("arens", ("are",)),
    ("aren", ("are",)),
    ("ars", ("", "a", "e")),
    ("ers", ("", "e")),
    ("ors", ("a",)),
    ("ens", ("", "e")),
    ("ets", ("", "e")),
    ("nas", ("",)),
    ("ar", ("", "a", "e")),
    ("er", ("", "a", "e")),
    ("or", ("a", "")),
    ("en", ("", "e")),
    ("et", ("", "e")),
    ("na", ("", "en")),
    ("ns", ("",)),
    ("ts", ("",)),
    ("n", ("",)),
    ("t", ("", "d")),
    ("s", ("",)),
    # adjectives and participles
    ("aste", ("",)),
    ("ast", ("",)),
    ("are", ("", "a")),
    ("ade", ("a", "ad")),
    ("ande", ("a",)),
    ("ende", ("a",)),
    ("tt", ("d", "", "t")),
    ("dda", ("dd", "")),
    ("da", ("d", "a")),
    ("ta", ("t", "a")),
    ("a", ("", "e")),
    ("e", ("", "a")),
    # verbs
    ("ades", ("a",)),
    ("ats", ("a",)),
    ("as", ("a", "")),
    ("ad", ("a",)),
    ("at", ("a",)),
    ("de", ("a", "")),
    ("te", ("a", "")),
    ("r", ("", "a")),
    # actions: utveckling – utveckla, renovering – renovera
    ("ningen", ("ning", "na", "a")),
    ("ning", ("na", "a")),
    ("ingen", ("ing", "a")),
    ("ing", ("a",)),
)

_UMLAUT = (
    ("städer", "stad"),
    ("länder", "land"),
    ("stränder", "strand"),
    ("böcker", "bok"),
    ("händer", "hand"),
    ("tänder", "tand"),
    ("nätter", "natt"),
    ("rötter", "rot"),
    ("fötter", "fot"),
    ("möter", "mot"),
    ("män", "man"),
    ("söner", "son"),
    ("bönder", "bonde"),
    ("döttrar", "dotter"),
    ("mödrar", "moder"),
    ("fäder", "fader"),
    ("bröder", "broder"),
    ("gäss", "gås"),
    ("möss", "mus"),
    ("ränder", "rand"),
    ("spänner", "spann"),
    ("krafter", "kraft"),
)
"""Plurals with a changed vowel, also as the end of compounds (*bostäder*)."""

_SHORTEST_BASE = 2


@lru_cache(maxsize=100_000)
def base_forms(word: str) -> tuple[str, ...]:
    """The forms under which a word may stand in a list, itself first, then likely ones before unlikely ones."""
    return tuple(dict.fromkeys(_candidates(word)))


def _candidates(word: str) -> Iterator[str]:
    yield word
    yield from _umlaut(word)
    for ending, replacements in _RULES:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            for replacement in replacements:
                if len(stem + replacement) >= _SHORTEST_BASE:
                    yield stem + replacement
            yield from _contracted(stem)


def _umlaut(word: str) -> Iterator[str]:
    for plural, singular in _UMLAUT:
        for tail in ("", "na", "nas", "s"):
            if word.endswith(plural + tail):
                yield word[: len(word) - len(plural + tail)] + singular


def _contracted(stem: str) -> Iterator[str]:
    """Words that lose a vowel or double a consonant before an ending: *cykl-ar* – cykel, *hemm-et* – hem."""
    if len(stem) < 3:
        return
    if stem[-1] in "lrn" and stem[-2] not in "aeiouyåäö":
        yield stem[:-1] + "e" + stem[-1]
        yield stem[:-1] + "o" + stem[-1]
    if stem[-1] == stem[-2] and stem[-1] in "mn":
        yield stem[:-1]
