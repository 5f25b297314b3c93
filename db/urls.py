"""Database addresses: which forms are understood, and how one is shown without its password."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from db.errors import BadDatabaseUrl

_FORMS = "Skriv sqlite:///sökväg eller postgresql://användare@värd/databas."
_SECRET_QUERY = ("password", "sslpassword", "passfile")
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def parse_url(text: str) -> URL:
    """The address with the driver we use. Raises BadDatabaseUrl, without repeating the text: it may hold a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise BadDatabaseUrl(f"Databasadressen går inte att läsa. {_FORMS}") from None
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite(url)
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    raise BadDatabaseUrl(f"Databaser av slaget {url.drivername} stöds inte. {_FORMS}")


def _sqlite(url: URL) -> URL:
    """A database in memory would be another one for each thread, so a file is required."""
    if url.host or not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise BadDatabaseUrl("SQLite behöver en fil: sqlite:///mapp/fil.db (fyra snedstreck för en absolut sökväg).")
    return url.set(drivername="sqlite+pysqlite")


def show_url(url: URL) -> str:
    """The address for people and logs: passwords are stars, wherever they stand, and our driver is left out."""
    query = {name: "***" if name in _SECRET_QUERY else value for name, value in url.query.items()}
    plain = url.set(drivername=url.get_backend_name(), query=query)
    return plain.render_as_string(hide_password=True)
