"""The bridge between the languages: both a Swedish and an English text become counts of *concepts*.

A concept is named by its Swedish base form (``term:fjärrvärme``) or, for words that no list knows, by the word itself
(``same:interreg``). English texts show a concept wherever one of its translations stands, so synonyms count as one
word with one document frequency (Pirkola's structured queries); Swedish texts show it by inflection and compounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import merge
from itertools import pairwise
from math import sqrt

from matchers.compounds import Splitter
from matchers.dictionary import folkets
from matchers.inflection import base_forms
from matchers.near import Near
from matchers.terms import Term, shipped
from matchers.words import Token, english_stem, english_stems, english_tokens, stop_words, tokens

OWN, TERM, PART, DICTIONARY, SAME, NEAR = "own", "term", "part", "dictionary", "same", "near"
"""How a concept was found, the most trusted first: by a term of the coordinator's own, by the shipped list, as a part
of a compound, by a general dictionary, as the very same word, or as a neighbour of what was found (see
``matchers.near``)."""

PART_TRUST = 0.4
"""What a compound's part is worth beside the compound itself: *verk* in *reningsverk* says little."""
DICTIONARY_TRUST = 0.4
"""A general dictionary's word is worth this much, shared by all that its translations may mean."""
SAME_TRUST = 0.6
"""A word that no list knows is worth this much when the other text has the very same word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept in a text: how it was found, how far it is trusted, and from where to where it stands."""

    concept: str
    via: str
    trust: float
    start: int
    end: int


class Bridge:
    """Reads Swedish and English texts into concepts by one term list."""

    def __init__(self, terms: Iterable[Term], dictionary: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._dictionary = dictionary or {}
        self.terms: dict[str, Term] = {}
        for term in sorted(terms, key=lambda t: t.own):  # stable: what comes last wins, and that is the own terms
            self.terms[term.swedish] = term
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._english: dict[str, list[str]] = defaultdict(list)
        self._longest: dict[tuple[str, ...], int] = {}
        """By the two first stems of English phrases, how many stems the longest of them has."""
        phrases = {term.swedish: self._add(term) for term in self.terms.values()}
        self._spoken = {f"term:{swedish}": tuple(map(" ".join, found)) for swedish, found in phrases.items()}
        self.near = Near(self.terms, phrases, self._english).of
        self._stop = frozenset(map(english_stem, stop_words("en")))
        self._split = Splitter({t for t in self.terms if " " not in t and "-" not in t})

    def _add(self, term: Term) -> frozenset[tuple[str, ...]]:
        """Note where a term stands in both languages; its English phrases as stems."""
        words = tuple(t.word for t in tokens(term.swedish))
        if len(words) > 1:
            self._phrases[words[0]].append((words, term.swedish))
        phrases = {tuple(english_stem(t.word) for t in english_tokens(phrase)) for phrase in term.english} - {()}
        for stems in phrases:
            self._english[" ".join(stems)].append(f"term:{term.swedish}")
            if len(stems) > 1:
                self._longest[stems[:2]] = max(self._longest.get(stems[:2], 0), len(stems))
        return frozenset(phrases)

    # --- Swedish -------------------------------------------------------------------------------------

    def swedish(self, text: str) -> list[Hit]:
        """The concepts of a Swedish text in order; a compound also shows its parts, less trusted."""
        words = tokens(text)
        hits: list[Hit] = []
        inside = 0
        for position, word in enumerate(words):
            length, term = self._phrase_at(words, position)
            if length:
                hits.append(self._hit(term, TERM, word.start, words[position + length - 1].end))
                inside = max(inside, length)
            hits += self._word(word) if not inside else self._inside_phrase(word)
            inside = max(0, inside - 1)
        return hits

    def _inside_phrase(self, word: Token) -> list[Hit]:
        """A word of a known phrase counts as a part of it: *psykisk* and *hälsa* in *psykisk hälsa*."""
        return [replace(h, via=PART, trust=h.trust * PART_TRUST) for h in self._word(word) if h.via != SAME]

    def _phrase_at(self, words: list[Token], position: int) -> tuple[int, str]:
        """The longest known phrase that begins here, as its number of words and its term; (0, "") without any."""
        here = {f for f in base_forms(words[position].word) if f in self._phrases}
        options = [
            (len(p), term) for first in here for p, term in self._phrases[first] if self._stands(p, words, position)
        ]
        return max(options, default=(0, ""))

    @staticmethod
    def _stands(phrase: tuple[str, ...], words: list[Token], position: int) -> bool:
        found = words[position : position + len(phrase)]
        return len(found) == len(phrase) and all(
            p == w.word or p in base_forms(w.word) or _same_base(p, w.word) for p, w in zip(phrase, found, strict=True)
        )

    def _word(self, token: Token) -> Iterator[Hit]:
        word = token.word
        if word in stop_words("sv"):
            return
        base = self._split.base(word)
        if base:
            yield self._hit(base, TERM, token.start, token.end)
        parts = self._split.parts(base or word)
        for part in dict.fromkeys(parts):
            if part != base:
                yield self._hit(part, PART, token.start, token.end, 1.0 if not base else PART_TRUST)
        if base or parts:
            return
        yield from self._translated(token)
        tail = self._split.tail(word)
        if tail:
            yield self._hit(tail, PART, token.start, token.end, PART_TRUST)
        if len(word) > 1:
            yield Hit(f"same:{english_stem(word)}", SAME, SAME_TRUST, token.start, token.end)

    def _translated(self, token: Token) -> Iterator[Hit]:
        """What a general dictionary makes of a word that no list knows: the concepts of its English words."""
        english = next((self._dictionary[f] for f in base_forms(token.word) if f in self._dictionary), ())
        phrases = [" ".join(english_stem(w.word) for w in english_tokens(e)) for e in english]
        concepts = dict.fromkeys(c for phrase in phrases for c in self.meaning(phrase))
        for concept in concepts:
            yield Hit(concept, DICTIONARY, DICTIONARY_TRUST / sqrt(len(concepts)), token.start, token.end)

    def _hit(self, term: str, via: str, start: int, end: int, trust: float = 1.0) -> Hit:
        via = OWN if via == TERM and self.terms[term].own else via
        return Hit(f"term:{term}", via, trust * self.terms[term].weight, start, end)

    # --- English -------------------------------------------------------------------------------------

    def english(self, text: str) -> list[Hit]:
        """The concepts of an English text in order, one hit for each translation that stands there."""
        words = english_tokens(text)
        return [
            Hit(concept, SAME if concept.startswith("same:") else TERM, 1.0, words[i].start, words[i + length - 1].end)
            for phrase, i, length in self._phrases_in([english_stem(w.word) for w in words])
            for concept in self.meaning(phrase)
        ]

    def phrases(self, words: Sequence[str]) -> list[str]:
        """The phrases among an English text's words that mean something, as stems: what learning many calls counts."""
        stems = english_stems(words)
        return [*stems, *(p for p, _, _ in self._longer(stems))]

    def meaning(self, phrase: str) -> list[str]:
        """The concepts that a phrase of stems shows; a concept's own name shows itself."""
        if phrase.startswith(("term:", "same:")):
            return [phrase]
        own = [] if " " in phrase or phrase in self._stop or len(phrase) < 2 else [f"same:{phrase}"]
        return [*self._english.get(phrase, ()), *own]

    def phrases_of(self, concept: str) -> tuple[str, ...]:
        """Every phrase of stems that shows a concept, its own name among them: what ``meaning`` tells, backwards."""
        kind, _, name = concept.partition(":")
        return (concept, name) if kind == SAME else (concept, *self._spoken.get(concept, ()))

    def shown(self, phrase: str) -> dict[str, float]:
        """What a phrase of stems counts for: each concept it shows; a Swedish concept also counts for those near it."""
        own = dict.fromkeys(self.meaning(phrase), 1.0)
        return {**self.near(phrase), **own} if phrase.startswith("term:") else own

    def first_places(self, text: str, concepts: Collection[str]) -> dict[str, str]:
        """How each of these concepts is written where it first stands in an English text."""
        words = english_tokens(text)
        found: dict[str, str] = {}
        for phrase, i, length in self._phrases_in([english_stem(w.word) for w in words]):
            for concept in self.meaning(phrase):
                if concept in concepts and concept not in found:
                    found[concept] = text[words[i].start : words[i + length - 1].end]
        return found

    def _phrases_in(self, stems: list[str]) -> Iterator[tuple[str, int, int]]:
        """Each single word and each known longer phrase, with its place and its number of words, in order."""
        singles = ((stem, i, 1) for i, stem in enumerate(stems))
        return merge(singles, self._longer(stems), key=lambda found: found[1])

    def _longer(self, stems: list[str]) -> Iterator[tuple[str, int, int]]:
        """Each known phrase of two stems or more."""
        longest = self._longest.get  # few places begin a phrase: found in one go, learning takes an eighth less time
        begun = [(i, most) for i, two in enumerate(pairwise(stems)) if (most := longest(two))]
        for i, most in begun:
            for end in range(i + 2, min(i + most, len(stems)) + 1):
                phrase = " ".join(stems[i:end])
                if phrase in self._english:
                    yield phrase, i, end - i

    def unbridged(self, text: str) -> list[str]:
        """The words of a Swedish text that only meet themselves: what the coordinator may want a term for."""
        return list(dict.fromkeys(text[h.start : h.end].lower() for h in self.swedish(text) if h.via == SAME))


def _same_base(listed: str, found: str) -> bool:
    return bool(set(base_forms(listed)[:12]) & set(base_forms(found)[:12]))


@lru_cache(maxsize=4)
def default_bridge(own: tuple[Term, ...] = ()) -> Bridge:
    """The bridge by the shipped term list and the coordinator's own terms above it; built once in a process."""
    return Bridge((*shipped(), *own), folkets())
