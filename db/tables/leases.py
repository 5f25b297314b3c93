"""Who may do a thing that only one process should do at a time, and until when."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from db.tables.base import UtcDateTime, metadata

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("taken", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
