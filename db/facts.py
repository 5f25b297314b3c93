"""Call facts as columns, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from db.records import Budget, CallFacts, CallKey, Clues, Deadline, Precision, Section, Shares, Status


def key_columns(key: CallKey) -> dict[str, Any]:
    """The columns of ``calls`` and ``sightings`` that hold an identity."""
    return {
        "namespace": key.namespace,
        "external_id": key.external_id,
        "folded_key": key.folded,
        "folded_id": key.external_id.casefold(),
    }


def to_columns(facts: CallFacts) -> dict[str, Any]:
    """The columns of ``calls`` that hold what a source says."""
    return {
        **key_columns(facts.key),
        "title": facts.title,
        "url": facts.url,
        "language": facts.language,
        "summary": facts.summary,
        "sections": [[section.heading, section.text] for section in facts.sections],
        "programme": facts.programme,
        "action_type": facts.action_type,
        "status": facts.status.value,
        "opening": facts.opening,
        "deadlines": [_deadline_to_json(deadline) for deadline in facts.deadlines],
        "eligibility": facts.eligibility,
        "keywords": list(facts.keywords),
        "call_title": facts.call_title,
        "swedish_title": facts.swedish_title,
        "opening_words": facts.opening_words,
        "regions": list(facts.regions),
        "updates": list(facts.updates),
        "unread": dict(facts.unread),
        **_budget_to_columns(facts.budget),
    }


def to_json(facts: CallFacts) -> dict[str, Any]:
    """The same as one JSON value."""
    columns = to_columns(facts)
    return columns | {"opening": facts.opening.isoformat() if facts.opening else None}


def from_json(value: Mapping[str, Any]) -> CallFacts:
    """The facts that ``to_json`` gave."""
    opening = dt.date.fromisoformat(value["opening"]) if value["opening"] else None
    return from_row({**value, "opening": opening})


def clues_to_json(clues: Clues | None) -> dict[str, Any] | None:
    """Only what there is: most sightings have few clues."""
    if clues is None:
        return None
    values = {"own": clues.own, "mentioned": clues.mentioned, "page": clues.page, "titles": clues.titles}
    return {name: value for name, value in values.items() if value}


def clues_from_json(value: Mapping[str, Any] | None) -> Clues | None:
    """The clues that ``clues_to_json`` gave."""
    if value is None:
        return None
    titles = tuple((title, tuple(dates)) for title, dates in value.get("titles", ()))
    return Clues(value.get("own", ""), tuple(value.get("mentioned", ())), value.get("page", ""), titles)


def from_row(row: RowMapping | Mapping[str, Any]) -> CallFacts:
    """The facts of a row of ``calls``; a row read without its text has no sections."""
    return CallFacts(
        key=CallKey(row["namespace"], row["external_id"]),
        title=row["title"],
        url=row["url"],
        language=row["language"],
        summary=row["summary"],
        sections=tuple(Section(heading, text) for heading, text in row.get("sections", ())),
        programme=row["programme"],
        action_type=row["action_type"],
        status=Status(row["status"]),
        opening=row["opening"],
        deadlines=tuple(_deadline_from_json(deadline) for deadline in row["deadlines"]),
        budget=_budget_from_row(row),
        eligibility=row["eligibility"],
        keywords=tuple(row["keywords"]),
        call_title=row["call_title"],
        swedish_title=row["swedish_title"],
        opening_words=row["opening_words"],
        regions=tuple(row["regions"]),
        updates=tuple(row.get("updates", ())),
        unread=row["unread"],
    )


def _budget_to_columns(budget: Budget) -> dict[str, Any]:
    return {
        "currency": budget.currency,
        "budget_total": budget.total,
        "budget_minimum": budget.minimum,
        "budget_maximum": budget.maximum,
        "expected_grants": budget.expected_grants,
        "rate": budget.rate,
        "shares": _shares_to_json(budget.shares),
    }


def _budget_from_row(row: RowMapping | Mapping[str, Any]) -> Budget:
    return Budget(
        currency=row["currency"],
        total=row["budget_total"],
        minimum=row["budget_minimum"],
        maximum=row["budget_maximum"],
        expected_grants=row["expected_grants"],
        rate=row["rate"],
        shares=Shares(**row["shares"]),
    )


def _shares_to_json(shares: Shares) -> dict[str, Any]:
    """Only what is known: most calls say nothing."""
    values = {"eu": shares.eu, "national": shares.national, "own": shares.own, "words": shares.words}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    vague: dict[str, Any] = {"precision": deadline.precision.value} if deadline.precision is not Precision.DAY else {}
    vague |= {"preliminary": True} if deadline.preliminary else {}
    return {
        "date": deadline.date.isoformat(),
        "time": None if deadline.time is None else deadline.time.isoformat(),
        "zone": deadline.zone,
        "stage": deadline.stage,
        **vague,
    }


def _deadline_from_json(value: Mapping[str, Any]) -> Deadline:
    return Deadline(
        date=dt.date.fromisoformat(value["date"]),
        time=None if value["time"] is None else dt.time.fromisoformat(value["time"]),
        zone=value["zone"],
        stage=value["stage"],
        precision=Precision(value.get("precision", Precision.DAY)),
        preliminary=value.get("preliminary", False),
    )
