"""Results of jobs as JSON says them; the keys are what other programs rely on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.records import Call, CrawlReport, Match, SourceState
from watcher.rules.deadlines import next_deadline


def troubled(report: CrawlReport) -> bool:
    """Whether a person should look at the source."""
    return report.state not in (SourceState.OK, SourceState.NOT_MODIFIED)


def crawl_json(report: CrawlReport) -> dict[str, Any]:
    """One source's crawl; seen = new + changed + unchanged + stale + duplicate + rejected."""
    counts = ("requests", "seen", "new", "changed", "unchanged", "stale", "duplicate", "rejected")
    return {
        "id": report.source_id,
        "state": report.state.value,
        **{name: getattr(report, name) for name in counts},
        "notes": list(report.notes),
        "error": report.error,
    }


def call_json(call: Call, now: dt.datetime) -> dict[str, Any]:
    """One call in the list; dates in the zone of each deadline, ``next_deadline`` a date in Europe/Brussels."""
    facts = call.facts
    following = next_deadline(facts.deadlines, now)
    return {
        "id": call.id,
        "external_id": facts.key.external_id,
        "title": facts.title,
        "programme": facts.programme,
        "status": facts.status.value,
        "deadlines": [
            {"date": d.date.isoformat(), "time": d.time and f"{d.time:%H:%M}", "zone": d.zone, "stage": d.stage}
            for d in facts.deadlines
        ],
        "next_deadline": following.date.isoformat() if following else None,
        "budget_total": facts.budget.total,
        "url": facts.url,
        "sources": list(call.sources),
        "set_aside": call.set_aside,
    }


def match_json(match: Match, call: Call) -> dict[str, Any]:
    """One match with all its reasons, whose weights add up to the score."""
    return {
        "id": call.id,
        "external_id": call.facts.key.external_id,
        "title": call.facts.title,
        "score": match.score,
        "band": match.band.value,
        "reasons": [
            {"weight": r.weight, "swedish": r.swedish, "english": r.english, "term": r.term, "via": r.via}
            for r in match.reasons
        ],
    }
