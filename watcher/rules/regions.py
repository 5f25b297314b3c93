"""Swedish counties in a text: which a call is for. Pure.

Counties, regions and the structural funds' programme areas are read; a programme area stands for its counties.
"""

from __future__ import annotations

import re
from collections.abc import Collection

ALL = "Hela Sverige"
_COUNTIES = {
    "Blekinge": "blekinge", "Dalarna": "dalarna|dalarnas", "Gotland": "gotlands?", "Gävleborg": "gävleborgs?",
    "Halland": "hallands?", "Jämtland": "jämtlands?(?: härjedalen)?", "Jönköping": "jönköpings", "Kalmar": "kalmar",
    "Kronoberg": "kronobergs?", "Norrbotten": "norrbottens?", "Skåne": "skåne", "Stockholm": "stockholms",
    "Södermanland": "södermanlands?|sörmlands?", "Uppsala": "uppsala", "Värmland": "värmlands?",
    "Västerbotten": "västerbottens?", "Västernorrland": "västernorrlands?", "Västmanland": "västmanlands?",
    "Västra Götaland": "västra götalands?(?:regionen)?", "Örebro": "örebro", "Östergötland": "östergötlands?",
}  # fmt: skip
"""Each county and how it is written. Those that are cities, too, count only with *län* or *Region* beside."""
_CITIES = frozenset({"Gävleborg", "Jönköping", "Kalmar", "Stockholm", "Uppsala", "Örebro"})
AREAS = {
    "småland och öarna": ("Gotland", "Jönköping", "Kalmar", "Kronoberg"),
    "småland med öarna": ("Gotland", "Jönköping", "Kalmar", "Kronoberg"),
    "östra mellansverige": ("Södermanland", "Uppsala", "Västmanland", "Örebro", "Östergötland"),
    "norra mellansverige": ("Dalarna", "Gävleborg", "Värmland"),
    "mellersta norrland": ("Jämtland", "Västernorrland"),
    "övre norrland": ("Norrbotten", "Västerbotten"),
    "sydsverige": ("Blekinge", "Skåne"),
    "västsverige": ("Halland", "Västra Götaland"),
}
_WHOLE = re.compile(r"\b(?:hela sverige|hela landet|nationell utlysning)\b", re.IGNORECASE)


def _written(county: str, forms: str) -> re.Pattern[str]:
    beside = rf"\b(?:region (?:{forms}|{county.lower()})|(?:{forms})(?: län))\b"
    alone = "" if county in _CITIES else rf"|\b(?:{forms})\b"
    return re.compile(beside + alone, re.IGNORECASE)


_PATTERNS = {county: _written(county, forms) for county, forms in _COUNTIES.items()}
_ALONE = {c: re.compile(rf"(?:region )?(?:{f}|{c})(?: län)?", re.IGNORECASE) for c, f in _COUNTIES.items()}
_AREA_PATTERNS = {re.compile(rf"\b{name}s?\b", re.IGNORECASE): counties for name, counties in AREAS.items()}


def regions_in(text: str) -> tuple[str, ...]:
    """The counties a text names, in alphabetical order; ``Hela Sverige`` alone where it says so."""
    if _WHOLE.search(text):
        return (ALL,)
    found = {county for pattern, counties in _AREA_PATTERNS.items() if pattern.search(text) for county in counties}
    found |= {county for county, pattern in _PATTERNS.items() if pattern.search(text)}
    return tuple(c for c in _COUNTIES if c in found)


def regions_listed(values: Collection[str]) -> tuple[str, ...]:
    """The counties of a list, as far as its members are regions and nothing else: there *Kalmar* is the county."""
    found: set[str] = set()
    for value in (v.strip(" –-•.\t") for v in values):
        found |= {ALL} if _WHOLE.fullmatch(value) else set(AREAS.get(value.casefold(), ()))
        found |= {c for c, pattern in _ALONE.items() if pattern.fullmatch(value)}
    return (ALL,) if ALL in found else tuple(c for c in _COUNTIES if c in found)


def regions_of_page(title: str, text: str) -> tuple[str, ...]:
    """What a call's page says of regions: in its title, and in the lines of its text that name a region alone.

    A region named within a sentence may be anything: the funder's address, a partner.
    """
    found = {*regions_in(title), *regions_listed(text.splitlines())}
    return (ALL,) if ALL in found else tuple(c for c in _COUNTIES if c in found)


def concerns(regions: Collection[str], county: str) -> bool | None:
    """Whether a call for these regions is for a county; None where the call says nothing."""
    return None if not regions else ALL in regions or county in regions
