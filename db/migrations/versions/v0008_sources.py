"""What Swedish sources say of a call: shares of the costs, regions, when it opens; and looks at topics' own files.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("shares", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("calls", sa.Column("opening_words", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("calls", sa.Column("swedish_title", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("calls", sa.Column("regions", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "topic_details",
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("checked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_modified", sa.Text()),
        sa.Column("filled", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
