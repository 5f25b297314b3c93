"""What a source has announced of a call since it was published.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calls") as table:
        table.add_column(sa.Column("updates", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
