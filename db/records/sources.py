"""Sources, and how each crawl of them ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class SourceState(StrEnum):
    """How the latest crawl of a source ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    SUSPECT = "suspect"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional GET sends back next time."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """The result of one crawl of one source; counts are rows. seen = new to rejected added up."""

    source_id: str
    state: SourceState
    started: dt.datetime
    finished: dt.datetime
    requests: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    duplicate: int = 0
    rejected: int = 0
    undated: int = 0
    """Usable rows that gave no last day."""
    notes: tuple[str, ...] = ()
    error: str | None = None

    @property
    def seen(self) -> int:
        return self.new + self.changed + self.unchanged + self.stale + self.duplicate + self.rejected


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the database remembers of a source between crawls. ``removed`` marks one no longer in sources.toml."""

    id: str
    name: str
    state: SourceState | None = None
    last_attempt: dt.datetime | None = None
    last_success: dt.datetime | None = None
    rows: int = 0
    """Rows of the latest complete crawl."""
    validators: Validators = field(default_factory=Validators)
    error: str | None = None
    notes: tuple[str, ...] = ()
    failures: int = 0
    """Failed or suspect crawls in a row."""
    removed: bool = False
    trouble: str = ""
    """What is wrong with it beside the latest crawl, in Swedish: silence, drift. Worked out when read, never stored."""
