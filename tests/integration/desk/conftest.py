"""What people do runs on both engines."""

from __future__ import annotations

from tests.databases import database, database_url, engine_name, migrated_database_url

__all__ = ["database", "database_url", "engine_name", "migrated_database_url"]
