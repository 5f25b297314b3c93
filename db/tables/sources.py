"""What is remembered of each source, and every crawl of it."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", String),
    Column("last_attempt", UtcDateTime),
    Column("last_success", UtcDateTime),
    Column("rows", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("error", Text),
    Column("notes", JSON, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)

crawls = Table(
    "crawls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("started", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("stale", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("undated", Integer, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("error", Text),
    Index("ix_crawls_source_id_id", "source_id", "id"),
)
