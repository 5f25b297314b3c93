"""TF-IDF over concepts: how well each call answers each development area, with the share of every concept in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import CountVectorizer
from sparse_dot_topn import sp_matmul_topn

from matchers.asked import vectors
from matchers.background import Background, shipped
from matchers.bridge import Bridge, default_bridge
from matchers.excluded import barred_concepts
from matchers.language import NORDIC, SWEDISH
from matchers.rarity import Rarity
from matchers.said import own_weights
from matchers.words import as_swedish, plain_words

TITLE_COUNTS = 4
"""A word in a call's title counts as often as four in its text."""
SATURATION = 4.0
LENGTH = 0.85
"""How much a call's length tempers its counts (0 not at all, 1 fully): without it long calls win, with plain cosine
the calls that have no text but a title do."""
LOCAL = "term:kommun"
"""What a call shows that speaks of municipalities, cities or local authorities: it may have a place for one."""
LOCAL_POWER = 0.2
"""How much such a call gains: a word in a hundred makes 1.1 of its score, without such a word it stays as it is."""
LOCAL_START = 30
"""Words that every call is taken to have on top, so that one word in a bare title does not say all."""
CHUNK = 1_000
"""Calls read at a time: all at once take four times the memory."""
THREADS = 2
PREPARED = 500
"""Areas kept prepared: scores, bands and reasons all ask for what an area's words weigh."""


@dataclass(frozen=True, slots=True)
class Document:
    """A call as the matcher reads it. ``language`` (two letters) decides how its words are read.

    Danish and Norwegian are read as Swedish; of all other languages only the words meet that English writes alike.
    """

    id: str
    title: str
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What marks add to the weight of a concept (or take from it), and the marked call that it mostly comes from."""

    weight: float
    origin: str


@dataclass(frozen=True, slots=True)
class Query:
    """A development area as the matcher reads it.

    ``learnt``, by concept, is made of marks by ``matchers.feedback``; ``kept`` is what the area's own words then keep
    of their weight, so that the whole asks for no more than before.
    """

    id: str
    title: str
    text: str
    excluded: tuple[str, ...] = field(default=())
    learnt: Mapping[str, Learnt] = field(default_factory=dict)
    kept: float = 1.0


class TfidfMatcher:
    """Fit on all calls, then ask for the scores of areas."""

    name = "tfidf"

    def __init__(self, bridge: Bridge | None = None, background: Background | None = None) -> None:
        self.bridge = bridge or default_bridge()
        self._background = background or shipped()
        self._local = frozenset(self.bridge.phrases_of(LOCAL))
        self._said = lru_cache(maxsize=PREPARED)(partial(own_weights, self.bridge, self.rarity))

    def fit(
        self, documents: Sequence[Document], asked: Mapping[str, int] | None = None, rarity: Rarity | None = None
    ) -> None:
        """Learn the calls' concepts and how rare each is. An empty list is allowed: then nothing matches.

        With ``asked`` (numbered by ``asked.vectors``) only these concepts are kept: what no area asks for adds nothing
        to any score. With ``rarity``, as an earlier ``fit`` over all calls learnt it, these calls' scores are worth the
        same as those.
        """
        self.documents = list(documents)
        self._column = dict(asked or {})
        parts = [self._counts(self.documents[i : i + CHUNK], asked) for i in range(0, len(self.documents), CHUNK)]
        self._concept = list(self._column)
        columns = len(self._concept)
        wide = [csr_matrix((p.data, p.indices, p.indptr), shape=(p.shape[0], columns)) for p in parts]
        self._matrix = vstack(wide, format="csr") if wide else _nothing(0, columns)
        self.learnt = rarity or Rarity.of(self._matrix, self._concept)
        idf = self.learnt.idf(self._concept, self._background).astype(np.float32)
        self._matrix.data *= idf[self._matrix.indices]

    def _counts(self, documents: Sequence[Document], asked: Collection[str] | None) -> csr_matrix:
        """How often each concept stands in each of these calls, saturated."""
        told, lengths = zip(*map(self._told, documents), strict=True)
        counter = CountVectorizer(analyzer=iter, dtype=np.float64)
        try:
            phrases = counter.fit_transform(told)
        except ValueError:  # scikit-learn's word for texts without a single word
            return _nothing(len(documents), len(self._column))
        names = list(counter.get_feature_names_out())
        counts = (phrases @ self._meaning(names, asked)).tocsr()
        local = phrases @ np.array([name in self._local for name in names], dtype=np.float64)
        words = np.array(lengths)
        rows = np.repeat(np.arange(len(documents)), np.diff(counts.indptr))
        values = saturated(counts.data, words[rows] / self.mean_length) * _favour(local, words)[rows]
        return csr_matrix((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)

    def _meaning(self, phrases: Collection[str], asked: Collection[str] | None) -> csr_matrix:
        """Which concepts each phrase shows, as a matrix; numbers the concepts on the way."""
        rows, columns, weights = [], [], []
        for row, phrase in enumerate(phrases):
            for concept, weight in self.bridge.shown(phrase).items():
                if asked is None or concept in asked:
                    rows.append(row)
                    columns.append(self._column.setdefault(concept, len(self._column)))
                    weights.append(weight)
        return csr_matrix((weights, (rows, columns)), shape=(len(phrases), len(self._column)), dtype=np.float64)

    def _told(self, document: Document) -> tuple[list[str], int]:
        """What is counted of a call, its English phrases or the concepts of a Swedish text, and how many words it has,
        those of its title as often as they count: the same measure for both languages."""
        (title, heads), (text, words) = (
            self._read(part, document.language) for part in (document.title, document.text)
        )
        return title * TITLE_COUNTS + text, heads * TITLE_COUNTS + words

    def _read(self, text: str, language: str) -> tuple[list[str], int]:
        words = plain_words(text)
        if language in NORDIC | {SWEDISH}:
            return [hit.concept for hit in self.bridge.swedish(as_swedish(text))], len(words)
        return self.bridge.phrases(words), len(words)

    def concepts(self, document: Document) -> tuple[list[str], int]:
        """All concepts of a call, as often as they count, and its words, those of its title as often as they count."""
        phrases, length = self._told(document)
        return [concept for phrase in phrases for concept in self.bridge.meaning(phrase)], length

    def written(self, document: Document, concepts: Collection[str]) -> dict[str, str]:
        """How each of these concepts is written where the call first shows it."""
        text = document.title + "\n" + document.text
        if document.language not in NORDIC | {SWEDISH}:
            return self.bridge.first_places(text, concepts)
        hits = list(reversed(self.bridge.swedish(as_swedish(text))))
        near = {c: text[h.start : h.end] for h in hits for c in self.bridge.near(h.concept) if c in concepts}
        return {**near, **{h.concept: text[h.start : h.end] for h in hits if h.concept in concepts}}

    def weights(self, query: Query) -> dict[str, float]:
        """What an area asks for: concept → weight. Marks move what the area says; excluded words weigh nothing."""
        found = {concept: weight * query.kept for concept, weight in self.own_weights(query).items()}
        for concept, learnt in query.learnt.items():
            found[concept] = found.get(concept, 0.0) + learnt.weight
        barred = barred_concepts(self.bridge, query.excluded)
        return {concept: weight for concept, weight in found.items() if weight and concept not in barred}

    def asked(self, query: Query) -> float:
        """How much an area's own words ask for: long texts ask for more, and their raw scores are higher."""
        return sum(self.own_weights(query).values())

    def own_weights(self, query: Query) -> Mapping[str, float]:
        """What the area's own words weigh, whatever was learnt or excluded."""
        return self._said(query.title, query.text)

    @property
    def mean_length(self) -> float:
        """Words of a call in EU calls at large, those of the title as often as they count."""
        return self._background.length

    def rarity(self, concept: str) -> float:
        """How rare a concept is in EU calls at large, whatever calls are at hand."""
        return self._background.rarity(concept)

    def scores(self, queries: Sequence[Query]) -> np.ndarray:
        """Raw scores, a row a query and a column a document."""
        found = self.rows([self.weights(q) for q in queries]) @ self._matrix.T
        return np.asarray(found.toarray(), dtype=np.float64)

    def rows(self, areas: Iterable[Mapping[str, float]]) -> csr_matrix:
        """Areas as vectors over the concepts of the calls."""
        return vectors(areas, self._column)

    def best(self, rows: csr_matrix, most: int) -> list[dict[int, float]]:
        """For each area its best documents, at most so many, with their raw scores; none without a common concept."""
        found = sp_matmul_topn(rows, self._matrix.T.tocsr(), top_n=most, n_threads=THREADS)
        spans = pairwise(found.indptr)
        return [
            {int(i): float(v) for i, v in zip(found.indices[a:b], found.data[a:b], strict=True) if v > 0}
            for a, b in spans
        ]

    def shares(self, weights: Mapping[str, float], index: int) -> dict[str, float]:
        """What each concept of an area adds to the raw score of one document; the shares add up to it."""
        document = self._matrix[index]
        pairs = ((self._concept[c], value) for c, value in zip(document.indices, document.data, strict=True))
        return {c: float(weights[c] * value) for c, value in pairs if weights.get(c) and value}


def _nothing(rows: int, columns: int) -> csr_matrix:
    return csr_matrix(np.zeros((rows, columns), dtype=np.float32))


def _favour(local: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """What each call's score is multiplied by, at least 1: for the share of its words that name municipalities."""
    return np.asarray((1.0 + 100.0 * local / (lengths + LOCAL_START)) ** LOCAL_POWER)


def saturated(counts: np.ndarray, lengths: np.ndarray | float) -> np.ndarray:
    """Counts that grow ever slower and are tempered by the document's length (1: as long as the mean), as in BM25."""
    return np.asarray(counts * (SATURATION + 1) / (counts + SATURATION * (1 - LENGTH + LENGTH * lengths)))
