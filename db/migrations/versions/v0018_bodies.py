"""What a mail says apart from what becomes of it: the bodies never change, the state does twice a mail.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_bodies",
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_mail_bodies_mail_id"),
        sa.PrimaryKeyConstraint("mail_id", name="pk_mail_bodies"),
    )
    op.execute("INSERT INTO mail_bodies (mail_id, message, html) SELECT id, message, html FROM mails")
    # Dropped where they are: a table made anew would take the rows that point to it with it.
    op.execute("ALTER TABLE mails DROP COLUMN message")
    op.execute("ALTER TABLE mails DROP COLUMN html")


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")
