"""What Swedish sources say of a call: shares of the costs, regions, and when it opens where no day is given.

Revision ID: 0008
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("shares", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("calls", sa.Column("opening_words", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("calls", sa.Column("regions", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
