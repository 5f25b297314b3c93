"""Departments' considerations of calls, and every stand that was taken.

Departments and contacts are named without foreign keys: what somebody decided must outlive a reorganisation.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from db.tables.base import UtcDateTime, metadata

considerations = Table(
    "considerations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False),
    Column("department_id", String, nullable=False),
    Column("call_id", ForeignKey("calls.id"), nullable=False, index=True),
    Column("cutoff", String, nullable=False),
    Column("opened", UtcDateTime, nullable=False),
    Column("due", Date, nullable=False),
    Column("stand", String, nullable=False),
    Column("grounds", String),
    Column("note", Text, nullable=False),
    Column("owner", String),
    Column("taken", UtcDateTime),
    UniqueConstraint("organisation_id", "department_id", "call_id", "cutoff"),
)

stands_taken = Table(
    "stands_taken",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("consideration_id", ForeignKey("considerations.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("via", String, nullable=False),
    Column("stand", String, nullable=False),
    Column("grounds", String),
    Column("note", Text, nullable=False),
    Column("owner", String),
    Column("undoes", ForeignKey("stands_taken.id")),
    Index("ix_stands_taken_consideration_id_id", "consideration_id", "id"),
)
