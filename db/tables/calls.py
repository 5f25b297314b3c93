"""Calls, who has seen them, and what changed in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from db.tables.base import UtcDateTime, metadata

calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("namespace", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("folded_key", String, nullable=False, unique=True),
    Column("folded_id", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("summary", Text, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("programme", String),
    Column("action_type", String),
    Column("status", String, nullable=False),
    Column("opening", Date),
    Column("deadlines", JSON, nullable=False),
    Column("currency", String, nullable=False),
    Column("budget_total", BigInteger),
    Column("budget_minimum", BigInteger),
    Column("budget_maximum", BigInteger),
    Column("expected_grants", BigInteger),
    Column("rate", Integer),
    Column("shares", JSON, nullable=False, server_default=text("'{}'")),
    Column("eligibility", Text, nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("call_title", Text, nullable=False),
    Column("swedish_title", Text, nullable=False, server_default=text("''")),
    Column("opening_words", Text, nullable=False, server_default=text("''")),
    Column("regions", JSON, nullable=False, server_default=text("'[]'")),
    Column("updates", JSON, nullable=False, server_default=text("'[]'")),
    Column("unread", JSON, nullable=False),
    Column("content_hash", String, nullable=False),
    # The end of the latest deadline: computed by the caller, so that the rules of time stay in one place.
    Column("closes_at", UtcDateTime, index=True),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("gone_since", UtcDateTime),
    # Stored when its source was taken in with its backlog: matched, but never announced as new.
    Column("backlog", Boolean, nullable=False),
    # The call that this one turned out to be the same as: then nothing lists it, and its folded key is "=" and its id,
    # so that the other may have the key. Kept, so that parting them again gives it back with all that was its own.
    Column("merged_into", Integer, index=True),
    Column("origins", JSON, nullable=False, server_default=text("'{}'")),
    Column("disputes", JSON, nullable=False, server_default=text("'[]'")),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    # No foreign key: sources.toml rules which sources there are, and a removed one keeps its calls.
    Column("source_id", String, nullable=False),
    Column("namespace", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("folded_key", String, nullable=False),
    Column("folded_id", String, nullable=False, index=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("raw_hash", String, nullable=False),
    # What this source last said, which may differ from the call's own where two sources show one call.
    Column("content_hash", String, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    # Null until they are looked for, as in rows from before there were any.
    Column("clues", JSON(none_as_null=True)),
    # The source's own facts; null where they are the call's, as they are of a call that one source shows.
    Column("said", JSON(none_as_null=True)),
    UniqueConstraint("source_id", "folded_key"),
)

sighting_tokens = Table(
    "sighting_tokens",
    metadata,
    Column("token", String, primary_key=True),
    Column("sighting_id", ForeignKey("sightings.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""What sightings of one call have in common at least one of: how they find each other."""

sighting_decisions = Table(
    "sighting_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lower_id", ForeignKey("sightings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("upper_id", ForeignKey("sightings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("together", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""What somebody decided of two sightings; the latest about a pair is in force, the others are its history."""

call_moves = Table(
    "call_moves",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("table", String, nullable=False),
    Column("key", JSON, nullable=False),
)
"""Rows of other tables that followed a merged call, so that they can go back with it."""

merge_states = Table(
    "merge_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False),
)
"""By which rules and which order of trust all calls were last merged: one row."""

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
    Column("source_id", String, nullable=False),
    Column("field", String, nullable=False),
    Column("old", JSON, nullable=False),
    Column("new", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index("ix_revisions_call_id_id", "call_id", "id"),
)

topic_details = Table(
    "topic_details",
    metadata,
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("checked", UtcDateTime, nullable=False),
    Column("last_modified", Text),
    # Whether the look filled anything in: if so and the call lacks it again, the file is needed whole.
    Column("filled", Boolean, nullable=False),
)
