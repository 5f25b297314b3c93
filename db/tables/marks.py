"""What people taught the matcher: marks on calls, and an organisation's own limits of the bands."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table

from db.tables.base import UtcDateTime, metadata

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", String, nullable=False),
    Column("area_id", String, nullable=False),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("relevant", Boolean, nullable=False),
    Column("marked_by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undone", UtcDateTime),
    Column("undone_by", String),
    ForeignKeyConstraint(["organisation_id", "area_id"], ["areas.organisation_id", "areas.id"], ondelete="CASCADE"),
    Index(None, "organisation_id", "area_id", "call_id"),
)

band_limits = Table(
    "band_limits",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("strong", Float, nullable=False),
    Column("possible", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
