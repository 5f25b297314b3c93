"""The schema's versions. Each is a file in ``versions/``; a version that has been released is never edited."""

from __future__ import annotations

from typing import Final

KNOWN: Final = tuple(f"{n:04}" for n in (*range(1, 13), 14, *range(16, 19)))
"""Versions this code can read or migrate from, oldest first; a test compares it with the files."""

HEAD: Final = KNOWN[-1]
