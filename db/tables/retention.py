"""The municipality's decisions on weeding out (gallringsbeslut), and what was weeded out by them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata

retention_decisions = Table(
    "retention_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    # Null takes the decision before it back.
    Column("months", Integer),
    Column("reference", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
)
"""A history that only grows: the newest of a kind is in force."""

weedings = Table(
    "weedings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("reference", Text, nullable=False),
    Column("before", UtcDateTime, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
