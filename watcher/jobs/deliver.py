"""Hand over queued mails. A mail is claimed before it is sent, and what came of it is written right after.

Killed between the two, the claim ends by itself and the mail goes again with the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

import db.digests
import db.holds
import db.standings
from db.errors import DatabaseBusy
from db.records import Hold, Mail, MailState
from watcher.jobs.deps import Deps
from watcher.jobs.patience import Patience
from watcher.log import log
from watcher.mail.transport import Outcome, Verdict
from watcher.rules.standing import folded, in_force, words

CLAIM = dt.timedelta(minutes=15)
"""Longer than any hand-over takes; after that the mail is anybody's again."""
GIVE_UP = dt.timedelta(days=5)
"""How long a recipient may answer "later"; what mail servers themselves wait."""
DOUBT = "i ovisshet: "
"""Begins the reason of a mail that the receiver may have: it is sent once more, and then no more by itself."""
PATIENCE = 3
"""How often the outcome of a hand-over is written when the database is busy; each attempt waits half a minute."""
SKIPPED, OTHERS = "skipped", "others"
_STOPPING = (Verdict.RELAY_DOWN, Verdict.OUR_FAULT)


@dataclass(frozen=True, slots=True)
class DeliverReport:
    """Counts of mails. ``stopped`` says in Swedish why the rest was not tried; ``alarm`` when a person must act."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    in_doubt: int = 0
    skipped: int = 0
    waiting: int = 0
    stopped: str = ""
    alarm: bool = False


def run(deps: Deps, now: dt.datetime) -> DeliverReport:
    """Hand over everything that is due, oldest first; stop when no mail can get through. None leaves during a hold.

    A relay or a recipient that failed lately is left alone for a while.
    """
    owner = uuid.uuid4().hex
    with deps.database.read() as tx:
        patience = Patience.of(tx, deps.settings, now)
        due = [mail for mail in db.digests.due(tx, now, bodies=False) if patience.ready(mail)]
        hold = db.holds.current(tx)
    if hold:
        return DeliverReport(waiting=len(due), stopped=_held(hold), alarm=True)
    if due and patience.stopped:
        return DeliverReport(waiting=len(due), stopped=patience.stopped)
    counts: Counter[str] = Counter()
    stopped = Outcome(Verdict.SENT)
    try:
        for number, mail in enumerate(due, 1):
            outcome = _hand_over(deps, mail, owner, now)
            deps.progress("deliver", number, len(due))
            if isinstance(outcome, str):
                counts[outcome] += 1
                continue
            patience.note(deps.database, mail, outcome)
            counts[outcome.verdict] += 1
            if outcome.verdict in _STOPPING:
                stopped = outcome
                break
    finally:
        deps.transport.close()
    log.info("deliver", due=len(due), **counts)
    handled = sum(n for v, n in counts.items() if v not in _STOPPING)
    return DeliverReport(
        sent=counts[Verdict.SENT],
        failed=counts[Verdict.REFUSED],
        later=counts[Verdict.LATER],
        in_doubt=counts[Verdict.IN_DOUBT],
        skipped=counts[SKIPPED],
        waiting=len(due) - handled if stopped.detail else 0,
        stopped=stopped.detail,
        alarm=stopped.verdict is Verdict.OUR_FAULT,
    )


def _held(hold: Hold) -> str:
    return f"utskicken är i vänteläge ({hold.reason}); se bidragsvakt hold show"


def _hand_over(deps: Deps, listed: Mail, owner: str, now: dt.datetime) -> Outcome | str:
    """What came of it; OTHERS when another process has the mail, SKIPPED when its reader may not be written to."""
    with deps.database.write() as tx:
        mail = db.digests.get(tx, listed.id)
        if not db.digests.claim(tx, mail.id, owner, now + CLAIM, now):
            return OTHERS
        said = db.standings.standings_of(tx, mail.organisation_id, mail.contact_id, folded(mail.address))
        standing = in_force(mail.contact_id, mail.address, said, now)
        if standing is not None:
            db.digests.mark(tx, mail.id, MailState.SKIPPED, now, words(standing))
            return SKIPPED
    outcome = deps.transport.send(mail, lambda: _ours(deps, mail.id, owner))
    state, reason = after(mail, outcome, now)
    if not _record(deps, mail, state, now, reason, owner):
        log.warning("a claim ended before its mail was handed over", mail=mail.id, verdict=outcome.verdict.value)
        return outcome if outcome.verdict is Verdict.SENT else OTHERS
    return outcome


def _ours(deps: Deps, mail_id: int, owner: str) -> bool:
    with deps.database.read() as tx:
        return db.digests.owned(tx, mail_id, owner)


def _record(deps: Deps, mail: Mail, state: MailState, now: dt.datetime, reason: str | None, owner: str) -> bool:
    """Write what came of it. A mail that has left must not stay claimed for a lock's sake: it would go twice."""
    for _ in range(PATIENCE - 1):
        with suppress(DatabaseBusy):
            return _mark(deps, mail, state, now, reason, owner)
    return _mark(deps, mail, state, now, reason, owner)


def _mark(deps: Deps, mail: Mail, state: MailState, now: dt.datetime, reason: str | None, owner: str) -> bool:
    with deps.database.write() as tx:
        return db.digests.mark(tx, mail.id, state, now, reason, owner=owner)


def after(mail: Mail, outcome: Outcome, now: dt.datetime) -> tuple[MailState, str | None]:
    """The state a mail goes to, and why. Pure. A claim that ended by itself is a doubt too: its owner may have sent."""
    doubted = (mail.reason or "").startswith(DOUBT) or mail.state is MailState.CLAIMED
    match outcome.verdict:
        case Verdict.SENT:
            return MailState.SENT, None
        case Verdict.REFUSED:
            return MailState.FAILED, outcome.detail
        case Verdict.IN_DOUBT:
            return (MailState.IN_DOUBT if doubted else MailState.QUEUED), DOUBT + outcome.detail
        case Verdict.LATER if mail.created is not None and now - mail.created >= GIVE_UP:
            return MailState.FAILED, f"gav upp efter {GIVE_UP.days} dagar: {outcome.detail}"
        case _:
            return MailState.QUEUED, mail.reason if doubted else outcome.detail
