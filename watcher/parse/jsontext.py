"""JSON from outside. The only home of orjson."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from watcher.errors import ParseError


def loads(content: bytes | str, what: str) -> Any:
    """Read JSON. Raises ParseError that says what came instead; ``what`` names the answer for people."""
    try:
        return orjson.loads(content)
    except ValueError as error:
        raise ParseError(f"{what}: {_diagnosis(content)}") from error


def _diagnosis(content: bytes | str) -> str:
    start = content[:300].decode("utf-8", "replace") if isinstance(content, bytes) else content[:300]
    if not start.strip():
        return "svaret är tomt, JSON väntades"
    if start.lstrip()[:1] == "<":
        return "svaret är en webbsida (HTML), JSON väntades"
    if start.lstrip()[:1] in "{[":
        return "svaret är avklippt eller trasig JSON"
    return "svaret är inte JSON"


def digest_of(value: object) -> str:
    """A hash that is the same for the same JSON value, whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
