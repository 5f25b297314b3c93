"""Swedish words for states and bands, as tables print them."""

from __future__ import annotations

import datetime as dt

from db.records import Band, MailState, SourceState, Status
from watcher.rules.health import Condition

STATES: dict[SourceState | None, str] = {
    SourceState.OK: "ok",
    SourceState.NOT_MODIFIED: "oförändrad",
    SourceState.SUSPECT: "misstänkt",
    SourceState.UNREACHABLE: "nås inte",
    SourceState.FAILED: "fel",
    None: "inte hämtad",
}
BANDS = {Band.STRONG: "stark", Band.POSSIBLE: "möjlig", Band.WEAK: "svag"}
STATUSES = {Status.OPEN: "öppen", Status.FORTHCOMING: "kommande", Status.CLOSED: "stängd", Status.UNKNOWN: "okänd"}
DIGESTS = {
    "queued": "veckobrev",
    "quiet": "kort brev",
    "silent": "inget brev",
    "already": "redan gjort",
    "failed": "gick inte",
}
MAILS = {
    MailState.QUEUED: "i kö",
    MailState.CLAIMED: "skickas",
    MailState.IN_DOUBT: "ovisst",
    MailState.SENT: "skickat",
    MailState.FAILED: "misslyckades",
    MailState.SKIPPED: "inget brev",
}
CONDITIONS = {
    Condition.FINE: "lever",
    Condition.FAILING: "fallerar",
    Condition.SILENT: "tyst",
    Condition.DRIFTING: "glider",
    Condition.UNKNOWN: "okänt",
}

VERIFIED = {"recorded": "inspelat", "documented": "beskrivet"}
"""How a source has been tried: against recorded answers, or only as others describe it."""


def every_text(every: dt.timedelta) -> str:
    """How often a source is fetched: ``6 tim``, ``1 dygn``, ``15 min``."""
    minutes = int(every.total_seconds() // 60)
    for unit, word in ((24 * 60, "dygn"), (60, "tim")):
        if minutes % unit == 0:
            return f"{minutes // unit} {word}"
    return f"{minutes} min"
