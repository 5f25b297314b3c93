"""A topic's own file (``topicDetails/<identifier>.json``): fills in what its row in the search lacked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from db.records import CallFacts
from watcher.errors import ParseError
from watcher.parse import html, jsontext
from watcher.sources.sedia.budget import budget
from watcher.sources.sedia.facts import summary_of
from watcher.sources.sedia.updates import announced


def address(base: str, identifier: str) -> str:
    """Where a topic's file lies: its identifier in lower case."""
    return f"{base.rstrip('/')}/{quote(identifier.lower(), safe='')}.json"


def lacks(facts: CallFacts) -> bool:
    """Whether a call has no text or no money."""
    return not facts.text or (facts.budget.total is None and facts.budget.maximum is None)


def filled(facts: CallFacts, content: bytes) -> CallFacts:
    """The facts with what the file knows and they lacked; nothing that was known is replaced.

    Raises ParseError for what is no such file, or the file of another topic.
    """
    details = _details(content, facts.key.external_id)
    sections = facts.sections or html.to_sections(_text(details, "description"))
    money = facts.budget
    if money.total is None and money.maximum is None:
        found, _ = budget([_object(details, "budgetOverviewJSONItem")], facts.key.external_id)
        money = replace(found, rate=money.rate, shares=money.shares)
    return replace(
        facts,
        sections=sections,
        summary=facts.summary or summary_of(sections),
        eligibility=facts.eligibility or html.to_text(_text(details, "conditions")),
        call_title=facts.call_title or _text(details, "callTitle"),
        budget=money,
        updates=facts.updates or announced(_list(details, "latestInfos")),
    )


def _details(content: bytes, identifier: str) -> dict[str, Any]:
    value = jsontext.loads(content, identifier)
    details = value.get("TopicDetails") if isinstance(value, dict) else None
    if not isinstance(details, dict):
        raise ParseError(f"{identifier}: svaret saknar TopicDetails")
    if _text(details, "identifier").casefold() != identifier.casefold():
        raise ParseError(f"{identifier}: svaret är ett annat ämnes uppgifter")
    return details


def _text(details: dict[str, Any], name: str) -> str:
    value = details.get(name)
    return value.strip() if isinstance(value, str) else ""


def _list(details: dict[str, Any], name: str) -> list[Any]:
    value = details.get(name)
    return value if isinstance(value, list) else []


def _object(details: dict[str, Any], name: str) -> dict[str, Any]:
    value = details.get(name)
    return value if isinstance(value, dict) else {}
