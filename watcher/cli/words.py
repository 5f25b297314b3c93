"""Swedish words for states and bands, as tables print them."""

from __future__ import annotations

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
