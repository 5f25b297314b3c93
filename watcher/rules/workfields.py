"""One field of a project or activity as text: what the options of a command and the columns of a file have in common.

A field knows its English name (options, JSON), its Swedish heading (files, people), how its text is read and how its
value is written. Reading raises ValueError with a Swedish sentence that says what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.workrecords import ActivityKind, Part, Partner, PartnerKind, ProjectKind
from watcher.rules.programmes import known_programme

PROJECT_KINDS = {ProjectKind.EU: "EU-projekt", ProjectKind.INTERNATIONAL: "internationellt"}
PARTS = {Part.COORDINATOR: "koordinator", Part.PARTNER: "partner"}
PARTNER_KINDS = {
    PartnerKind.BUSINESS: "näringsliv",
    PartnerKind.UNIVERSITY: "universitet",
    PartnerKind.NETWORK: "nätverk",
    PartnerKind.OTHER: "annan",
}
ACTIVITY_KINDS = {
    ActivityKind.NETWORK: "nätverk",
    ActivityKind.CONFERENCE: "konferens",
    ActivityKind.VISIT: "studiebesök",
    ActivityKind.EXCHANGE: "utbyte",
    ActivityKind.TRAINING: "kompetensutveckling",
    ActivityKind.OTHER: "annat",
}
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?")
_UNITS = {"": 1, "tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "msek": 1_000_000, "meur": 1_000_000}
_CURRENCIES = {"kr": "SEK", "sek": "SEK", "kronor": "SEK", "eur": "EUR", "euro": "EUR", "€": "EUR",
               "tkr": "SEK", "mkr": "SEK", "mnkr": "SEK", "msek": "SEK", "meur": "EUR"}  # fmt: skip
_PARTNER = re.compile(r"(?P<name>[^\[(]+?)\s*(?:\[(?P<kind>[^\]]*)\])?\s*(?:\((?P<country>[A-Za-z]{2})\))?")
_TELLING = {
    PartnerKind.UNIVERSITY: re.compile(r"universitet|university|universität|högskola|\buniv\b", re.IGNORECASE),
    PartnerKind.NETWORK: re.compile(r"nätverk|network|\b(?:Eurocities|ICLEI|Euroregion Baltic)\b", re.IGNORECASE),
    PartnerKind.BUSINESS: re.compile(r"\b(?:AB|Aktiebolag|GmbH|Ltd|Oyj?|ApS|A/S)\b|näringsliv|handelskammare"),
}
_YES, _NO = ("ja", "j", "yes", "x", "1"), ("nej", "n", "no", "0")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Field:
    """``read`` gets a text that is not empty; an empty one means *unknown* and is never given to it."""

    name: str
    heading: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def text(value: str) -> str:
    """The text as it is."""
    return value


def day(value: str) -> dt.date:
    """``2026-11-23``."""
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} är inget datum som 2026-11-23") from None


def amount(value: str) -> tuple[int, str | None]:
    """Whole units, and the currency where the text names one: ``1 234 567``, ``2,5 mnkr``, ``240 000 euro``."""
    bare = _SPACES.sub("", value).casefold()
    number = _AMOUNT.match(bare)
    unit = bare[number.end() :] if number else bare
    if not number or (unit and unit not in _CURRENCIES):
        raise ValueError(f"{value!r} är inget belopp som 1 234 567 eller 2,5 mnkr")
    whole = float(number[0].replace(",", ".")) * _UNITS.get(unit, 1)
    if _looks_like_thousands(number[0], unit):
        raise ValueError(f"{value!r} kan läsas på två sätt: skriv tusental med mellanslag, som 1 234 567")
    return round(whole), _CURRENCIES.get(unit)


def _looks_like_thousands(number: str, unit: str) -> bool:
    """``1.234`` or ``1,234`` without a unit of thousands or millions: a decimal comma or a thousands separator?"""
    return not _UNITS.get(unit, 1) > 1 and bool(re.fullmatch(r"\d{1,3}[.,]\d{3}", number))


def rate(value: str) -> float:
    """Per cent: ``80``, ``53,5 %``."""
    bare = _SPACES.sub("", value).removesuffix("%").replace(",", ".")
    try:
        found = float(bare)
    except ValueError:
        raise ValueError(f"{value!r} är ingen procentsats") from None
    if not 0 <= found <= 100:
        raise ValueError(f"{value!r} är inte mellan 0 och 100 procent")
    return found


def yes(value: str) -> bool:
    """``ja`` or ``nej``."""
    word = value.casefold()
    if word not in _YES and word not in _NO:
        raise ValueError(f"{value!r} ska vara ja eller nej")
    return word in _YES


def programme(value: str) -> str:
    """A programme that the house knows, by short or Swedish name; others are written ``övrigt: NAMN``."""
    if value.casefold().startswith("övrigt:"):
        return value[len("övrigt:") :].strip()
    known = known_programme(value)
    if known is None:
        raise ValueError(f"programmet {value!r} är okänt; skriv annars övrigt: {value}")
    return known


def programme_text(short: str) -> str:
    """The reverse of ``programme``."""
    return short if known_programme(short) else f"övrigt: {short}"


def choice(words: Mapping[Any, str]) -> Callable[[str], Any]:
    """Reads a word of a short list, in Swedish or English."""
    by_word = {w.casefold(): v for v, w in words.items()} | {str(v.value): v for v in words}

    def read(value: str) -> StrEnum:
        found = by_word.get(value.casefold())
        if found is None:
            raise ValueError(f"{value!r} ska vara {', '.join(words.values())}")
        return found  # type: ignore[no-any-return]

    return read


def partners(value: str) -> tuple[Partner, ...]:
    """``Linnéuniversitetet [universitet] (SE); Gdynia (PL)``."""
    return tuple(_partner(part.strip()) for part in value.split(";") if part.strip())


def _partner(value: str) -> Partner:
    found = _PARTNER.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} ska skrivas som Namn [slag] (land), till exempel Gdynia (PL)")
    name = found["name"].strip()
    kind = choice(PARTNER_KINDS)(found["kind"]) if found["kind"] else partner_kind(name)
    return Partner(name, kind, (found["country"] or "").upper())


def partner_kind(name: str) -> PartnerKind:
    """The kind that a partner's name itself tells; what is written in brackets rules."""
    return next((kind for kind, pattern in _TELLING.items() if pattern.search(name)), PartnerKind.OTHER)


def partners_text(found: Sequence[Partner]) -> str:
    """The reverse of ``partners``."""
    return "; ".join(
        p.name
        + (f" [{PARTNER_KINDS[p.kind]}]" if {p.kind, partner_kind(p.name)} != {PartnerKind.OTHER} else "")
        + (f" ({p.country})" if p.country else "")
        for p in found
    )


def links(value: str) -> tuple[str, ...]:
    """Web addresses with spaces between them."""
    found = tuple(value.split())
    for address in found:
        if not re.fullmatch(r"https?://[^\s/]+\S*", address):
            raise ValueError(f"{address!r} är ingen webbadress")
    return found
