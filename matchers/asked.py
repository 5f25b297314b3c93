"""What areas ask for, as rows over numbered concepts: prepared once, scored week after week."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.sparse import csr_matrix


def vectors(areas: Iterable[Mapping[str, float]], columns: dict[str, int], *, grow: bool = False) -> csr_matrix:
    """A row an area over ``columns``. A concept not yet there gets the next number with ``grow``, else is left out."""
    places, weights, ends = array("i"), array("f"), array("q", [0])
    for area in areas:
        for concept, weight in area.items():
            place = columns.setdefault(concept, len(columns)) if grow else columns.get(concept)
            if place is not None:
                places.append(place)
                weights.append(weight)
        ends.append(len(places))
    parts = (np.frombuffer(weights, dtype=np.float32), np.frombuffer(places, dtype=np.int32), np.array(ends))
    return csr_matrix(parts, shape=(len(ends) - 1, len(columns)))
