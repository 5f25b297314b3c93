"""What stored matches were made from, so that a new week scores only what is new or changed. Matches are made anew.

Revision ID: 0016
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM match_states")
    with op.batch_alter_table("match_states") as table:
        table.drop_column("fingerprint")
        table.add_column(sa.Column("basis", sa.String(), nullable=False))
        table.add_column(sa.Column("calls", sa.JSON(), nullable=False))
        table.add_column(sa.Column("learnt_calls", sa.Integer(), nullable=False))
        table.add_column(sa.Column("concepts", sa.JSON(), nullable=False))
        table.add_column(sa.Column("moved", sa.Integer(), nullable=False))


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
