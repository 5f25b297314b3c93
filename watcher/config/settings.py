"""The settings of an installation: from the environment (``BIDRAGSVAKT_…``), else from ``settings.toml`` at home."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from watcher.config.masking import masked
from watcher.config.sourcefile import shipped
from watcher.config.termsfile import FILE as TERMS_FILE
from watcher.config.tomlfile import TomlFile
from watcher.errors import ConfigError

PREFIX = "BIDRAGSVAKT_"
FILE = "settings.toml"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST_KEY = 32
"""Characters of a key that signs links: what ``python -c "import secrets; print(secrets.token_hex(16))"`` gives."""
_ALLOWED = {"digest_weekday": _WEEKDAYS, "holiday_rule": ("after", "before"), "matcher": ("tfidf", "hybrid")}
_MAIL_SCHEMES = ("smtp", "smtps", "smtp+plain")


class Settings(BaseModel):
    """Frozen. Paths are absolute. ``home`` is the data folder (mode 0700); ``outbox`` gets mails as files.

    ``terms`` is where the coordinator's own terms are read, if the file exists. ``semantic_model`` is a folder with a
    sentence model of your own for ``matcher = "hybrid"``; without it the one in the optional package is used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path
    sources: Path
    database_url: str
    outbox: Path
    terms: Path | None = None
    smtp_url: str | None = None
    mail_from: str = "Bidragsvakt <bidragsvakt@example.org>"
    reply_to: str | None = None
    public_url: str | None = None
    web_listen: str | None = None
    contact_url: str | None = None
    proxy: str | None = None
    ca_file: Path | None = None
    fetch_allow: tuple[tuple[str, int], ...] = ()
    digest_weekday: str = "monday"
    digest_hour: int = 7
    holiday_rule: str = "after"
    quiet_weeks: tuple[int, ...] = ()
    late_days: int = 31
    matcher: str = "tfidf"
    semantic_model: Path | None = None
    eur_sek: Decimal = Decimal("11.2")
    eur_sek_date: dt.date = dt.date(2026, 11, 1)
    mail_per_minute: int = 0
    mail_per_connection: int = 100
    secret_keys: tuple[str, ...] = ()

    @property
    def weekday_number(self) -> int:
        """The weekly digest's day; 0 is Monday."""
        return _WEEKDAYS.index(self.digest_weekday)

    @field_validator("mail_per_minute", "mail_per_connection", mode="before")
    @classmethod
    def _mail_pace(cls, value: object, info: ValidationInfo) -> object:
        return _number(value, 0 if info.field_name == "mail_per_minute" else 1, 100_000)

    @field_validator("secret_keys", mode="before")
    @classmethod
    def _long_enough(cls, value: object) -> object:
        keys = value.split(",") if isinstance(value, str) else value
        if not isinstance(keys, list | tuple) or any(len(str(key).strip()) < SHORTEST_KEY for key in keys):
            raise ValueError(f"varje nyckel ska ha minst {SHORTEST_KEY} tecken; den första signerar, alla gäller")
        return tuple(str(key).strip() for key in keys)

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(_allowed(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("digest_weekday", "holiday_rule", "matcher", mode="before")
    @classmethod
    def _one_of(cls, value: object, info: ValidationInfo) -> object:
        allowed = _ALLOWED[str(info.field_name)]
        if str(value).casefold() not in allowed:
            raise ValueError(f"ska vara {', '.join(allowed[:-1])} eller {allowed[-1]}, inte {value!r}")
        return str(value).casefold()

    @field_validator("digest_hour", "late_days", mode="before")
    @classmethod
    def _whole(cls, value: object, info: ValidationInfo) -> object:
        return _number(value, *((0, 23) if info.field_name == "digest_hour" else (1, 366)))

    @field_validator("quiet_weeks", mode="before")
    @classmethod
    def _weeks(cls, value: object) -> object:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise ValueError('ska vara veckonummer: ["29", "30"]')
        return tuple(_number(part, 1, 53) for part in parts if str(part).strip())

    @field_validator("eur_sek", mode="before")
    @classmethod
    def _exchange(cls, value: object) -> object:
        try:
            rate = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation:
            rate = Decimal(0)
        if not 1 <= rate <= 100 or isinstance(value, bool):
            raise ValueError(f"ska vara kronor för en euro, till exempel 11.2, inte {value!r}")
        return rate

    @field_validator("eur_sek_date", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        try:
            return dt.date.fromisoformat(str(value).strip())
        except ValueError:
            raise ValueError(f"ska vara ett datum som 2026-11-01, inte {value!r}") from None

    @field_validator("smtp_url")
    @classmethod
    def _mail_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        url = urlsplit(value)
        if url.scheme not in _MAIL_SCHEMES or not url.hostname or not _has_port(value):
            raise ValueError("ska börja med smtp://, smtps:// eller smtp+plain:// och namnge en värd")
        if url.scheme == "smtp+plain" and url.hostname not in _LOOPBACK and "insecure=1" not in url.query.split("&"):
            raise ValueError("smtp+plain:// är okrypterat och går bara till den egna maskinen (annars ?insecure=1)")
        return value

    @field_validator("public_url", "contact_url", "proxy")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname or not _has_port(value)
        ):
            raise ValueError("ska vara en adress som börjar med https:// eller http://")
        return value.rstrip("/") if value else value

    @field_validator("web_listen")
    @classmethod
    def _listens(cls, value: str | None) -> str | None:
        if value is not None and not (urlsplit(f"//{value}").hostname and _has_port(f"//{value}") and ":" in value):
            raise ValueError("ska vara värd:port, till exempel 127.0.0.1:8090")
        return value

    @field_validator("mail_from", "reply_to")
    @classmethod
    def _mailbox(cls, value: str | None) -> str | None:
        if value is not None and (not value.isprintable() or not _ADDRESS.fullmatch(parseaddr(value)[1])):
            raise ValueError("ska vara en e-postadress, med eller utan namn: Bidragsvakt <post@kommun.se>")
        return value

    @field_validator("ca_file")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("filen finns inte")
        return value

    def shown(self) -> dict[str, str]:
        """All settings as text for people, with no password in it."""
        named = {name: value for name, value in self if value is not None}
        named["fetch_allow"] = ",".join(f"{host}:{port}" for host, port in self.fetch_allow)
        named["quiet_weeks"] = ",".join(map(str, self.quiet_weeks))
        if named.pop("secret_keys"):
            named["secret_keys"] = "***"
        return {name: masked(str(value)) for name, value in named.items()}


KEYS = tuple(Settings.model_fields)


def _number(value: object, lowest: int, highest: int) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise ValueError(f"ska vara ett heltal från {lowest} till {highest}, inte {value!r}")
    return int(text)


def _has_port(url: str) -> bool:
    """Whether the port of an address, if it has one, is a port."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _allowed(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if host.strip("[]") not in _LOOPBACK or not port.isdigit() or not 0 < int(port) < 65_536:
        raise ValueError(f"{text!r} är ingen värd:port på den egna maskinen")
    return host.strip("[]"), int(port)


def load(env: Mapping[str, str] = os.environ, cwd: Path | None = None) -> Settings:
    """The settings in force. Raises ConfigError naming the variable, or the file and line."""
    cwd = cwd or Path.cwd()
    home = cwd / env.get(f"{PREFIX}HOME", "var")
    from_file = _from_file(home / FILE)
    found = {k: v for k in KEYS if (v := env.get(PREFIX + k.upper(), from_file.get(k))) not in (None, "")}
    if "sources" not in found:
        found["sources"] = cwd / "sources.toml" if (cwd / "sources.toml").exists() else shipped()
    found.setdefault("database_url", f"sqlite:///{home / 'bidragsvakt.db'}")
    found.setdefault("outbox", "outbox")
    if ("eur_sek" in found) != ("eur_sek_date" in found):
        raise ConfigError("eur_sek och eur_sek_date ska anges tillsammans: kursen och dagen den gällde")
    found.setdefault("terms", home / TERMS_FILE)
    for key in ("home", "sources", "outbox", "terms", "ca_file", "semantic_model"):
        if key in found or key == "home":
            found[key] = cwd / Path(found.get(key, home)).expanduser()
    found["home"] = home
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        raise _explained(error, env, home) from None


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    file = TomlFile(path)
    file.refuse_unknown(file.data, KEYS)
    return file.data


def _explained(error: ValidationError, env: Mapping[str, str], home: Path) -> ConfigError:
    """The first problem in Swedish; the value is masked or left out, it may hold a password."""
    first = error.errors()[0]
    key = str(first["loc"][0])
    message = str(first["msg"]).removeprefix("Value error, ")
    if PREFIX + key.upper() in env:
        return ConfigError(f"{PREFIX}{key.upper()}: {message}")
    return TomlFile(home / FILE).error(f"{key}: {message}", key=key)
