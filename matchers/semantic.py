"""How near each call's meaning is to each area's, by a sentence model; no word need be the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from matchers.bridge import Bridge, default_bridge
from matchers.encoder import Encoder, Vectors
from matchers.gloss import gloss
from matchers.model import Document, Query
from matchers.neutral import middle
from matchers.passages import bodies, under_title


class SemanticMatcher:
    """Fit on all calls, then ask for the scores of areas. The encoder decides what is kept of vectors, and where."""

    name = "semantic"

    def __init__(self, encoder: Encoder, bridge: Bridge | None = None) -> None:
        self._encoder = encoder
        self._bridge = bridge or default_bridge()
        self._known: dict[str, Vectors] = {}

    def fit(self, documents: Sequence[Document]) -> None:
        """Read every call's passages. An empty list is allowed: then nothing matches."""
        self._bodies = [bodies(d.text) for d in documents]
        parts = [under_title(d.title, found) for d, found in zip(documents, self._bodies, strict=True)]
        self._texts = [text for found in parts for text in found]
        self._starts = np.cumsum([0, *map(len, parts)])
        unique = list(dict.fromkeys(self._texts))
        place = {text: i for i, text in enumerate(unique)}
        self._vectors: Vectors = self._encoder.encode(unique)
        self._rows = np.array([place[text] for text in self._texts], dtype=np.intp)

    def scores(self, queries: Sequence[Query]) -> np.ndarray:
        """A row a query and a column a call: nearest passage + mean of the passages + title. 0 is like neutral text."""
        if not queries or len(self._starts) == 1:
            return np.zeros((len(queries), len(self._starts) - 1))
        near = self._near(queries)
        heads = self._starts[:-1]
        nearest = np.maximum.reduceat(near, heads, axis=1)
        mean = np.add.reduceat(near, heads, axis=1) / np.diff(self._starts)
        return np.asarray(nearest + mean + near[:, heads], dtype=np.float64)

    def nearest(self, query: Query, index: int) -> str:
        """The passage of a call that is nearest to an area, as the call writes it; the title where it has no other."""
        start, end = int(self._starts[index]), int(self._starts[index + 1])
        near = self._asked([query])[0] @ self._vectors[self._rows[start + 1 : end]].T
        return self._bodies[index][int(np.argmax(near))] if near.size else self._texts[start]

    @cached_property
    def _neutral(self) -> Vectors:
        return middle(self._encoder)

    def _near(self, queries: Sequence[Query]) -> Vectors:
        """How much nearer each passage is than neutral text."""
        asked = self._asked(queries)
        return np.asarray((asked @ self._vectors.T)[:, self._rows] - (asked @ self._neutral)[:, None])

    def _asked(self, queries: Sequence[Query]) -> Vectors:
        """What areas ask for, in Swedish and word for word in English: the middle of both."""
        glossed = [Query(q.id, gloss(self._bridge, q.title), gloss(self._bridge, q.text)) for q in queries]
        own, english = (self._encoded([asked(q) for q in found]) for found in (queries, glossed))
        return np.asarray((own + english) / 2, dtype=np.float32)

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        """The vectors of areas; a text is encoded once."""
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            self._known |= zip(new, self._encoder.encode(new, query=True), strict=True)
        return np.array([self._known[t] for t in texts], dtype=np.float32)


def asked(query: Query) -> str:
    """An area as the model reads it: its title and its text."""
    return f"{query.title.strip()}. {query.text.strip()}" if query.title.strip() else query.text.strip()
