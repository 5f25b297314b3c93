"""Digest runs, mails and what each contact has been told. The unique keys are what prevents doubles.

Contacts are named without a foreign key: what somebody was sent must outlive their place in the organisation.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

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
    # Why the period got no digest of its own; null for one that did.
    Column("reason", Text),
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
    Column("reason", Text),
    Column("created", UtcDateTime, nullable=False),
    Column("sent", UtcDateTime),
    Column("owner", String),
    Column("claimed_until", UtcDateTime),
    # What a person should know of this mail for ever: what it folds in, who asked for it twice.
    Column("note", Text),
    Column("counts", JSON, nullable=False, server_default=text("'{}'")),
    UniqueConstraint("organisation_id", "contact_id", "kind", "key"),
)

mail_bodies = Table(
    "mail_bodies",
    metadata,
    Column("mail_id", ForeignKey("mails.id"), primary_key=True, autoincrement=False),
    Column("message", LargeBinary, nullable=False),
    Column("html", Text, nullable=False),
)
"""What a mail says, frozen. Apart from its state, which changes twice: SQLite writes a row that grows anew, whole."""

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
    # The mail never reached anybody: the next one may tell this again, and then takes the row over.
    Column("void", Boolean, nullable=False, server_default=false()),
)
