"""What keeps links in force or takes them back: personal feeds, and the moment a person's signed links were revoked.

Contacts are named without a foreign key: what was revoked must stay so when they are put in anew.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from db.tables.base import UtcDateTime, metadata

feed_tokens = Table(
    "feed_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("contact_id", String, nullable=False),
    Column("sha256", String, nullable=False, unique=True),
    Column("made", UtcDateTime, nullable=False),
    Column("revoked", UtcDateTime),
)

link_revocations = Table(
    "link_revocations",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("contact_id", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
