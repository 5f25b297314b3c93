"""Every sighting with its own key and facts, what it is recognised by, what people decided, and merged calls.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("calls", sa.Column("merged_into", sa.Integer()))
    op.create_index("ix_calls_merged_into", "calls", ["merged_into"])
    op.add_column("calls", sa.Column("origins", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("calls", sa.Column("disputes", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    _sightings()
    _beside_sightings()


def _sightings() -> None:
    """A new table with the rows of the old one: SQLite cannot give a table another primary key."""
    op.execute("CREATE TABLE sightings_before AS SELECT * FROM sightings")
    op.drop_table("sightings")
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("namespace", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("folded_key", sa.String(), nullable=False),
        sa.Column("folded_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("raw_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("clues", sa.JSON()),
        sa.Column("said", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_sightings_call_id", ondelete="CASCADE"),
        sa.UniqueConstraint("source_id", "folded_key", name="uq_sightings_source_id_folded_key"),
    )
    op.create_index("ix_sightings_call_id", "sightings", ["call_id"])
    op.create_index("ix_sightings_folded_id", "sightings", ["folded_id"])
    op.execute(
        "INSERT INTO sightings (source_id, namespace, external_id, folded_key, folded_id, call_id, raw_hash, "
        "content_hash, missed, first_seen, last_seen) "
        "SELECT b.source_id, c.namespace, c.external_id, c.folded_key, c.folded_id, b.call_id, b.raw_hash, "
        "b.content_hash, b.missed, b.first_seen, b.last_seen "
        "FROM sightings_before b JOIN calls c ON c.id = b.call_id ORDER BY b.call_id, b.source_id"
    )
    op.drop_table("sightings_before")


def _beside_sightings() -> None:
    op.create_table(
        "sighting_tokens",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("sighting_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token", "sighting_id", name="pk_sighting_tokens"),
        _sighting("sighting_tokens", "sighting_id"),
    )
    op.create_index("ix_sighting_tokens_sighting_id", "sighting_tokens", ["sighting_id"])
    op.create_table(
        "sighting_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sighting_decisions"),
        _sighting("sighting_decisions", "lower_id"),
        _sighting("sighting_decisions", "upper_id"),
    )
    for column in ("lower_id", "upper_id"):
        op.create_index(f"ix_sighting_decisions_{column}", "sighting_decisions", [column])
    op.create_table(
        "call_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_moves"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_call_moves_call_id", ondelete="CASCADE"),
    )
    op.create_index("ix_call_moves_call_id", "call_moves", ["call_id"])
    op.create_table(
        "merge_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merge_states"),
    )


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")


def _sighting(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["sightings.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
