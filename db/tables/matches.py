"""Matches of calls with development areas, and what they were computed from."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, ForeignKeyConstraint, Integer, String, Table

from db.tables.base import UtcDateTime, metadata

matches = Table(
    "matches",
    metadata,
    Column("organisation_id", String, primary_key=True),
    Column("area_id", String, primary_key=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("score", Float, nullable=False),
    Column("band", String, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["organisation_id", "area_id"], ["areas.organisation_id", "areas.id"], ondelete="CASCADE"),
)

match_states = Table(
    "match_states",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("basis", String, nullable=False),
    Column("calls", JSON, nullable=False),
    Column("learnt_calls", Integer, nullable=False),
    Column("concepts", JSON, nullable=False),
    Column("moved", Integer, nullable=False),
)
