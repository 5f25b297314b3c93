"""Results of jobs as JSON says them; the keys are what other programs rely on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from db.records import Call, CallFacts, CrawlReport, Deadline, Decision, Match, Revision, Sighting, SourceState
from watcher.clock import BRUSSELS
from watcher.rules.consortium import consortium, stages
from watcher.rules.deadlines import ends_at, next_deadline
from watcher.rules.ownshare import usual_share
from watcher.rules.roles import role


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
        "deadlines": deadlines_json(facts.deadlines),
        "next_deadline": _brussels_date(following).isoformat() if following else None,
        "budget_total": facts.budget.total,
        "url": facts.url,
        "sources": list(call.sources),
        "set_aside": call.set_aside,
    }


def _brussels_date(deadline: Deadline) -> dt.date:
    """The date in Brussels of a deadline that may stand in another zone."""
    if deadline.time is None:
        return deadline.date
    return ends_at(deadline).astimezone(BRUSSELS).date()


def deadlines_json(deadlines: Iterable[Deadline]) -> list[dict[str, Any]]:
    """Dates and times as the clock in ``zone`` shows them; ``time`` is None where it is not known."""
    return [
        {
            "date": d.date.isoformat(),
            "time": d.time and f"{d.time:%H:%M}",
            "zone": d.zone,
            "stage": d.stage,
            "precision": d.precision.value,
            "preliminary": d.preliminary,
        }
        for d in deadlines
    ]


def whole_call_json(
    call: Call,
    revisions: Iterable[Revision],
    similar: Iterable[Call],
    now: dt.datetime,
    sightings: Iterable[Sighting] = (),
    decisions: Iterable[Decision] = (),
) -> dict[str, Any]:
    """Everything that is known of one call."""
    facts = call.facts
    return {
        **sightings_json(call, sightings, decisions),
        **call_json(call, now),
        "language": facts.language,
        "call_title": facts.call_title,
        "action_type": facts.action_type,
        **take_part_json(facts),
        "similar": similar_json(similar, now),
        "opening": facts.opening.isoformat() if facts.opening else None,
        "swedish_title": facts.swedish_title,
        "opening_words": facts.opening_words,
        "regions": list(facts.regions),
        "updates": list(facts.updates),
        "budget": dataclasses.asdict(facts.budget),
        "summary": facts.summary,
        "sections": [{"heading": s.heading, "text": s.text} for s in facts.sections],
        "eligibility": facts.eligibility,
        "keywords": list(facts.keywords),
        "unread": dict(facts.unread),
        "content_hash": call.content_hash,
        "first_seen": call.first_seen.isoformat(),
        "last_seen": call.last_seen.isoformat(),
        "gone_since": call.gone_since.isoformat() if call.gone_since else None,
        "revisions": [
            {"at": r.at.isoformat(), "source": r.source_id, "field": r.field, "old": r.old, "new": r.new}
            for r in revisions
        ],
    }


def sightings_json(call: Call, sightings: Iterable[Sighting], decisions: Iterable[Decision]) -> dict[str, Any]:
    """Who shows a call, which value is whose, and on what they disagree (the value in force first)."""
    return {
        "sightings": [
            {
                "source": s.source_id,
                "external_id": s.key.external_id,
                "title": s.facts.title,
                "url": s.facts.url,
                "status": s.facts.status.value,
                "deadlines": deadlines_json(s.facts.deadlines),
                "budget": dataclasses.asdict(s.facts.budget),
                "first_seen": s.first_seen.isoformat(),
                "last_seen": s.last_seen.isoformat(),
            }
            for s in sightings
        ],
        "origins": dict(call.origins),
        "disputes": [
            {"field": d.field, "said": [{"source": source, "value": value} for source, value in d.said]}
            for d in call.disputes
        ],
        "decisions": [
            {"sightings": list(d.pair), "together": d.together, "by": d.by, "at": d.at.isoformat()} for d in decisions
        ],
    }


def similar_json(similar: Iterable[Call], now: dt.datetime) -> list[dict[str, Any]]:
    """Calls that say nearly the same as another; ``next_deadline`` a date in Europe/Brussels."""
    keys = ("id", "external_id", "title", "next_deadline")
    return [{key: row[key] for key in keys} for row in (call_json(c, now) for c in similar)]


def take_part_json(facts: CallFacts) -> dict[str, Any]:
    """What a municipality can be, whom it needs, and the words that say so; None is unknown."""
    found, needed, usual = role(facts), consortium(facts), usual_share(facts)
    return {
        "role": {"role": found.role.value, "words": found.words},
        "consortium": {"partners": needed.partners, "countries": needed.countries, "words": needed.words},
        "stages": stages(facts),
        "usual_own_share": None if usual is None else {"municipality": 0, "profit_making_company": usual},
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
            | ({"mark": r.mark} if r.mark else {})
            for r in match.reasons
        ],
    }
