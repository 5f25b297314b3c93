"""Pauses of relays and recipients, so that back-off outlives a restart.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "relay_pauses",
        sa.Column("relay", sa.String(), nullable=False),
        *_pause(),
        sa.PrimaryKeyConstraint("relay", name="pk_relay_pauses"),
    )
    op.create_table(
        "recipient_pauses",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        *_pause(),
        sa.PrimaryKeyConstraint("organisation_id", "address", name="pk_recipient_pauses"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_recipient_pauses_organisation_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")


def _pause() -> list[sa.Column[object]]:
    return [
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    ]
