"""The tables, one file for each family. ``metadata`` is complete once this package is imported."""

from __future__ import annotations

from db.tables import calls, digests, holds, leases, matches, neighbours, organisations, sources, standings
from db.tables.base import metadata

__all__ = [
    "calls",
    "digests",
    "holds",
    "leases",
    "matches",
    "metadata",
    "neighbours",
    "organisations",
    "sources",
    "standings",
]
