"""Whom not to try again yet: relays that do not take mail, and recipients whose servers answered "later"."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata

relay_pauses = Table(
    "relay_pauses",
    metadata,
    Column("relay", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
)

recipient_pauses = Table(
    "recipient_pauses",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True),
    Column("address", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
)
