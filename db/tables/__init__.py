"""The tables, one file for each family. ``metadata`` is complete once this package is imported."""

from __future__ import annotations

from db.tables import calls, digests, leases, matches, organisations, pauses, sources
from db.tables.base import metadata

__all__ = ["calls", "digests", "leases", "matches", "metadata", "organisations", "pauses", "sources"]
