"""Reads ``sources.toml``: the sources as data, each key checked, errors with file and line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from watcher.config.kinds import KINDS, WITHOUT_URL, Option, combination_problem
from watcher.config.masking import masked
from watcher.config.tomlfile import TomlFile
from watcher.config.trust import Trust, read_trust
from watcher.config.unwatched import Unwatched, read_unwatched

_COMMON: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "kind": str,
    "name": str,
    "url": str,
    "language": str,
    "every": str,
    "enabled": bool,
    "rate": (int, float),
    "verified": str,
    "verified_on": dt.date,
    "blind": str,
    "terms": str,
    "private": bool,
    "terms_confirmed": bool,
    "off_because": str,
    "about": str,
}
_REQUIRED = ("id", "kind", "name", "url", "language", "every")
_EVERY = re.compile(r"(\d+)([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_VERIFIED = ("recorded", "documented")
CALLS, EVENTS = "calls", "events"
_SHORTEST = dt.timedelta(minutes=15)
_POLITE_RATE = 2.0


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One entry of sources.toml. ``rate`` is requests a second to its host; ``options`` are its kind's own keys.

    ``url`` may be empty for the kinds that need none (``calls``).
    """

    id: str
    kind: str
    name: str
    url: str
    language: str
    every: dt.timedelta
    enabled: bool = True
    rate: float = 1.0
    verified: str = "documented"
    verified_on: dt.date | None = None
    blind: str = ""
    """What the source cannot tell, in Swedish."""
    terms: str = ""
    """The licence, or what the site says about reuse, in Swedish or as an address."""
    private: bool = False
    """Somebody's own collection: read only once the operator has confirmed its terms."""
    terms_confirmed: bool = False
    off_because: str = ""
    """Why it ships switched off, in Swedish: what is needed before it can be read."""
    about: str = CALLS
    """What its rows are: calls, or events (information days, partner searches, webinars)."""
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """All sources of a file in its order, and what the coordinator should know of it."""

    sources: tuple[SourceConfig, ...]
    warnings: tuple[str, ...] = ()
    unwatched: tuple[Unwatched, ...] = ()
    trust: Trust = field(default_factory=Trust)

    def get(self, source_id: str) -> SourceConfig | None:
        return next((s for s in self.sources if s.id == source_id), None)


def read_sources(path: Path) -> SourceFile:
    """Read and check a file. Raises ConfigError naming file, line and key."""
    file = TomlFile(path)
    file.refuse_unknown(file.data, {"source", "unwatched", "trust"})
    tables = file.data.get("source", [])
    if not isinstance(tables, list) or not tables:
        raise file.error("filen har ingen [[source]]")
    sources = [_source(file, table, index) for index, table in enumerate(tables)]
    seen: dict[str, int] = {}
    for index, source in enumerate(sources):
        if source.id in seen:
            raise file.error(f"id {source.id!r} står också i källa nummer {seen[source.id] + 1}", "source", index, "id")
        seen[source.id] = index
    for index, source in enumerate(sources):
        if "of" in source.options and source.options["of"] not in seen:
            raise file.error(f"'of' {source.options['of']!r} är ingen källa i filen", "source", index, "of")
    trust = read_trust(file, {s.id: (s.kind, s.private) for s in sources}, KINDS)
    return SourceFile(tuple(sources), tuple(w for s in sources for w in _warnings(s)), read_unwatched(file), trust)


def _source(file: TomlFile, table: dict[str, Any], index: int) -> SourceConfig:
    kind = table.get("kind")
    if kind not in KINDS:
        raise file.error(f"kind {kind!r} är okänd. Kända: {', '.join(KINDS)}", "source", index, "kind")
    options = KINDS[kind]
    file.refuse_unknown(table, {*_COMMON, *options}, "source", index)
    file.check(table, {**_COMMON, **{name: option.type for name, option in options.items()}}, "source", index)
    _check_required(file, table, index)
    for name, option in options.items():
        problem = option.problem(table[name]) if name in table else None
        if problem:
            raise file.error(f"{name!r} {problem}", "source", index, name)
    _check_values(file, table, index)
    clash = combination_problem(kind, table)
    if clash:
        raise file.error(f"{clash[0]!r} {clash[1]}", "source", index, clash[0])
    return SourceConfig(
        **{k: table[k] for k in ("id", "kind", "name", "language")},
        url=table.get("url", ""),
        every=_every(file, table["every"], index),
        enabled=table.get("enabled", True),
        rate=float(table.get("rate", 1.0)),
        verified=table.get("verified", "documented"),
        verified_on=table.get("verified_on"),
        blind=table.get("blind", ""),
        terms=table.get("terms", ""),
        private=table.get("private", False),
        terms_confirmed=table.get("terms_confirmed", False),
        off_because=table.get("off_because", ""),
        about=table.get("about", CALLS),
        options={k: _value(file, options[k], v) for k, v in table.items() if k in options},
    )


def _check_required(file: TomlFile, table: dict[str, Any], index: int) -> None:
    kind = table["kind"]
    wanted = [key for key in _REQUIRED if key != "url" or kind not in WITHOUT_URL]
    for key in [*wanted, *(name for name, option in KINDS[kind].items() if option.required)]:
        if not str(table.get(key, "")).strip():
            raise file.error(f"källan saknar {key!r}", "source", index, key)


def _value(file: TomlFile, option: Option, value: object) -> object:
    """As the adapters want it: lists frozen, a file's name as its path beside sources.toml."""
    if option.beside:
        return str(file.path.parent / str(value))
    return tuple(value) if isinstance(value, list) else value


def _check_values(file: TomlFile, table: dict[str, Any], index: int) -> None:
    url = urlsplit(table.get("url", "https://unset.invalid"))
    unread = table.get("private") and table.get("enabled", True) and not table.get("terms_confirmed")
    problems = (
        ("terms_confirmed", not unread, "ska vara true när en privat databas slås på: läs dess villkor först"),
        ("id", re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", table["id"]), "ska bestå av a–z, 0–9 och bindestreck"),
        ("url", url.scheme in ("http", "https") and url.hostname, "ska vara en adress som börjar med https://"),
        ("url", not (url.username or url.password), "får inte innehålla användarnamn eller lösenord"),
        ("about", table.get("about", CALLS) in (CALLS, EVENTS), "ska vara calls eller events"),
        ("language", re.fullmatch(r"[a-z]{2}", table["language"]), "ska vara två bokstäver, till exempel sv eller en"),
        ("rate", 0 < table.get("rate", 1.0) < float("inf"), "ska vara större än 0"),
        ("verified", table.get("verified", "documented") in _VERIFIED, f"ska vara {' eller '.join(_VERIFIED)}"),
    )
    for key, fine, message in problems:
        if not fine:
            raise file.error(f"{key!r} {message}, inte {masked(repr(table.get(key)))}", "source", index, key)


def _every(file: TomlFile, text: str, index: int) -> dt.timedelta:
    parts = _EVERY.fullmatch(text.strip())
    every = dt.timedelta(**{_UNITS[parts[2]]: min(int(parts[1]), 100_000)}) if parts else dt.timedelta()
    if every < _SHORTEST:
        raise file.error(
            f'\'every\' ska vara till exempel "6h" eller "1d", minst 15m, inte {text!r}', "source", index, "every"
        )
    return every


def _warnings(source: SourceConfig) -> list[str]:
    loopback = urlsplit(source.url).hostname in ("127.0.0.1", "localhost", "::1")
    if source.rate > _POLITE_RATE and not loopback:
        return [f"källan {source.id}: {source.rate:g} anrop i sekunden är mer än de {_POLITE_RATE:g} som är artigt"]
    return []


def shipped() -> Path:
    """The sources.toml that comes with the program: in the wheel beside the package, in a checkout at its top."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "sources.toml"
    return inside if inside.exists() else package.parent / "sources.toml"
