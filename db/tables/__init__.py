"""The tables, one file for each family. ``metadata`` is complete once this package is imported."""

from __future__ import annotations

from db.tables import (
    calls,
    considerations,
    digests,
    feeds,
    holds,
    leases,
    marks,
    matches,
    neighbours,
    organisations,
    pauses,
    projects,
    retention,
    sources,
    standings,
    vectors,
)
from db.tables.base import metadata

__all__ = [
    "calls",
    "considerations",
    "digests",
    "feeds",
    "holds",
    "leases",
    "marks",
    "matches",
    "metadata",
    "neighbours",
    "organisations",
    "pauses",
    "projects",
    "retention",
    "sources",
    "standings",
    "vectors",
]
