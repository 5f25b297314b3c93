"""Amounts as Swedish and English pages write them. Pure.

An amount needs a currency or a unit that implies one (``mnkr``, ``tkr``); a bare number is not money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from db.records import Budget

_NUMBER = (
    r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:[.,]\d{1,2})?(?![\d])"
)
_UNITS = {
    "miljarder": 10**9, "miljard": 10**9, "billion": 10**9, "mdkr": 10**9,
    "miljoner": 10**6, "miljon": 10**6, "million": 10**6, "milj": 10**6, "mn": 10**6, "m": 10**6,
    "mnkr": 10**6, "mkr": 10**6, "msek": 10**6, "meur": 10**6,
    "tusen": 10**3, "tkr": 10**3, "tsek": 10**3, "keur": 10**3, "k": 10**3,
}  # fmt: skip
_SEK = frozenset({"kr", "kronor", "krona", "sek", "skr", "mnkr", "mkr", "msek", "tkr", "tsek", "mdkr"})
_EUR = frozenset({"eur", "euro", "euros", "€", "meur", "keur"})
_BOTH = r"mdkr|mnkr|mkr|msek|meur|tkr|tsek|keur"
_UNIT = r"miljarder|miljard|billion|miljoner|miljon|million|milj\.?|mn|tusen"
_CURRENCY = r"kronor|krona|skr|sek|kr|euros?|eur|€"


def _one(index: int) -> str:
    return rf"(?P<n{index}>{_NUMBER})(?: ?(?P<u{index}>{_UNIT})\b\.?)?"


_AMOUNT = re.compile(
    rf"(?<![\d.,-])(?P<before>€|EUR |SEK )? ?{_one(1)}"
    rf"(?: ?(?:–|—|-|till|to|och|and)(?: (?:som mest|högst|max(?:imalt)?))? ?(?:€|EUR |SEK )?{_one(2)})?"
    rf"(?: ?(?P<both>{_BOTH})\b| ?(?P<currency>{_CURRENCY})(?![a-zåäö]))?",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:högst|max(?:imalt|imum|\.)?|upp till|som mest|up to|at most|no more than)(?: på)?:? ?$", re.I)
_LEAST = re.compile(r"\b(?:minst|lägst|at least|minimum|from)(?: på)?:? ?$", re.I)
_TOTAL = re.compile(
    r"utlys(?:ta|er|ningens budget)|tillgängliga medel|total(?:t|a|budget)?\b|budget(?:en)?\b|available|sammanlagt|"
    r"avsätt\w*|avsatt",
    re.I,
)
_EACH = re.compile(r"per (?:projekt|ansökan|project|sökande|grant|bidrag)|/projekt|varje projekt|each project", re.I)
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a span in whole units of its currency; ``low`` or ``high`` is None where only one side is bound."""

    start: int
    end: int
    low: int | None
    high: int | None
    currency: str


def find_money(text: str) -> Iterator[Money]:
    """The amounts of a text in order. ``högst 500 000 kr`` has no low, ``minst 2 MEUR`` no high."""
    for mark in _AMOUNT.finditer(text):
        currency = _currency(mark)
        if not currency:
            continue
        shared = (mark["both"] or mark["u2"] or mark["u1"] or "").lower().rstrip(".")
        last = _whole(mark["n2"] or mark["n1"], mark["both"] or mark["u2"] or mark["u1"])
        first = _whole(mark["n1"], mark["u1"] or shared) if mark["n2"] else last
        before = text[max(0, mark.start() - _NEAR) : mark.start()]
        low: int | None = first
        high: int | None = last
        if not mark["n2"] and _MOST.search(before):
            low = None
        elif not mark["n2"] and _LEAST.search(before):
            high = None
        yield Money(mark.start(), mark.end(), low, high, currency)


def _currency(mark: re.Match[str]) -> str:
    names = {(mark[name] or "").lower().strip() for name in ("before", "both", "currency")}
    return "SEK" if names & _SEK else "EUR" if names & _EUR else ""


def _whole(number: str, unit: str | None) -> int:
    """Whole units; a comma or a single dot before one or two digits is the decimal point, others part thousands."""
    text = re.sub(r"[ \u00a0\u202f]", "", number)
    if re.fullmatch(r"\d+[.,]\d{1,2}", text):
        value = Decimal(text.replace(",", "."))
    elif re.fullmatch(r"[\d.]+,\d{1,2}", text):
        value = Decimal(text.replace(".", "").replace(",", "."))
    else:
        value = Decimal(re.sub(r"[.,]", "", text))
    return int(value * _UNITS.get((unit or "").lower().rstrip("."), 1))


def budget_in(text: str) -> Budget:
    """What a text says of money: the whole call's only where it says so, a project's where it names a bound or says so.

    Two different totals, or amounts in two currencies, are unknown.
    """
    found = list(find_money(text))
    totals = {m.high for m in found if m.high and m.low == m.high and not _is_each(text, m) and _is_total(text, m)}
    each = [m for m in found if _is_each(text, m) or (m.low != m.high and not _is_total(text, m))]
    if len({m.currency for m in found}) != 1:
        return Budget()
    lows, highs = [m.low for m in each if m.low is not None], [m.high for m in each if m.high is not None]
    budget = Budget(found[0].currency, minimum=min(lows, default=None), maximum=max(highs, default=None))
    return replace(budget, total=totals.pop()) if len(totals) == 1 else budget


def _is_total(text: str, money: Money) -> bool:
    return _TOTAL.search(_sentence_around(text, money)) is not None


def _is_each(text: str, money: Money) -> bool:
    return _EACH.search(text[money.end : money.end + 40].split(". ")[0]) is not None


def _sentence_around(text: str, money: Money) -> str:
    before = re.split(r"[.!?] |\n", text[max(0, money.start - 2 * _NEAR) : money.start])[-1]
    return before + re.split(r"[.!?] |\n", text[money.end : money.end + _NEAR])[0]
