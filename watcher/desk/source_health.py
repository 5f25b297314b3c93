"""Whether the sources live, from the history of their crawls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.sources
from watcher.jobs.deps import Deps
from watcher.rules.health import REMEMBERED, Condition, Health, judge


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source and how it fares."""

    id: str
    name: str
    health: Health

    @property
    def troubled(self) -> bool:
        """Whether a person should look."""
        return self.health.condition not in (Condition.FINE, Condition.UNKNOWN)

    def json(self) -> dict[str, object]:
        """As ``sources health --json`` says it; the rhythm in days."""
        rhythm, since = self.health.rhythm, self.health.since
        return {
            "id": self.id,
            "name": self.name,
            "condition": self.health.condition.value,
            "since": since.isoformat() if since else None,
            "words": self.health.words,
            "rhythm_days": round(rhythm.total_seconds() / 86_400, 1) if rhythm else None,
        }


def look(deps: Deps, now: dt.datetime) -> list[SourceHealth]:
    """All enabled sources in the order of the file."""
    with deps.database.read() as tx:
        histories = {s.id: db.sources.history(tx, s.id, REMEMBERED) for s in deps.sources.sources if s.enabled}
    return [SourceHealth(s.id, s.name, judge(histories[s.id], now)) for s in deps.sources.sources if s.id in histories]
