"""What a sentence model made of texts, by the text's hash and the model: calls are everybody's, so no organisation."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, String, Table

from db.tables.base import metadata

vectors = Table(
    "vectors",
    metadata,
    Column("model", String, primary_key=True),
    Column("key", String(64), primary_key=True),
    # Half precision, little-endian: two bytes a dimension.
    Column("vector", LargeBinary, nullable=False),
)
