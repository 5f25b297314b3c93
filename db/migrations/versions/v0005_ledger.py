"""The ledger: why runs and mails are as they are, what was not told after all, holds, and whom not to write to.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("digest_runs", sa.Column("reason", sa.Text()))
    op.add_column("mails", sa.Column("note", sa.Text()))
    op.add_column("mails", sa.Column("counts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("announcements", sa.Column("void", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Until now what a mail told was told, whatever became of the mail: those that never left are news again.
    op.execute(
        "UPDATE announcements SET void = true "
        "WHERE mail_id IN (SELECT id FROM mails WHERE state IN ('failed', 'skipped'))"
    )
    _holds()
    _standings()


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("released", MOMENT),
        sa.Column("released_by", sa.Text()),
        sa.Column("choice", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )


def _standings() -> None:
    op.create_table(
        "contact_standings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_contact_standings_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact_standings"),
    )
    op.create_index("ix_contact_standings_organisation_id", "contact_standings", ["organisation_id"])
