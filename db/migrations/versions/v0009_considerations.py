"""Considerations and the stands taken.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Spelled out here and not imported from the tables: what this version made must not change when the code does.
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "considerations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("department_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("cutoff", sa.String(), nullable=False),
        sa.Column("opened", MOMENT, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("stand", sa.String(), nullable=False),
        sa.Column("grounds", sa.String()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("taken", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_considerations"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_considerations_organisation_id"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_considerations_call_id"),
        sa.UniqueConstraint(
            "organisation_id",
            "department_id",
            "call_id",
            "cutoff",
            name="uq_considerations_organisation_id_department_id_call_id_cutoff",
        ),
    )
    op.create_index("ix_considerations_call_id", "considerations", ["call_id"])
    op.create_table(
        "stands_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consideration_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("stand", sa.String(), nullable=False),
        sa.Column("grounds", sa.String()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("undoes", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_stands_taken"),
        sa.ForeignKeyConstraint(["consideration_id"], ["considerations.id"], name="fk_stands_taken_consideration_id"),
        sa.ForeignKeyConstraint(["undoes"], ["stands_taken.id"], name="fk_stands_taken_undoes"),
    )
    op.create_index("ix_stands_taken_consideration_id_id", "stands_taken", ["consideration_id", "id"])


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
