"""Whether a person may be written to, and what may become of that. Pure.

The standings of an organisation are a history that only grows. What is in force is the newest one that concerns the
person; undoing is one more line, which says what the line before the undone one said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from db.records import Standing, StandingState
from watcher.clock import STOCKHOLM
from watcher.rules.swedish import date_text

UNDO = dt.timedelta(days=30)
"""How long a change can be undone."""
_UNDONE = "ångrat: "
_ACTIVE, _PAUSED = StandingState.ACTIVE, StandingState.PAUSED
_UNSUBSCRIBED, _BOUNCED = StandingState.UNSUBSCRIBED, StandingState.BOUNCED
_MOVES = {
    _ACTIVE: {_PAUSED, _UNSUBSCRIBED, _BOUNCED},
    _PAUSED: {_ACTIVE, _PAUSED, _UNSUBSCRIBED, _BOUNCED},
    # Who has left gets no mail, so a late bounce or a pause must not become what is in force.
    _UNSUBSCRIBED: {_ACTIVE},
    # A pause would end by itself, and the address would be tried again as if nothing had happened.
    _BOUNCED: {_ACTIVE, _UNSUBSCRIBED},
}


def folded(address: str) -> str:
    """An address as it is compared."""
    return address.strip().casefold()


def history(contact_id: str, address: str, standings: Iterable[Standing]) -> list[Standing]:
    """What concerns the person, oldest first."""
    return sorted((s for s in standings if _concerns(s, contact_id, folded(address))), key=lambda s: (s.at, s.id))


def in_force(contact_id: str, address: str, standings: Iterable[Standing], now: dt.datetime) -> Standing | None:
    """Why the person may not be written to now; None when they may."""
    said = history(contact_id, address, standings)
    if not said or said[-1].state is _ACTIVE or _over(said[-1], now):
        return None
    return said[-1]


def allowed(current: Standing | None, wanted: Standing) -> bool:
    """Whether the wanted standing changes anything, and may. The same thing said twice changes nothing."""
    state = current.state if current else _ACTIVE
    same = current is not None and state is wanted.state and current.until == wanted.until
    return wanted.state in _MOVES[state] and not same


def undone(said: list[Standing], now: dt.datetime, by: str) -> Standing | None:
    """The standing that takes the latest one of the history back; None when there is none, or it is too old.

    What took something back is not taken back itself: who follows a link twice means it once.
    """
    if not said or now - said[-1].at > UNDO or said[-1].reason.startswith(_UNDONE):
        return None
    last, before = said[-1], said[-2] if len(said) > 1 else None
    reason = f"{_UNDONE}{words(last)}"
    if before is None:
        return replace(last, state=_ACTIVE, until=None, at=now, reason=reason, by=by, id=0)
    return replace(before, address=last.address, at=now, reason=reason, by=by, id=0)


def words(standing: Standing) -> str:
    """The standing in Swedish, to stand in a sentence: ``uppehåll till och med 3 december 2026``."""
    if standing.state is _PAUSED and standing.until:
        return f"uppehåll till och med {date_text(standing.until)}"
    return _WORDS[standing.state]


def _concerns(standing: Standing, contact_id: str, address: str) -> bool:
    if standing.address == address:
        return True
    return standing.contact_id == contact_id and standing.state is not _BOUNCED


def _over(standing: Standing, now: dt.datetime) -> bool:
    return standing.until is not None and standing.until < now.astimezone(STOCKHOLM).date()


_WORDS = {
    _ACTIVE: "får brev",
    _PAUSED: "uppehåll tills vidare",
    _UNSUBSCRIBED: "avanmäld",
    _BOUNCED: "adressen tar inte emot brev",
}
