"""The first tables: organisations, sources, calls, matches, digests and leases.

Revision ID: 0001
Revises: none
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Spelled out here and not imported from the tables: what this version made must not change when the code does.
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _organisation()
    _departments()
    _contacts()
    _sources()
    _crawls()
    _calls()
    _sightings()
    _matches()
    _digest_runs()
    _mails()


def downgrade() -> None:
    raise NotImplementedError("versions are only left by restoring a backup: going down would lose what was stored")


def _organisation() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("coordinator_name", sa.Text()),
        sa.Column("coordinator_email", sa.Text()),
        sa.Column("orgnr", sa.String()),
        sa.Column("pic", sa.String()),
        sa.Column("region", sa.String()),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )


def _departments() -> None:
    op.create_table(
        "departments",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_departments_organisation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_departments"),
    )
    op.create_table(
        "areas",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("department_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "department_id"],
            ["departments.organisation_id", "departments.id"],
            name="fk_areas_organisation_id_department_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_areas"),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("deputy_name", sa.Text()),
        sa.Column("deputy_email", sa.Text()),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_contacts_organisation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_contacts"),
    )
    op.create_table(
        "department_contacts",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("department_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contacts.organisation_id", "contacts.id"],
            name="fk_department_contacts_organisation_id_contact_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "department_id"],
            ["departments.organisation_id", "departments.id"],
            name="fk_department_contacts_organisation_id_department_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "department_id", "contact_id", name="pk_department_contacts"),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String()),
        sa.Column("last_attempt", MOMENT),
        sa.Column("last_success", MOMENT),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )


def _crawls() -> None:
    op.create_table(
        "crawls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("finished", MOMENT, nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("undated", sa.Integer(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_crawls"),
    )
    op.create_index("ix_crawls_source_id_id", "crawls", ["source_id", "id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("taken", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("namespace", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("folded_key", sa.String(), nullable=False),
        sa.Column("folded_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("programme", sa.String()),
        sa.Column("action_type", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opening", sa.Date()),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("budget_total", sa.BigInteger()),
        sa.Column("budget_minimum", sa.BigInteger()),
        sa.Column("budget_maximum", sa.BigInteger()),
        sa.Column("expected_grants", sa.BigInteger()),
        sa.Column("rate", sa.Integer()),
        sa.Column("eligibility", sa.Text(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("call_title", sa.Text(), nullable=False),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("closes_at", MOMENT),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("gone_since", MOMENT),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("folded_key", name="uq_calls_folded_key"),
    )
    op.create_index("ix_calls_closes_at", "calls", ["closes_at"])
    op.create_index("ix_calls_folded_id", "calls", ["folded_id"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("raw_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_sightings_call_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "call_id", name="pk_sightings"),
    )
    op.create_index("ix_sightings_call_id", "sightings", ["call_id"])
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_revisions_call_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("ix_revisions_at", "revisions", ["at"])
    op.create_index("ix_revisions_call_id_id", "revisions", ["call_id", "id"])


def _matches() -> None:
    op.create_table(
        "matches",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_matches_call_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "area_id"],
            ["areas.organisation_id", "areas.id"],
            name="fk_matches_organisation_id_area_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "area_id", "call_id", name="pk_matches"),
    )
    op.create_index("ix_matches_call_id", "matches", ["call_id"])
    op.create_table(
        "match_states",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_match_states_organisation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_match_states"),
    )


def _digest_runs() -> None:
    op.create_table(
        "digest_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("opened", MOMENT, nullable=False),
        sa.Column("finished", MOMENT),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_digest_runs_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_runs"),
        sa.UniqueConstraint("organisation_id", "kind", "key", name="uq_digest_runs_organisation_id_kind_key"),
    )


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("sent", MOMENT),
        sa.Column("owner", sa.String()),
        sa.Column("claimed_until", MOMENT),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_mails_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint(
            "organisation_id", "contact_id", "kind", "key", name="uq_mails_organisation_id_contact_id_kind_key"
        ),
    )
    op.create_index("ix_mails_state", "mails", ["state"])
    op.create_table(
        "announcements",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_announcements_call_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_announcements_mail_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_announcements_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "contact_id", "kind", "call_id", "ref", name="pk_announcements"),
    )
    op.create_index("ix_announcements_mail_id", "announcements", ["mail_id"])
