"""Calls that say nearly the same: published again, siblings under one heading, stages of one topic.

Plain words are compared, not concepts: what differs between siblings is often a name that no term list holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import TfidfVectorizer

from matchers.model import TITLE_COUNTS, Document

LEAST = 0.9
"""The cosine above which two calls are shown as one line. They stay separate calls."""
LEAST_WORDS = 6
"""Different words a call must have to be compared: two calls named *Open topic*, without a text, are no siblings."""
_WORD = r"(?u)\b[^\W\d_]{2,}\b"
BLOCK = 256
PAIRS = 10_000
"""Calls looked at, and pairs compared, at a time: keeps what 20,000 calls need small."""


def neighbours(documents: Sequence[Document], least: float = LEAST) -> Mapping[str, tuple[str, ...]]:
    """The near-duplicates of each call that has any, nearest first; equals in the order given.

    Symmetric: when A is near B, B is near A. Calls of fewer than ``LEAST_WORDS`` words are near nothing.
    """
    vectors = _vectors(documents)
    heads = _heads(vectors, least)
    ids = [d.id for d in documents]
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for start in range(0, len(ids), BLOCK):
        left, right = (heads[start : start + BLOCK] @ heads.T).nonzero()
        left, right = left[left + start < right] + start, right[left + start < right]
        for at in range(0, len(left), PAIRS):
            rows, columns = left[at : at + PAIRS], right[at : at + PAIRS]
            cosines = np.asarray(vectors[rows].multiply(vectors[columns]).sum(axis=1)).ravel()
            for k in np.flatnonzero(cosines > least):
                near[int(rows[k])].append((-cosines[k], int(columns[k])))
                near[int(columns[k])].append((-cosines[k], int(rows[k])))
    return {ids[i]: tuple(ids[j] for _, j in sorted(near[i])) for i in sorted(near)}


def _heads(vectors: csr_matrix, least: float) -> csr_matrix:
    """Of each call the rarest words, up to where the others can no longer make a cosine above ``least`` by themselves.

    Two calls nearer than ``least`` share one of these: the rarest word they share is among them in both, since all
    they share would otherwise lie in a rest too short for that cosine. So only such pairs need comparing.
    """
    order = np.argsort(np.bincount(vectors.indices, minlength=vectors.shape[1]), kind="stable")
    ranked = csr_matrix(vectors[:, order])
    ranked.sort_indices()
    squares = np.square(ranked.data)
    before = np.concatenate([[0.0], np.cumsum(squares)])
    at_start = np.repeat(before[ranked.indptr[:-1]], np.diff(ranked.indptr))
    kept = before[:-1] - at_start <= 1 - least**2
    heads = csr_matrix((kept.astype(np.float64), ranked.indices, ranked.indptr), shape=ranked.shape)
    heads.eliminate_zeros()
    return heads


def _vectors(documents: Sequence[Document]) -> csr_matrix:
    """Unit vectors of words; the title counts as in matching. Years and numbers do not tell siblings apart."""
    texts = [f"{d.title}\n" * TITLE_COUNTS + d.text for d in documents]
    try:
        words = TfidfVectorizer(sublinear_tf=True, stop_words="english", token_pattern=_WORD)
        vectors = csr_matrix(words.fit_transform(texts))
    except ValueError:  # scikit-learn's word for texts without a single word
        return csr_matrix((len(texts), 1))
    telling = np.diff(vectors.indptr) >= LEAST_WORDS
    return csr_matrix(diags(telling.astype(np.float64)) @ vectors)
