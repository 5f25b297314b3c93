"""Projects, applications and activities from texts, and back: each field checked, then all of them together. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from db.workrecords import Activity, Application, ApplicationState, Money, Project, WorkChange
from watcher.rules import workfields as f
from watcher.rules.workfields import Field

Work = TypeVar("Work", Application, Project, Activity)
AMOUNTS = ("total", "grant", "own")
RATES = ("eu_rate", "national_rate", "own_rate")
APPLICATION_STATES = {
    ApplicationState.SUBMITTED: "inskickad",
    ApplicationState.GRANTED: "beviljad",
    ApplicationState.REJECTED: "avslag",
    ApplicationState.WITHDRAWN: "återtagen",
}


class FieldErrors(ValueError):
    """What is wrong, field by field: pairs of a field's Swedish heading (empty: the whole) and a Swedish sentence."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{heading}: {words}" if heading else words for heading, words in faults))
        self.faults = tuple(faults)


def _show(words: Mapping[Any, str]) -> Any:
    return lambda value: words[value]


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


_DAY = (f.day, lambda value: value.isoformat())
_MONEY = (
    *(Field(n, h, f.amount, str) for n, h in zip(AMOUNTS, ("total budget", "bidrag", "egen andel"), strict=True)),
    *(Field(n, h, f.rate, _number) for n, h in zip(RATES, ("EU-sats", "nationell sats", "egen sats"), strict=True)),
    Field("currency", "valuta", lambda text: text.upper(), str),
)
_WHOSE = (Field("department_id", "förvaltning", f.text, str), Field("title", "titel", f.text, str))
_PARTNERS = Field("partners", "partner", f.partners, f.partners_text)
FIELDS: dict[type, tuple[Field, ...]] = {
    Project: (
        *_WHOSE,
        Field("kind", "slag", f.choice(f.PROJECT_KINDS), _show(f.PROJECT_KINDS)),
        Field("part", "roll", f.choice(f.PARTS), _show(f.PARTS)),
        Field("programme", "program", f.programme, f.programme_text),
        _PARTNERS,
        *_MONEY,
        Field("start", "start", *_DAY),
        Field("end", "slut", *_DAY),
        Field("ended", "avslutat", f.yes, lambda value: "ja" if value else "nej"),
        Field("reference", "diarienummer", f.text, str),
        Field("results", "resultat", f.text, str),
        Field("links", "länkar", f.links, " ".join),
    ),
    Application: (
        *_WHOSE,
        Field("state", "läge", f.choice(APPLICATION_STATES), _show(APPLICATION_STATES)),
        Field("kind", "slag", f.choice(f.PROJECT_KINDS), _show(f.PROJECT_KINDS)),
        Field("programme", "program", f.programme, f.programme_text),
        Field("submitted", "inskickad den", *_DAY),
        Field("decided", "beslut den", *_DAY),
        *_MONEY,
        Field("reference", "diarienummer", f.text, str),
        Field("note", "anteckning", f.text, str),
    ),
    Activity: (
        *_WHOSE,
        Field("kind", "slag", f.choice(f.ACTIVITY_KINDS), _show(f.ACTIVITY_KINDS)),
        Field("start", "från", *_DAY),
        Field("end", "till", *_DAY),
        Field("place", "plats", f.text, str),
        _PARTNERS,
        Field("results", "resultat", f.text, str),
    ),
}
"""In the order of a file's columns."""
REQUIRED: dict[type, tuple[str, ...]] = {
    Project: ("department_id", "title", "kind"),
    Application: ("department_id", "title", "state"),
    Activity: ("department_id", "title", "kind", "start"),
}


def read(kind: type[Work], texts: Mapping[str, str], base: Work | None = None) -> Work:
    """A record from texts by field name; with a ``base`` only what is given changes, and an empty text clears.

    Raises FieldErrors with everything that is wrong.
    """
    faults: list[tuple[str, str]] = []
    values, money = _values(kind, texts, faults)
    missing = () if base else (n for n in REQUIRED[kind] if values.get(n) is None)
    headings = {x.name: x.heading for x in FIELDS[kind]}
    faults += [(headings[n], "saknas") for n in missing if (n not in texts or not texts[n].strip())]
    if faults:
        raise FieldErrors(faults)
    if kind is not Activity and (money or base is None):
        values["money"] = dataclasses.replace(getattr(base, "money", Money()), **money)
    whole: dict[str, Any] = {"id": 0, "organisation_id": ""} | values
    record = kind(**whole) if base is None else dataclasses.replace(base, **values)
    if wrong := together(record):
        raise FieldErrors(wrong)
    return record


def _values(
    kind: type, texts: Mapping[str, str], faults: list[tuple[str, str]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record's values and its money's, read; what is wrong goes to ``faults``."""
    values: dict[str, Any] = {}
    money: dict[str, Any] = {}
    currencies: dict[str, str] = {}
    empty = {x.name: x.default for x in dataclasses.fields(kind)} | {
        x.name: x.default for x in dataclasses.fields(Money)
    }
    for field in FIELDS[kind]:
        if field.name not in texts:
            continue
        text = texts[field.name].strip()
        target = money if field in _MONEY else values
        if not text:
            if empty[field.name] is not dataclasses.MISSING:
                target[field.name] = empty[field.name]
            continue
        try:
            found = field.read(text)
        except ValueError as error:
            faults.append((field.heading, str(error)))
            continue
        if field.name in AMOUNTS:
            found, named = found
            if named:
                currencies[field.heading] = named
        target[field.name] = found
    _one_currency(money, currencies, faults)
    return values, money


def _one_currency(money: dict[str, Any], named: Mapping[str, str], faults: list[tuple[str, str]]) -> None:
    """Amounts that name a currency must all name the same, and the one of its own field."""
    all_named = {*named.values(), *([money["currency"]] if "currency" in money else [])}
    if len(all_named) > 1:
        faults.append(("valuta", f"två valutor i samma rad: {' och '.join(sorted(all_named))}"))
    elif all_named:
        money["currency"] = all_named.pop()


def together(record: Application | Project | Activity) -> list[tuple[str, str]]:
    """What is wrong between the fields of a record."""
    if not isinstance(record, Activity) and (wrong := _too_much(record.money)):
        return [wrong]
    if isinstance(record, Application):
        if record.submitted and record.decided and record.decided < record.submitted:
            return [("beslut den", f"{record.decided} är före inskickad den {record.submitted}")]
        return []
    if record.start and record.end and record.end < record.start:
        return [("slut", f"{record.end} är före starten {record.start}")]
    return []


def _too_much(money: Money) -> tuple[str, str] | None:
    """Rates that come to more than the whole."""
    rates = [r for r in (money.eu_rate, money.national_rate, money.own_rate) if r is not None]
    if sum(rates) <= 100.5:  # each may have been rounded
        return None
    return (
        "egen sats" if money.own_rate is not None else "nationell sats",
        f"satserna blir {_number(sum(rates))} procent",
    )


def write(record: Application | Project | Activity) -> dict[str, str]:
    """The record as texts by field name, in the order of a file's columns."""
    money = getattr(record, "money", None)
    texts = {}
    for field in FIELDS[type(record)]:
        value = getattr(money if field in _MONEY else record, field.name)
        texts[field.name] = "" if value in (None, "", ()) else field.write(value)
    return texts


def change_text(change: WorkChange) -> str:
    """A change in a few words, for the history."""
    return f"{change.field}: {change.old if change.old is not None else '–'} → {change.new}"
