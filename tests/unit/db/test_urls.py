from __future__ import annotations

import pytest

from db.errors import BadDatabaseUrl
from db.urls import parse_url, show_url


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_always_gets_our_driver(scheme: str) -> None:
    url = parse_url(f"{scheme}://anna:hemligt@db.example.org:5433/bidrag?sslmode=require")
    assert (url.drivername, url.host, url.port, url.database) == (
        "postgresql+psycopg",
        "db.example.org",
        5433,
        "bidrag",
    )


@pytest.mark.parametrize(("text", "path"), [("sqlite:///var/a.db", "var/a.db"), ("sqlite:////var/å.db", "/var/å.db")])
def test_sqlite_is_a_file(text: str, path: str) -> None:
    assert parse_url(text).database == path


@pytest.mark.parametrize(
    "text",
    ["", "a.db", "sqlite://", "sqlite:///:memory:", "sqlite:///file:a?mode=memory", "sqlite://host/a", "mysql://x/y"],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        parse_url(text)


def test_an_unreadable_address_is_not_repeated() -> None:
    with pytest.raises(BadDatabaseUrl) as caught:
        parse_url("postgresql://anna:hemligt@host:port/x")
    assert "hemligt" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgres://anna:hemligt@db/bidrag", "postgresql://anna:***@db/bidrag"),
        (
            "postgresql://db/bidrag?password=hemligt&sslmode=require",
            "postgresql://db/bidrag?password=%2A%2A%2A&sslmode=require",
        ),
        ("sqlite:///var/a.db", "sqlite:///var/a.db"),
    ],
)
def test_passwords_are_masked_wherever_they_stand(text: str, shown: str) -> None:
    assert show_url(parse_url(text)) == shown
