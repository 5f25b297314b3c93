"""Marks of relevance on calls, and an organisation's own limits of the bands.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("marked_by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone", MOMENT),
        sa.Column("undone_by", sa.String()),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_marks_call_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "area_id"],
            ["areas.organisation_id", "areas.id"],
            name="fk_marks_organisation_id_area_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_marks"),
    )
    op.create_index("ix_marks_call_id", "marks", ["call_id"])
    op.create_index("ix_marks_organisation_id_area_id_call_id", "marks", ["organisation_id", "area_id", "call_id"])
    op.create_table(
        "band_limits",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("strong", sa.Float(), nullable=False),
        sa.Column("possible", sa.Float(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_band_limits_organisation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_band_limits"),
    )


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
