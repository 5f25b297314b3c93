"""A schema as plain values, so that two can be compared and their difference read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, inspect


def describe(connection: Connection) -> dict[str, dict[str, Any]]:
    """Columns, keys, constraints and indexes of every table but Alembic's own."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], str(column.get("default")))
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": sorted(inspector.get_foreign_keys(table), key=str),
            "unique": sorted(inspector.get_unique_constraints(table), key=str),
            "indexes": sorted(inspector.get_indexes(table), key=str),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
