"""Which calls say nearly the same as others, and of what state of the calls that is true."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, String, Table

from db.tables.base import metadata

call_neighbours = Table(
    "call_neighbours",
    metadata,
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    # As it was when the call was compared: every compared call has its row, so that a change is noticed.
    Column("content_hash", String, nullable=False),
    Column("others", JSON, nullable=False),
)
