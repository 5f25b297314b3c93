"""Passwords out of what is shown."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"(://[^/@\s:]*):\S*@")
"""Up to the last @ of the word: a password may hold one itself."""


def masked(text: str) -> str:
    """A text with the password of every URL in it replaced by stars."""
    return _PASSWORD.sub(r"\1:***@", text)
