"""The pages of signed links. Looking changes nothing; pressing the button does, and can be done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.workrecords import Grounds
from watcher.desk import relevance, stands, wishes
from watcher.errors import TokenError, UsageError
from watcher.jobs.deps import Deps
from watcher.rules.tokens import Grant, Purpose, read, sign
from watcher.web.markview import mark_page
from watcher.web.standview import Undo, stand_page
from watcher.web.view import Page
from watcher.web.wishview import preferences_page, unsubscribe_page


@dataclass(frozen=True)
class Actions:
    """``keys`` read tokens; the first signs those that take back."""

    deps: Deps
    keys: tuple[str, ...]

    def look(self, purpose: str, token: str, now: dt.datetime) -> Page:
        """The page of a link. Changes nothing. Raises TokenError."""
        grant = self._grant(purpose, token, now)
        match grant.purpose, grant.detail.partition(".")[0]:
            case (Purpose.TAKE, _) | (Purpose.UNDO, "stand"):
                return stand_page(stands.asked(self.deps.database, grant, now), self._undo(grant, now), now)
            case (Purpose.RELEVANCE, _) | (Purpose.UNDO, "mark"):
                return mark_page(relevance.asked(self.deps.database, grant, now), self._undo(grant, now))
            case Purpose.UNSUBSCRIBE, _:
                return unsubscribe_page(wishes.reached(self.deps.database, grant, now), self._undo(grant, now))
            case (Purpose.PREFERENCES, _) | (Purpose.UNDO, "standing"):
                return preferences_page(wishes.reached(self.deps.database, grant, now), self._undo(grant, now))
        raise TokenError("länken gäller inte")

    def press(self, purpose: str, token: str, sent: Mapping[str, str], now: dt.datetime) -> Page:
        """Do what the link is for and show what stands then. Raises TokenError and UsageError."""
        grant = self._grant(purpose, token, now)
        match grant.purpose:
            case Purpose.TAKE:
                grounds, note = _grounds(sent.get("grounds", "")), sent.get("note", "").strip()
                department = sent.get("department", "")
                stands.record(self.deps.database, grant, department, now, grounds=grounds, note=note)
            case Purpose.RELEVANCE:
                relevance.record(self.deps.database, grant, sent.get("area", ""), now)
            case Purpose.UNSUBSCRIBE:
                wishes.unsubscribe(self.deps.database, grant, now)
            case Purpose.PREFERENCES:
                self._wish(grant, sent, now)
            case Purpose.UNDO:
                self._take_back(grant, now)
        return self.look(purpose, token, now)

    def _wish(self, grant: Grant, sent: Mapping[str, str], now: dt.datetime) -> None:
        match sent.get("wish"), sent.get("weeks", ""):
            case "pause", weeks if weeks.isascii() and weeks.isdigit():
                wishes.pause(self.deps.database, grant, int(weeks), now)
            case "resume", _:
                wishes.resume(self.deps.database, grant, now)
            case "unsubscribe", _:
                wishes.unsubscribe(self.deps.database, grant, now)
            case _:
                raise UsageError("okänt val")

    def _take_back(self, grant: Grant, now: dt.datetime) -> None:
        match grant.detail.partition(".")[0]:
            case "stand":
                stands.undo(self.deps.database, grant, now)
            case "mark":
                relevance.undo(self.deps.database, grant, now)
            case _:
                wishes.undo(self.deps.database, grant, now)

    def _grant(self, purpose: str, token: str, now: dt.datetime) -> Grant:
        if purpose not in list(Purpose):
            raise TokenError("länken gäller inte")
        return read(self.keys, Purpose(purpose), token, now)

    def _undo(self, grant: Grant, now: dt.datetime) -> Undo:
        """Addresses beside the page's own, so that they work behind any prefix of a proxy."""

        def address(detail: str) -> str:
            return f"../undo/{sign(self.keys, replace(grant, purpose=Purpose.UNDO, detail=detail), now)}"

        return address


def _grounds(value: str) -> Grounds | None:
    if not value:
        return None
    try:
        return Grounds(value)
    except ValueError:
        raise UsageError("okänt skäl") from None
