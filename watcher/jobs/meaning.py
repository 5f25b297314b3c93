"""The sentence model as the jobs use it: what ``build`` chose, its vectors kept in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import db.vectors
from watcher.jobs.deps import Deps
from watcher.log import log

if TYPE_CHECKING:
    from matchers.encoder import Encoder, Vectors


class DatabaseStore:
    """Keeps vectors in half precision; every write is a transaction of its own, so that a killed run goes on."""

    def __init__(self, deps: Deps) -> None:
        self._database = deps.database

    def read(self, model: str, keys: Sequence[str]) -> Mapping[str, Vectors]:
        from matchers.encoder import from_bytes

        with self._database.read() as tx:
            found = db.vectors.read(tx, model, keys)
        return {key: from_bytes(raw) for key, raw in found.items()}

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        from matchers.encoder import to_bytes

        with self._database.write() as tx:
            db.vectors.add(tx, model, {key: to_bytes(vector) for key, vector in vectors.items()})


def read_encoder(deps: Deps) -> Encoder | None:
    """The sentence model, asked only for texts without a stored vector. None: words alone match.

    A model that is missing never stops the week's digests: the log says so, and ``status`` warns (``trouble``).
    """
    from matchers.encoder import KeptEncoder
    from matchers.errors import ModelMissing

    if deps.encoder is None:
        return None
    try:
        model = deps.encoder()
    except ModelMissing as error:
        log.warning("sentence_model_missing", reason=str(error))
        return None
    return KeptEncoder(model, DatabaseStore(deps), lambda done, total: deps.progress("encode", done, total))


def trouble(deps: Deps) -> tuple[str, ...]:
    """What a person must know when the chosen sentence model is missing, in Swedish."""
    from matchers.errors import ModelMissing

    try:
        if deps.encoder:
            deps.encoder()
    except ModelMissing as error:
        return (f"matchningen går på ord allena, fast inställningen matcher är hybrid: {error}",)
    return ()


def forget_others(deps: Deps, encoder: Encoder | None) -> None:
    """Drop the vectors of models no longer chosen."""
    if encoder:
        with deps.database.write() as tx:
            db.vectors.drop_others(tx, encoder.name)
