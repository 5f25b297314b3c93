"""Whom not to write to, and why: a history that only grows.

Contacts are named without a foreign key: who asked not to be written to must stay so when they are put in anew.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata

contact_standings = Table(
    "contact_standings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("contact_id", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", Date),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
)
