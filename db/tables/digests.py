"""Digest runs, mails and what each contact has been told. The unique keys are what prevents doubles.

Contacts are named without a foreign key: what somebody was sent must outlive their place in the organisation.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from db.tables.base import UtcDateTime, metadata

digest_runs = Table(
    "digest_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("opened", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
    Column("counts", JSON, nullable=False),
    UniqueConstraint("organisation_id", "kind", "key"),
)

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False),
    Column("contact_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("html", Text, nullable=False),
    Column("reason", Text),
    Column("created", UtcDateTime, nullable=False),
    Column("sent", UtcDateTime),
    Column("owner", String),
    Column("claimed_until", UtcDateTime),
    UniqueConstraint("organisation_id", "contact_id", "kind", "key"),
)

announcements = Table(
    "announcements",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True),
    Column("contact_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("call_id", ForeignKey("calls.id"), primary_key=True),
    Column("ref", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("mail_id", ForeignKey("mails.id"), nullable=False, index=True),
)
