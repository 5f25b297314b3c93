"""Applications, projects and other international work.

Departments are named without foreign keys: what was done must outlive a reorganisation. ``removed`` hides a row that
was registered by mistake; nothing is deleted.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata


def _money() -> list[Column[object]]:
    return [
        Column("currency", String, nullable=False),
        Column("total", BigInteger),
        Column("grant", BigInteger),
        Column("own", BigInteger),
        Column("eu_rate", Float),
        Column("national_rate", Float),
        Column("own_rate", Float),
    ]


def _whose() -> list[Column[object]]:
    return [
        Column("id", Integer, primary_key=True),
        Column("organisation_id", ForeignKey("organisations.id"), nullable=False, index=True),
        Column("department_id", String, nullable=False),
        Column("title", Text, nullable=False),
        Column("registered", UtcDateTime, nullable=False),
        Column("registered_by", Text, nullable=False),
        Column("removed", Boolean, nullable=False),
    ]


applications = Table(
    "applications",
    metadata,
    *_whose(),
    Column("state", String, nullable=False),
    Column("submitted", Date),
    Column("decided", Date),
    Column("programme", String),
    Column("kind", String, nullable=False),
    Column("call_id", ForeignKey("calls.id"), index=True),
    Column("consideration_id", ForeignKey("considerations.id"), unique=True),
    Column("reference", Text, nullable=False),
    Column("note", Text, nullable=False),
    *_money(),
)

projects = Table(
    "projects",
    metadata,
    *_whose(),
    Column("kind", String, nullable=False),
    Column("part", String),
    Column("programme", String),
    Column("call_id", ForeignKey("calls.id"), index=True),
    Column("application_id", ForeignKey("applications.id"), unique=True),
    Column("partners", JSON, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("ended", Boolean, nullable=False),
    Column("reference", Text, nullable=False),
    Column("results", Text, nullable=False),
    Column("links", JSON, nullable=False),
    *_money(),
)

activities = Table(
    "activities",
    metadata,
    *_whose(),
    Column("kind", String, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date),
    Column("place", Text, nullable=False),
    Column("partners", JSON, nullable=False),
    Column("results", Text, nullable=False),
)

work_changes = Table(
    "work_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("table", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("field", String, nullable=False),
    Column("old", JSON),
    Column("new", JSON),
    Index("ix_work_changes_table_row_id", "table", "row_id"),
)
"""What was changed in a row of the tables above, by whom."""
