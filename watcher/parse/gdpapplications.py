"""The answer of GDP 2.0's ``/ansokningar`` as a file: one page or several in one list. Almost any field may be null."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.workrecords import ApplicationState
from watcher.errors import ParseError
from watcher.parse import jsontext
from watcher.parse.text import one_line
from watcher.rules.reconcile import Foreign, digits
from watcher.rules.sameamount import Amount, Means

STATES = {
    "Beviljad": ApplicationState.GRANTED,
    "Avslagen": ApplicationState.REJECTED,
    "Ej beslutad": ApplicationState.SUBMITTED,
}
CLOSED = "Ej öppna data"
"""What stands in the place of a text that the funder does not give out."""


def read_applications(content: bytes, name: str) -> tuple[list[Foreign], list[str]]:
    """The applications, and what could not be read (Swedish). ``line`` is the place in the list, from 1. People in the
    answer are not read. Raises ParseError for what is no such answer."""
    return applications_in(jsontext.loads(content, name), name)


def applications_in(value: Any, name: str) -> tuple[list[Foreign], list[str]]:
    """The same of an answer that has been read. Raises ParseError."""
    if not isinstance(value, list) or not all(isinstance(item, dict) and "diarienummer" in item for item in value):
        raise ParseError(
            f"{name}: filen är inget svar från GDP:s /ansokningar (en lista där varje post har diarienummer)"
        )
    unread = [
        f"post {n}, soktBelopp: {item['soktBelopp']!r} är inget belopp"
        for n, item in enumerate(value, 1)
        if item.get("soktBelopp") is not None and not _is_amount(item["soktBelopp"])
    ]
    return [_application(n, item) for n, item in enumerate(value, 1)], unread


def _application(line: int, item: Mapping[str, Any]) -> Foreign:
    applied: Any = item.get("soktBelopp")
    amounts = [Amount(Means.APPLIED, round(applied), _text(item, "soktBeloppValuta"))] if _is_amount(applied) else []
    titles = (_text(item, "titel"), _text(item, "titelEng"))
    return Foreign(
        line=line,
        titles=tuple(t for t in titles if t and t != CLOSED),
        references=tuple(filter(None, [_text(item, "diarienummer")])),
        organisations=frozenset(_numbers(item)),
        state=STATES.get(_text(item, "status")),
        amounts=tuple(amounts),
    )


def _numbers(item: Mapping[str, Any]) -> Iterator[str]:
    members = item.get("organisationer")
    for organisation in members if isinstance(members, list) else ():
        if isinstance(organisation, dict) and (number := digits(_text(organisation, "organisationsnummer"))):
            yield number


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e13


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return one_line(value) if isinstance(value, str) else ""
