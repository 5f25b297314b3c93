"""Amounts of a project from two registers, compared only where both mean the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.workrecords import Money
from watcher.rules.swedish import amount


class Means(StrEnum):
    """What an amount is of: the whole project's, or one organisation's part of it."""

    TOTAL = "total"
    ELIGIBLE = "eligible"
    """What the funder counts of the total; it may be less."""
    EU = "eu"
    PUBLIC = "public"
    """The EU's and the nation's share together."""
    APPLIED = "applied"
    PART_TOTAL = "part_total"
    PART_EU = "part_eu"


WORDS = {
    Means.TOTAL: "hela budgeten",
    Means.ELIGIBLE: "stödberättigande utgifter",
    Means.EU: "EU:s del",
    Means.PUBLIC: "EU:s och nationell del",
    Means.APPLIED: "sökt belopp",
    Means.PART_TOTAL: "organisationens kostnad",
    Means.PART_EU: "organisationens EU-bidrag",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole units of the currency; an empty currency is unknown."""

    means: Means
    value: int
    currency: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A foreign amount with ours of the same meaning; ``words`` say in Swedish how they differ, or why they are not
    compared. ``same`` is None when they are not."""

    foreign: Amount
    same: bool | None
    words: str


def ours(money: Money, *, applied: bool) -> tuple[Amount, ...]:
    """Our amounts with their meaning. A grant is the EU's alone when the national rate is known to be nothing, the
    two together when it is more, and says nothing while that is unknown; the rates say what the EU pays of a total.
    The grant of an application is also what was ``applied`` for."""
    found = []
    if money.total is not None:
        found.append(Amount(Means.TOTAL, money.total, money.currency))
    if money.grant is not None and money.national_rate is not None:
        means = Means.EU if money.national_rate == 0 else Means.PUBLIC
        found.append(Amount(means, money.grant, money.currency))
    if money.grant is not None and applied:
        found.append(Amount(Means.APPLIED, money.grant, money.currency))
    if money.total is not None and money.eu_rate is not None and not any(a.means is Means.EU for a in found):
        found.append(Amount(Means.EU, round(money.total * money.eu_rate / 100), money.currency))
    return tuple(found)


def compared(foreign: Sequence[Amount], own: Sequence[Amount]) -> tuple[Compared, ...]:
    """Each foreign amount against ours of the same meaning and currency."""
    return tuple(_compared(theirs, own) for theirs in foreign)


def _compared(theirs: Amount, own: Sequence[Amount]) -> Compared:
    name = WORDS[theirs.means]
    alike = [a for a in own if a.means is theirs.means]
    if not alike:
        return Compared(theirs, None, f"{name}: jämförs inte, registret har inget belopp med samma innebörd")
    mine = alike[0]
    if mine.currency != theirs.currency:
        currencies = f"{mine.currency or 'okänd'} och {theirs.currency or 'okänd'}"
        return Compared(theirs, None, f"{name}: jämförs inte, olika valutor ({currencies})")
    if abs(mine.value - theirs.value) <= 1:  # one side may have been rounded
        return Compared(theirs, True, f"{name}: samma belopp")
    shown = amount(mine.value, mine.currency), amount(theirs.value, theirs.currency)
    return Compared(theirs, False, f"{name}: {shown[0]} i registret, {shown[1]} i filen")
