"""Calls that say nearly the same: published again, siblings under one heading, stages of one topic.

Plain words are compared, not concepts: what differs between siblings is often a name that no term list holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from matchers.model import TITLE_COUNTS, Document

LEAST = 0.9
"""The cosine above which two calls are shown as one line. They stay separate calls."""
BLOCK = 256
"""Calls compared with all others at a time: keeps the products of 20,000 calls small."""


def neighbours(documents: Sequence[Document], least: float = LEAST) -> Mapping[str, tuple[str, ...]]:
    """The near-duplicates of each call that has any, nearest first; equals in the order given.

    Symmetric: when A is near B, B is near A. Calls without a word are near nothing.
    """
    vectors = _vectors(documents)
    ids = [d.id for d in documents]
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(ids), BLOCK):
        products = (vectors[start : start + BLOCK] @ vectors.T).tocsr()
        for row in range(products.shape[0]):
            line = products[row]
            near = [(-cosine, j) for j, cosine in zip(line.indices, line.data, strict=True) if cosine > least]
            others = tuple(ids[j] for _, j in sorted(near) if j != start + row)
            if others:
                found[ids[start + row]] = others
    return found


def _vectors(documents: Sequence[Document]) -> csr_matrix:
    """Unit vectors of words; the title counts as in matching."""
    texts = [f"{d.title}\n" * TITLE_COUNTS + d.text for d in documents]
    try:
        return csr_matrix(TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts))
    except ValueError:  # scikit-learn's word for texts without a single word
        return csr_matrix((len(texts), 1))
