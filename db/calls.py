"""Calls, their sightings and their revisions.

Reading is in ``db.call_reads``, writing in ``db.call_writes``; this module is the one to import.
"""

from __future__ import annotations

from db.call_reads import CallCounts, by_id, by_key, count, find, get, gone, known, listing, revisions
from db.call_writes import ChangedCall, NewCall, insert, miss, touch, touch_raw, update

__all__ = [
    "CallCounts",
    "ChangedCall",
    "NewCall",
    "by_id",
    "by_key",
    "count",
    "find",
    "get",
    "gone",
    "insert",
    "known",
    "listing",
    "miss",
    "revisions",
    "touch",
    "touch_raw",
    "update",
]
