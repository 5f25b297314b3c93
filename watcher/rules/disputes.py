"""What sources disagree on, in Swedish words. Pure.

Values are those of ``db.records.Dispute``, as ``rules.merged`` writes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from watcher.rules.changewords import MONEY, STATUSES
from watcher.rules.language import SWEDISH

FACTS: Mapping[str, str] = {
    "deadlines": "sista dag",
    "opening": "öppningsdag",
    "status": "läge",
    "rate": "andel",
    "total": "budget",
    "minimum": "minsta bidrag",
    "maximum": "högsta bidrag",
}
"""What sources may disagree on, in Swedish."""


def said_text(name: str, value: object) -> str:
    """What one source says of a disputed fact: dates and amounts in Swedish."""
    if isinstance(value, list):
        return ", ".join(SWEDISH.date_text(dt.date.fromisoformat(str(day))) for day in value)
    if name == "opening":
        return SWEDISH.date_text(dt.date.fromisoformat(str(value)))
    if name == "rate":
        return f"{value} procent"
    if name in MONEY:
        amount, _, currency = str(value).partition(" ")
        return SWEDISH.amount(int(amount), currency)
    return STATUSES.get(str(value), str(value))
