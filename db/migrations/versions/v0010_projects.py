"""Applications, projects and other international work.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Spelled out here and not imported from the tables: what this version made must not change when the code does.
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _applications()
    _projects()
    _activities()
    op.create_table(
        "work_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.JSON()),
        sa.Column("new", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_work_changes"),
    )
    op.create_index("ix_work_changes_table_row_id", "work_changes", ["table", "row_id"])


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")


def _whose() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("department_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("registered", MOMENT, nullable=False),
        sa.Column("registered_by", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
    )


def _money() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("total", sa.BigInteger()),
        sa.Column("grant", sa.BigInteger()),
        sa.Column("own", sa.BigInteger()),
        sa.Column("eu_rate", sa.Float()),
        sa.Column("national_rate", sa.Float()),
        sa.Column("own_rate", sa.Float()),
    )


def _keys(table: str, **foreign: str) -> tuple[sa.Constraint, ...]:
    keys = {"organisation_id": "organisations", **foreign}
    return (
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(sa.ForeignKeyConstraint([c], [f"{other}.id"], name=f"fk_{table}_{c}") for c, other in keys.items()),
    )


def _applications() -> None:
    op.create_table(
        "applications",
        *_whose(),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted", sa.Date()),
        sa.Column("decided", sa.Date()),
        sa.Column("programme", sa.String()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer()),
        sa.Column("consideration_id", sa.Integer()),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_money(),
        *_keys("applications", call_id="calls", consideration_id="considerations"),
        sa.UniqueConstraint("consideration_id", name="uq_applications_consideration_id"),
    )
    op.create_index("ix_applications_organisation_id", "applications", ["organisation_id"])
    op.create_index("ix_applications_call_id", "applications", ["call_id"])


def _projects() -> None:
    op.create_table(
        "projects",
        *_whose(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("part", sa.String()),
        sa.Column("programme", sa.String()),
        sa.Column("call_id", sa.Integer()),
        sa.Column("application_id", sa.Integer()),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("start", sa.Date()),
        sa.Column("end", sa.Date()),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        *_money(),
        *_keys("projects", call_id="calls", application_id="applications"),
        sa.UniqueConstraint("application_id", name="uq_projects_application_id"),
    )
    op.create_index("ix_projects_organisation_id", "projects", ["organisation_id"])
    op.create_index("ix_projects_call_id", "projects", ["call_id"])


def _activities() -> None:
    op.create_table(
        "activities",
        *_whose(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date()),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        *_keys("activities"),
    )
    op.create_index("ix_activities_organisation_id", "activities", ["organisation_id"])
