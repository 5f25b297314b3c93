"""Which columns hold personal data. Every column of text, JSON or bytes is here, as personal or as plain: a test
compares with the schema, so that nobody adds one without thinking of it. Numbers, moments and booleans say something of
a person only through the row that names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import JSON, LargeBinary, MetaData, String

from db.privacyrecords import DataKind, Personal, Role

_ID, _ADDRESS, _NAME, _BY = Role.ID, Role.ADDRESS, Role.NAME, Role.BY
_TEXT, _BODY = Role.TEXT, Role.BODY


def _of(kind: DataKind, table: str, *columns: tuple[str, Role] | tuple[str, Role, str]) -> Iterator[Personal]:
    for name, role, *group in columns:
        yield Personal(table, name, role, kind, str(group[0]) if group else "")


_REGISTERED = (("title", _TEXT), ("registered_by", _BY))

PERSONAL: tuple[Personal, ...] = (
    *_of(DataKind.CONTACTS, "organisations", ("coordinator_name", _NAME), ("coordinator_email", _ADDRESS)),
    *_of(DataKind.CONTACTS, "contacts", ("id", _ID), ("name", _NAME), ("email", _ADDRESS),
         ("deputy_name", _NAME, "deputy"), ("deputy_email", _ADDRESS, "deputy")),
    *_of(DataKind.CONTACTS, "department_contacts", ("contact_id", _ID)),
    *_of(DataKind.LINKS, "feed_tokens", ("contact_id", _ID), ("sha256", Role.DERIVED)),
    *_of(DataKind.LINKS, "link_revocations", ("contact_id", _ID)),
    *_of(DataKind.STANDINGS, "contact_standings", ("contact_id", _ID), ("address", _ADDRESS), ("reason", _TEXT),
         ("by", _BY, "by")),
    *_of(DataKind.MAILS, "mails", ("contact_id", _ID), ("address", _ADDRESS), ("key", Role.DERIVED), ("reason", _TEXT),
         ("note", _TEXT)),
    *_of(DataKind.MAILS, "mail_bodies", ("message", _BODY), ("html", _BODY)),
    *_of(DataKind.MAILS, "announcements", ("contact_id", _ID)),
    *_of(DataKind.STANDS, "considerations", ("owner", _ID), ("note", _TEXT)),
    *_of(DataKind.STANDS, "stands_taken", ("by", _BY), ("owner", _ID, "owner"), ("note", _TEXT)),
    *_of(DataKind.WORK, "applications", *_REGISTERED, ("note", _TEXT)),
    *_of(DataKind.WORK, "projects", *_REGISTERED, ("partners", _TEXT), ("results", _TEXT)),
    *_of(DataKind.WORK, "activities", *_REGISTERED, ("partners", _TEXT), ("results", _TEXT)),
    *_of(DataKind.WORK, "work_changes", ("by", _BY), ("old", _TEXT), ("new", _TEXT)),
    *_of(DataKind.MARKS, "marks", ("marked_by", _BY), ("undone_by", _BY, "undone")),
    *_of(DataKind.OPERATION, "recipient_pauses", ("address", _ADDRESS), ("reason", _TEXT)),
    *_of(DataKind.OPERATION, "holds", ("released_by", _BY), ("reason", _TEXT)),
    *_of(DataKind.OPERATION, "retention_decisions", ("by", _BY)),
    *_of(DataKind.OPERATION, "sighting_decisions", ("by", _BY)),
    # What the funders publish may name their own officials.
    *_of(DataKind.CALLS, "calls", ("summary", _TEXT), ("sections", _TEXT), ("eligibility", _TEXT),
         ("opening_words", _TEXT), ("updates", _TEXT), ("unread", _TEXT)),
    *_of(DataKind.CALLS, "sightings", ("said", _TEXT)),
    *_of(DataKind.CALLS, "revisions", ("old", _TEXT), ("new", _TEXT)),
)  # fmt: skip

PLAIN: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "organisations": "id name locale orgnr pic region",
        "departments": "organisation_id id name successor",
        "areas": "organisation_id id department_id title text excluded",
        "contacts": "organisation_id locale frequency",
        "department_contacts": "organisation_id department_id",
        "meetings": "organisation_id department_id",
        "calls": "namespace external_id folded_key folded_id title url language programme action_type status deadlines "
        "currency shares keywords call_title swedish_title regions content_hash origins disputes",
        "sightings": "source_id namespace external_id folded_key folded_id raw_hash content_hash clues",
        "sighting_tokens": "token",
        "call_moves": "table key",
        "merge_states": "fingerprint",
        "revisions": "source_id field",
        "topic_details": "last_modified",
        "considerations": "organisation_id department_id cutoff stand grounds",
        "stands_taken": "via stand grounds",
        "digest_runs": "organisation_id kind key counts reason",
        "mails": "organisation_id kind state subject owner counts",
        "announcements": "organisation_id kind ref",
        "feed_tokens": "organisation_id",
        "link_revocations": "organisation_id",
        "holds": "choice",
        "leases": "name owner",
        "marks": "organisation_id area_id",
        "band_limits": "organisation_id",
        "matches": "organisation_id area_id band reasons",
        "match_states": "organisation_id basis calls concepts",
        "call_neighbours": "content_hash others",
        "relay_pauses": "relay reason",
        "recipient_pauses": "organisation_id",
        "applications": "organisation_id department_id state programme kind reference currency",
        "projects": "organisation_id department_id kind part programme reference links currency",
        "activities": "organisation_id department_id kind place",
        "work_changes": "table field",
        "sources": "id name state etag last_modified error notes",
        "crawls": "source_id state notes error",
        "contact_standings": "organisation_id state",
        "vectors": "model key vector",
        "retention_decisions": "organisation_id kind reference",
        "weedings": "organisation_id kind reference",
    }.items()
}
"""Columns that can hold text and hold none about a person; the others are in ``PERSONAL``."""


def unclassified(schema: MetaData) -> list[str]:
    """Columns of the schema that can hold text and are neither personal nor plain, as ``table.column``."""
    known = {(p.table, p.column) for p in PERSONAL} | {(t, c) for t, columns in PLAIN.items() for c in columns}
    return sorted(f"{t}.{c}" for t, c in _texts(schema) - known)


def stale(schema: MetaData) -> list[str]:
    """What is listed here and not in the schema, or listed as both."""
    personal = {(p.table, p.column) for p in PERSONAL}
    plain = {(t, c) for t, columns in PLAIN.items() for c in columns}
    stored = {(table.name, column.name) for table in schema.tables.values() for column in table.columns}
    return sorted(f"{t}.{c}" for t, c in ((personal | plain) - stored) | (personal & plain))


def _texts(schema: MetaData) -> set[tuple[str, str]]:
    return {
        (table.name, column.name)
        for table in schema.tables.values()
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary)
    }
