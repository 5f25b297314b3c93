"""The schema's versions. Each is a file in ``versions/``; a version that has been released is never edited."""

from __future__ import annotations

from typing import Final

KNOWN: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0016", "0014")
"""Versions this code can read or migrate from, oldest first; a test compares it with the files."""

HEAD: Final = KNOWN[-1]
