"""Back-off between deliveries, kept in the database: a restart does not begin hammering anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

import db.pauses
from db.engine import Database, Tx
from db.records import Mail, Pause
from watcher.config.settings import Settings
from watcher.mail.transport import Outcome, Verdict
from watcher.rules.backoff import RECIPIENT, RELAY, lengthened, waits
from watcher.rules.swedish import moment_text

_DOWN = (Verdict.RELAY_DOWN, Verdict.OUR_FAULT)


def relay_name(settings: Settings) -> str:
    """What the pause of a relay is kept under: other settings are another relay, tried at once. No password in it."""
    if not settings.smtp_url:
        return "outbox"
    url = urlsplit(settings.smtp_url)
    return f"{url.scheme}://{url.username or ''}@{url.hostname}:{url.port or ''}"


def forget_relay(database: Database, settings: Settings) -> None:
    """The relay works: what waits for it may go at once."""
    with database.write() as tx:
        db.pauses.set_relay(tx, relay_name(settings), None)


@dataclass(frozen=True)
class Patience:
    """The pauses as they were when the delivery began."""

    relay: str
    down: Pause | None
    recipients: dict[tuple[str, str], Pause]
    now: dt.datetime

    @classmethod
    def of(cls, tx: Tx, settings: Settings, now: dt.datetime) -> Patience:
        relay = relay_name(settings)
        return cls(relay, db.pauses.of_relay(tx, relay), db.pauses.of_recipients(tx), now)

    @property
    def stopped(self) -> str:
        """Why nothing is tried now, in Swedish; empty when the relay may be tried."""
        if self.down is None or not waits(self.down, self.now):
            return ""
        return f"{self.down.reason}; nytt försök {moment_text(self.down.until)}"

    def ready(self, mail: Mail) -> bool:
        """Whether the mail's recipient may be tried now."""
        return not waits(self.recipients.get(_key(mail)), self.now)

    def note(self, database: Database, mail: Mail, outcome: Outcome) -> None:
        """Lengthen or forget pauses by what came of a hand-over. Most often there is nothing to write."""
        down, later = outcome.verdict in _DOWN, outcome.verdict is Verdict.LATER
        if not (down or later or self.down or _key(mail) in self.recipients):
            return
        with database.write() as tx:
            relay = db.pauses.of_relay(tx, self.relay)
            longer = lengthened(relay, RELAY, self.now, outcome.detail) if down else None
            db.pauses.set_relay(tx, self.relay, longer)
            if not down:
                earlier = db.pauses.of_recipients(tx).get(_key(mail))
                pause = lengthened(earlier, RECIPIENT, self.now, outcome.detail) if later else None
                db.pauses.set_recipient(tx, *_key(mail), pause)


def _key(mail: Mail) -> tuple[str, str]:
    return mail.organisation_id, mail.address.casefold()
