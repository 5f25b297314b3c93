"""What differs between two states of a call's facts. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import Any

from db.records import CallFacts, Change, Section

TOLD = frozenset(
    {"title", "status", "opening", "deadlines", "budget", "eligibility", "programme", "action_type", "updates"}
)
"""Fields whose change matters to a contact; the rest is kept as revisions without a word in the digest."""


_COMPARED = tuple(f.name for f in dataclasses.fields(CallFacts) if f.name != "key")


def plain(value: Any) -> Any:
    """A record's value as JSON knows it: dates as ISO text, records as objects, tuples as lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def content_hash(facts: CallFacts) -> str:
    """The same for the same facts, in every process and on every machine. Long texts go in as they are."""
    short = dataclasses.replace(
        facts,
        sections=tuple(Section(s.heading, "") for s in facts.sections),
        eligibility="",
        unread=dict(sorted(facts.unread.items())),
    )
    digest = hashlib.sha256(repr(short).encode())
    for text in (*(s.text for s in facts.sections), facts.eligibility):
        digest.update(f"\0{len(text)}\0".encode() + text.encode())
    return digest.hexdigest()


def compare(old: CallFacts, new: CallFacts) -> tuple[Change, ...]:
    """The fields that differ, in the order of the record. The key is identity and never compared."""
    both = ((name, getattr(old, name), getattr(new, name)) for name in _COMPARED)
    pairs = ((name, plain(before), plain(after)) for name, before, after in both if before != after)
    return tuple(Change(name, before, after) for name, before, after in pairs if before != after)
