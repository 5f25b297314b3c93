"""API keys: named in sources.toml, kept in the environment, never logged."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from watcher.config.sourcefile import SourceConfig
from watcher.errors import SourceFailed
from watcher.sources.options import text_option


def key_of(source: SourceConfig) -> str:
    """The source's API key; ``""`` where it names none. Raises SourceFailed naming an unset variable."""
    name = text_option(source, "key_env")
    if not name:
        return ""
    key = os.environ.get(name, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise SourceFailed(f"miljövariabeln {name} med källans nyckel är inte satt eller går inte att skicka")
    return key


def with_param(url: str, name: str, value: str) -> str:
    """The address with one parameter set, the others as they are."""
    parts = urlsplit(url)
    pairs = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != name]
    return urlunsplit(parts._replace(query=urlencode([*pairs, (name, value)])))
