from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from watcher.config.settings import KEYS, load
from watcher.config.sourcefile import shipped
from watcher.errors import ConfigError


def test_defaults(tmp_path: Path) -> None:
    settings = load({}, tmp_path)
    assert settings.home == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'bidragsvakt.db'}"
    assert settings.outbox == tmp_path / "outbox"
    assert settings.sources == shipped()
    assert settings.smtp_url is None
    assert settings.fetch_allow == ()


def test_own_sources_come_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").touch()
    assert load({}, tmp_path).sources == tmp_path / "sources.toml"
    assert load({"BIDRAGSVAKT_SOURCES": "other.toml"}, tmp_path).sources == tmp_path / "other.toml"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text('mail_from = "a@example.org"\nreply_to = "b@example.org"\n')
    settings = load({"BIDRAGSVAKT_HOME": "home", "BIDRAGSVAKT_MAIL_FROM": "c@example.org"}, tmp_path)
    assert (settings.mail_from, settings.reply_to) == ("c@example.org", "b@example.org")


def test_the_exchange_rate_comes_with_its_day(tmp_path: Path) -> None:
    assert (load({}, tmp_path).eur_sek, load({}, tmp_path).eur_sek_date.isoformat()) == (Decimal("11.2"), "2026-11-01")
    given = load({"BIDRAGSVAKT_EUR_SEK": "10,85", "BIDRAGSVAKT_EUR_SEK_DATE": "2027-01-04"}, tmp_path)
    assert (given.eur_sek, given.eur_sek_date.isoformat()) == (Decimal("10.85"), "2027-01-04")
    with pytest.raises(ConfigError, match="tillsammans"):
        load({"BIDRAGSVAKT_EUR_SEK": "10.85"}, tmp_path)


@pytest.mark.parametrize(("rate", "day"), [("0", "2027-01-04"), ("elva", "2027-01-04"), ("11", "i går")])
def test_wrong_exchange_rates_are_refused(tmp_path: Path, rate: str, day: str) -> None:
    with pytest.raises(ConfigError, match="BIDRAGSVAKT_EUR_SEK"):
        load({"BIDRAGSVAKT_EUR_SEK": rate, "BIDRAGSVAKT_EUR_SEK_DATE": day}, tmp_path)


def test_loopback_addresses_may_be_allowed(tmp_path: Path) -> None:
    settings = load({"BIDRAGSVAKT_FETCH_ALLOW": "127.0.0.1:8000, [::1]:81"}, tmp_path)
    assert settings.fetch_allow == (("127.0.0.1", 8000), ("::1", 81))


@pytest.mark.parametrize("value", ["10.0.0.1:80", "example.org:80", "127.0.0.1", "127.0.0.1:x"])
def test_other_addresses_may_not(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="BIDRAGSVAKT_FETCH_ALLOW"):
        load({"BIDRAGSVAKT_FETCH_ALLOW": value}, tmp_path)


@pytest.mark.parametrize("url", ["smtp://relay.example", "smtps://u:p@relay.example:465", "smtp+plain://127.0.0.1:25",
                                 "smtp+plain://relay.example?insecure=1"])  # fmt: skip
def test_relays(tmp_path: Path, url: str) -> None:
    assert load({"BIDRAGSVAKT_SMTP_URL": url}, tmp_path).smtp_url == url


@pytest.mark.parametrize("url", ["http://relay.example", "smtp+plain://relay.example", "smtp:", "relay.example"])
def test_wrong_relays_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="BIDRAGSVAKT_SMTP_URL"):
        load({"BIDRAGSVAKT_SMTP_URL": url}, tmp_path)


def test_an_error_in_the_file_names_file_line_and_known_keys(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    path = tmp_path / "var" / "settings.toml"
    path.write_text('outbox = "brev"\nmailfrom = "a@example.org"\n')
    with pytest.raises(ConfigError, match=r"settings\.toml, rad 2: .*'mailfrom'.*Menade du 'mail_from'.*smtp_url"):
        load({}, tmp_path)
    path.write_text('outbox = "brev"\nsmtp_url = "http://x:secret@y"\n')
    with pytest.raises(ConfigError, match=r"rad 2: smtp_url") as error:
        load({}, tmp_path)
    assert "secret" not in str(error.value)


def test_passwords_are_not_shown(tmp_path: Path) -> None:
    env = {"BIDRAGSVAKT_SMTP_URL": "smtp://me:secret@relay.example", "BIDRAGSVAKT_PROXY": "http://p:secret@proxy:1",
           "BIDRAGSVAKT_DATABASE_URL": "postgresql://u:secret@db/x"}  # fmt: skip
    assert "secret" not in repr(load(env, tmp_path).shown())


def test_every_variable_of_the_interface_is_a_key() -> None:
    assert {"home", "sources", "database_url", "outbox", "smtp_url", "mail_from", "reply_to", "public_url",
            "contact_url", "proxy", "ca_file", "fetch_allow"} <= set(KEYS)  # fmt: skip


def test_when_digests_go(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "settings.toml").write_text('quiet_weeks = ["29", "30"]\ndigest_hour = 6\n')
    settings = load({"BIDRAGSVAKT_DIGEST_WEEKDAY": "Friday", "BIDRAGSVAKT_HOLIDAY_RULE": "before"}, tmp_path)
    assert (settings.quiet_weeks, settings.digest_hour, settings.late_days) == ((29, 30), 6, 31)
    assert (settings.weekday_number, settings.holiday_rule) == (4, "before")
    assert settings.shown()["quiet_weeks"] == "29,30"
    assert load({"BIDRAGSVAKT_QUIET_WEEKS": "29, 30,"}, tmp_path).quiet_weeks == (29, 30)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGEST_WEEKDAY", "måndag"), ("HOLIDAY_RULE", "never"), ("DIGEST_HOUR", "24"), ("DIGEST_HOUR", "7.5"),
        ("LATE_DAYS", "0"), ("QUIET_WEEKS", "29,54"), ("QUIET_WEEKS", "v29"),
    ],
)  # fmt: skip
def test_what_is_no_calendar(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=rf"^BIDRAGSVAKT_{name}: ska vara .*"):
        load({f"BIDRAGSVAKT_{name}": value}, tmp_path)


def test_the_pace_of_mail_is_a_number_and_keys_are_long(tmp_path: Path) -> None:
    key, old = "k" * 32, "o" * 40
    found = load({"BIDRAGSVAKT_MAIL_PER_MINUTE": "30", "BIDRAGSVAKT_SECRET_KEYS": f"{key}, {old}"}, tmp_path)
    assert (found.mail_per_minute, found.mail_per_connection) == (30, 100)
    assert found.secret_keys == (key, old)
    assert key not in str(found.shown())


@pytest.mark.parametrize(
    ("name", "value"), [("MAIL_PER_MINUTE", "-1"), ("MAIL_PER_CONNECTION", "0"), ("SECRET_KEYS", "short")]
)
def test_wrong_pace_and_keys_are_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"BIDRAGSVAKT_{name}"):
        load({f"BIDRAGSVAKT_{name}": value}, tmp_path)
