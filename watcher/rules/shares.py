"""Who pays how much, from a funder's words. Pure.

The rate is quoted from both sides: one fund gives its own part, another the applicant's. A percentage counts only in a
clause that says whose it is; two different ones for the same payer are unknown.
"""

from __future__ import annotations

import re

from db.records import Shares

_PER_CENT = re.compile(
    r"(?<![\d,.])(?P<low>\d{1,3})(?:(?:[,.]\d)? ?(?:–|-|till|to) ?(?P<high>\d{1,3}))? ?(?:%|procent|per ?cent)"
)
_CLAUSE = re.compile(r"[.;!?](?:\s|$)|\n|, (?=\d)|\b(?:och|samt|medan|resten|and|while)\b(?=[^.;]{0,60}\d)")
_OWN = (
    r"egen(?: ?(?:insats|finansiering|andel))|egeninsats|självfinansiering|medfinansier\w*|samfinansier\w*|"
    r"(?:sökanden?s?|projektägaren?s?|stödmottagaren?s?|ni|kommunen) (?:själv |egen )?"
    r"(?:bidrar|betalar|andel|finansierar)|"
    r"own (?:contribution|resources|share)|co-?financ(?:ing|ed) (?:by|from) (?:the )?(?:applicant|partner)s?"
)
_NATIONAL = (
    r"nationell\w* (?:\w+ )?(?:medel|finansiering|stöd|medfinansiering)|statlig\w* (?:medel|stöd|medfinansiering)|"
    r"national (?:funding|co-?financing|share)"
)
_EU = (
    r"EU(?:[:-]s)? ?-?(?:stöd\w*|medel|andel|bidrag|finansiering)|\bEU\b|\bERUF\b|\bESF\+?|\bAMIF\b|\bInterreg\b|"
    r"regionalfond\w*|socialfond\w*|\bERDF\b|\bEU (?:grant|contribution|funding)|funding rate"
)
_KINDS = (("own", re.compile(_OWN, re.I)), ("national", re.compile(_NATIONAL, re.I)), ("eu", re.compile(_EU)))
_SUPPORT = re.compile(r"stöd(?:andel|nivå|et)|finansieringsgrad|stöd (?:ges )?(?:med|på|upp till)|täcker", re.I)
_WORDS = 200


def shares_in(text: str, *, funder: str = "") -> Shares:
    """The shares that a text names. ``funder`` (``eu`` or ``national``) is whose a bare *stödnivå* is; without it such
    a percentage is left out. Of a span (75–90 %) the highest is what a funder may pay, the lowest what is our own."""
    found: dict[str, set[int]] = {"eu": set(), "national": set(), "own": set()}
    words: list[str] = []
    for clause in _clauses(text):
        kind = next((name for name, pattern in _KINDS if pattern.search(clause)), "")
        kind = kind or (funder if _SUPPORT.search(clause) else "")
        values = [_value(mark, kind) for mark in _PER_CENT.finditer(clause)]
        if kind and values and all(0 <= v <= 100 for v in values):
            found[kind] |= set(values)
            words.append(clause.strip())
    known = {kind: values.pop() for kind, values in found.items() if len(values) == 1}
    return Shares(**known, words="; ".join(dict.fromkeys(words))[:_WORDS])


def _clauses(text: str) -> list[str]:
    starts = [0, *(mark.end() for mark in _CLAUSE.finditer(text))]
    ends = [*(mark.start() for mark in _CLAUSE.finditer(text)), len(text)]
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


def _value(mark: re.Match[str], kind: str) -> int:
    low, high = int(mark["low"]), int(mark["high"] or mark["low"])
    return min(low, high) if kind == "own" else max(low, high)
