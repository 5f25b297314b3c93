"""When nothing may be handed over, and what a person decided about it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from db.tables.base import UtcDateTime, metadata

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("released", UtcDateTime),
    Column("released_by", Text),
    Column("choice", Text),
)
