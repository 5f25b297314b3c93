"""The identifiers in a page that lists the portal's topics. Runs in the sandbox."""

from __future__ import annotations

import re

from watcher.parse.page import MAX_BYTES

_IDENTIFIER = re.compile(r"(?<![\w./-])[A-Z][A-Za-z0-9+]*(?:-[A-Za-z0-9+]+){2,12}(?![\w-])|(?<=topic-details/)[\w+-]+")
MOST_BYTES = 2 * MAX_BYTES
"""Eleven thousand topics with their links are two megabytes."""


def identifiers(content: bytes, charset: str | None) -> frozenset[str]:
    """Folded, each once, whether they stand as text or in the addresses of the topics' pages."""
    try:
        text = content[:MOST_BYTES].decode(charset or "utf-8", "replace")
    except LookupError:
        text = content[:MOST_BYTES].decode("utf-8", "replace")
    return frozenset(found.casefold() for found in _IDENTIFIER.findall(text) if any(c.isdigit() for c in found))
