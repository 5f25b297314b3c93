"""The migrations and the tables of the code say the same."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, text

from db import migrations
from db.engine import Database
from db.schema import current_version
from db.tables import metadata
from tests.databases import fresh_url, opened
from tests.migration.schema import describe


def test_migrations_make_the_tables_of_the_code(database: Database, engine_name: str, tmp_path: Path) -> None:
    with database.read() as tx:
        migrated = describe(tx.connection)
    with fresh_url(engine_name, tmp_path) as url, opened(url) as other, other.write() as tx:
        old = MetaData()
        old.reflect(tx.connection)
        old.drop_all(tx.connection)
        metadata.create_all(tx.connection)
        created = describe(tx.connection)
    assert set(migrated) == set(metadata.tables)
    assert migrated == created


def test_moments_are_stored_with_their_zone(database: Database, engine_name: str) -> None:
    """``str(type)`` above does not tell PostgreSQL's two kinds of TIMESTAMP apart."""
    if engine_name == "sqlite":
        query = "SELECT count(*) FROM pragma_table_info('calls') WHERE name = 'closes_at' AND type = 'DATETIME'"
    else:
        query = (
            "SELECT count(*) FROM information_schema.columns "
            "WHERE column_name = 'closes_at' AND data_type = 'timestamp with time zone'"
        )
    with database.read() as tx:
        assert tx.connection.scalar(text(query)) == 1


def test_the_known_versions_are_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    scripts = ScriptDirectory.from_config(config)
    walked = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(walked)) == migrations.KNOWN
    assert scripts.get_current_head() == migrations.HEAD


def test_a_new_database_is_at_the_head(database: Database) -> None:
    with database.read() as tx:
        assert current_version(tx) == migrations.HEAD
