"""This topic's money out of the whole call's budget map.

``budgetTopicActionMap`` holds all topics of the call. An entry is the topic's own when the part of its ``action``
before " - " equals the identifier: a prefix test would also take ``…-01-two-stage`` for ``…-01``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from db.records import Budget

_AMOUNT = re.compile(r"\d{1,3}(?:[ \u00a0.,]\d{3})+|\d+(?:\.\d+)?")


def own_entries(overviews: Iterable[dict[str, Any]], identifier: str) -> list[dict[str, Any]]:
    """The entries of the map that are about this topic."""
    wanted = identifier.casefold()
    return [e for e in _entries(overviews) if str(e.get("action", "")).split(" - ")[0].strip().casefold() == wanted]


def _entries(overviews: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for overview in overviews:
        mapped = overview.get("budgetTopicActionMap")
        for group in mapped.values() if isinstance(mapped, dict) else ():
            yield from (e for e in group if isinstance(e, dict)) if isinstance(group, list) else ()


def budget(overviews: Sequence[dict[str, Any]], identifier: str) -> tuple[Budget, tuple[str, ...]]:
    """The topic's budget, summed over years and actions, and the values that could not be read."""
    entries = own_entries(overviews, identifier)
    unread: list[str] = []

    def numbers(values: Iterable[object]) -> list[int]:
        found = []
        for value in values:
            number = amount(value)
            if number is None and value not in (None, "", 0, "0"):
                unread.append(str(value)[:100])
            if number:
                found.append(number)
        return found

    years = [v for e in entries for v in _years(e).values()]
    return Budget(
        currency="EUR",
        total=sum(numbers(years)) or None,
        minimum=min(numbers(e.get("minContribution") for e in entries), default=None),
        maximum=max(numbers(e.get("maxContribution") for e in entries), default=None),
        expected_grants=sum(numbers(e.get("expectedGrants") for e in entries)) or None,
    ), tuple(unread)


def _years(entry: dict[str, Any]) -> dict[str, Any]:
    years = entry.get("budgetYearMap")
    return years if isinstance(years, dict) else {}


def amount(value: object) -> int | None:
    """Whole euros from a number or a text like ``12 500 000``; None when it is neither."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 1e13 else None
    text = str(value).strip()
    if not _AMOUNT.fullmatch(text):
        return None
    return int(float(text)) if re.fullmatch(r"\d+(?:\.\d{1,2})?", text) else int(re.sub(r"\D", "", text))
