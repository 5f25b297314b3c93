"""The municipality: its departments, their development areas and the people who get the digests."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, ForeignKeyConstraint, Integer, String, Table, Text

from db.tables.base import UtcDateTime, metadata

organisations = Table(
    "organisations",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("locale", String, nullable=False),
    Column("coordinator_name", Text),
    Column("coordinator_email", Text),
    Column("orgnr", String),
    Column("pic", String),
    Column("region", String),
    Column("created", UtcDateTime, nullable=False),
    Column("updated", UtcDateTime, nullable=False),
)

departments = Table(
    "departments",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successor", String),
    Column("position", Integer, nullable=False),
)

areas = Table(
    "areas",
    metadata,
    Column("organisation_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("department_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("excluded", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "department_id"], ["departments.organisation_id", "departments.id"], ondelete="CASCADE"
    ),
)

contacts = Table(
    "contacts",
    metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("deputy_name", Text),
    Column("deputy_email", Text),
    Column("locale", String, nullable=False),
    Column("frequency", String, nullable=False),
)

department_contacts = Table(
    "department_contacts",
    metadata,
    Column("organisation_id", String, primary_key=True),
    Column("department_id", String, primary_key=True),
    Column("contact_id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "department_id"], ["departments.organisation_id", "departments.id"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(
        ["organisation_id", "contact_id"], ["contacts.organisation_id", "contacts.id"], ondelete="CASCADE"
    ),
)

meetings = Table(
    "meetings",
    metadata,
    Column("organisation_id", String, primary_key=True),
    Column("department_id", String, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("papers", Date, nullable=False),
    ForeignKeyConstraint(
        ["organisation_id", "department_id"], ["departments.organisation_id", "departments.id"], ondelete="CASCADE"
    ),
)
