"""What a project's partners pay themselves, in kronor, as far as the call tells; else what its type usually leaves.

Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from db.records import Budget, CallFacts, Shares
from watcher.rules.language import SWEDISH, Language


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Kronor for a euro, and the day this was so."""

    sek: Decimal
    day: dt.date


@dataclass(frozen=True, slots=True)
class OwnShare:
    """At least so many per cent of the costs; ``low`` and ``high`` are kronor for the whole project, all partners.

    They are rounded to two figures: the grant's size and the rate are no better known. None where it is not known.
    """

    percent: int
    low: int | None = None
    high: int | None = None


_USUAL: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"HORIZON Innovation Actions?", re.IGNORECASE), 30),
    (re.compile(r"HORIZON (?:Research and Innovation|Coordination and Support) Actions?", re.IGNORECASE), 0),
)
"""What General Annex G of Horizon Europe leaves to a profit-making company, in per cent; to who is non-profit, as a
municipality is, it leaves nothing. Joint undertakings (``HORIZON JU …``) have rates of their own. Of 416 recorded
topics with these types one said otherwise, and said so."""


def usual_share(facts: CallFacts) -> int | None:
    """What a profit-making company usually pays itself, at least, in per cent; a municipality pays nothing then.

    By the general rule of the type of action; None where that is silent or the call speaks itself.
    """
    if facts.budget.rate is not None or facts.budget.shares != Shares():
        return None
    action = " ".join((facts.action_type or "").split())
    return next((share for pattern, share in _USUAL if pattern.fullmatch(action)), None)


def usual_text(usual: int | None, lang: Language = SWEDISH) -> str:
    """What the programme's general conditions leave to pay; empty where they are not known."""
    if usual is None:
        return ""
    if not usual:
        return lang.say("vanligen ingen (programmets allmänna villkor)")
    return lang.say(
        "vanligen ingen för kommuner, minst {own} % för vinstdrivande bolag (programmets allmänna villkor)", own=usual
    )


def own_share(budget: Budget, exchange: ExchangeRate | None) -> OwnShare | None:
    """None where the funder's rate is not known. With 60 per cent of the costs paid, 40 are left: two thirds of the
    grant."""
    if budget.rate is None or not 0 < budget.rate <= 100:
        return None
    percent = 100 - budget.rate
    krona = _krona(budget.currency, exchange)
    if krona is None or percent == 0:
        return OwnShare(percent)
    factor = krona * percent / budget.rate
    low, high = (None if g is None else rounded(g * factor) for g in (budget.minimum, budget.maximum))
    return OwnShare(percent, low, high)


def rounded(value: Decimal) -> int:
    """To two figures: 14 933 333 is 15 000 000."""
    whole = int(value)
    step: int = 10 ** max(0, len(str(whole)) - 2)
    return int((value / step).to_integral_value()) * step


def _krona(currency: str, exchange: ExchangeRate | None) -> Decimal | None:
    """Kronor for one of the currency; None where no rate is known."""
    if currency == "SEK":
        return Decimal(1)
    return exchange.sek if exchange and currency == "EUR" else None
