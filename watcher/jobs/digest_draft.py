"""One contact's digest: what it says, and the row for the ledger. Reads the database, writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import db.digests
import db.letters
from db.records import Contact, Mail, MailState, Organisation
from db.transaction import Tx
from watcher.clock import STOCKHOLM
from watcher.jobs.background import Background, insights
from watcher.jobs.deps import Deps
from watcher.mail import render, view
from watcher.mail.letterhead import letterhead
from watcher.mail.message import Rendered, Sender, build
from watcher.mail.writing import Writing
from watcher.rules.announce import Addressee, DigestContent, Memory, Quiet, Silence, choose, tellable
from watcher.rules.awaiting import Waiting, waiting
from watcher.rules.language import language
from watcher.rules.ownshare import ExchangeRate
from watcher.rules.periods import DAILY, MONTHLY, WEEKLY, Period, day_of, key_of
from watcher.rules.swedish import plural

QUIET, URGENT = "quiet", "urgent"
_WEEKS = {WEEKLY: 1, MONTHLY: 4}


@dataclass(frozen=True)
class Draft:
    """A digest before it is recorded. ``kind`` is that of the templates: ``weekly`` or ``quiet``."""

    kind: str
    rendered: Rendered
    content: DigestContent | None


def draft(deps: Deps, known: Background, addressee: Addressee, memory: Memory, now: dt.datetime) -> Draft | Silence:
    """What the contact is told now, or why nothing. Raises MailError."""
    choice = choose(addressee, known.material, memory, now, _waiting(known, addressee, now))
    if isinstance(choice, Silence):
        return choice
    reply = sender(deps).reply_address(known.organisation)
    answers = (reply.display_name, reply.addr_spec)
    shown = [] if isinstance(choice, Quiet) else [i.call.id for news in choice.news for i in news.items]
    writing = pen(deps, known, addressee.contact, shown, now)
    head = letterhead(known.organisation, addressee, known.sources, answers, writing)
    if isinstance(choice, Quiet):
        weeks = writing.lang.plural(choice.weeks, "vecka", "veckor")
        return Draft(QUIET, render.rendered(QUIET, view.QuietView(head, weeks)), None)
    return Draft(WEEKLY, render.rendered(WEEKLY, view.weekly(choice, head, writing)), choice)


def _waiting(known: Background, addressee: Addressee, now: dt.datetime) -> tuple[Waiting, ...]:
    """What the reader is asked to take a stand on."""
    live, today = tellable(known.material, now), now.astimezone(STOCKHOLM).date()
    return waiting(addressee.contact, addressee.departments, known.organisation, known.asked, live, today)


def pen(deps: Deps, known: Background, contact: Contact, call_ids: Iterable[int], now: dt.datetime) -> Writing:
    """What the writing of a mail about these calls to this contact needs."""
    exchange = ExchangeRate(deps.settings.eur_sek, deps.settings.eur_sek_date)
    known_calls = insights(deps.database, known, call_ids, now)
    names = {s.id: s.name for s in deps.sources.sources}
    buttons = deps.settings.public_url is not None
    return Writing(now, language(contact.locale), exchange, known_calls, names=names, buttons=buttons)


def rows(
    deps: Deps, organisation: Organisation, contact: Contact, period: Period, outcome: Draft | Silence,
    folded: Sequence[str], now: dt.datetime,
) -> tuple[Mail, ...]:  # fmt: skip
    """The rows for the ledger, the one that makes the period unique first. Raises MailError.

    A period without news has a row too, so that it is known to have been looked at; a quiet mail stands beside it.
    """
    row = Mail(
        0, organisation.id, contact.id, period.kind, period.key, MailState.SKIPPED, contact.email, note=_note(folded)
    )
    if isinstance(outcome, Silence):
        return (replace(row, reason=outcome.reason),)
    if outcome.content is None:
        beside = replace(row, reason="inget nytt; kort brev skickas")
        return beside, _with_body(deps, organisation, contact, replace(row, kind=QUIET), outcome.rendered, now)
    row = replace(row, counts=counts(outcome.content))
    return (_with_body(deps, organisation, contact, row, outcome.rendered, now),)


def counts(content: DigestContent) -> Mapping[str, int]:
    """How many calls a digest tells of."""
    return {
        "new": content.new_calls,
        "changed": len(content.changed),
        "gone": len(content.gone),
        "coming": len(content.coming),
    }


def memory(tx: Tx, organisation_id: str, contact: Contact, now: dt.datetime) -> Memory:
    """What the contact has been told, and how their weeks went; of a week of daily digests one with news is enough."""
    weekly: dict[str, list[MailState]] = {}
    for key, state in db.digests.outcomes(tx, organisation_id, contact.id, contact.frequency):
        weekly.setdefault(_week(contact, key), []).append(state)
    quiet = [(_week(contact, key), s) for key, s in db.digests.outcomes(tx, organisation_id, contact.id, QUIET)]
    this_week = key_of(WEEKLY, now.astimezone(STOCKHOLM).date())
    if contact.frequency == DAILY and not any(key == this_week for key, _ in quiet):
        weekly.pop(this_week, None)  # a week that is not over has not been silent
    silent = MailState.SKIPPED
    weeks = [(key, next((s for s in states if s is not silent), silent)) for key, states in weekly.items()]
    each = _WEEKS.get(contact.frequency, 1)
    return Memory(
        announced=db.digests.announced(tx, organisation_id, contact.id),
        weekly=[w for w in weeks for _ in range(each)],
        quiet=quiet,
        urgent=db.letters.announced_by(tx, organisation_id, contact.id, URGENT),
    )


def sender(deps: Deps) -> Sender:
    """Who digests come from."""
    return Sender(deps.settings.mail_from, deps.settings.reply_to)


def _with_body(
    deps: Deps, organisation: Organisation, contact: Contact, row: Mail, rendered: Rendered, now: dt.datetime
) -> Mail:
    message = build(
        rendered, organisation=organisation, contact=contact, sender=sender(deps), kind=row.kind, key=row.key, now=now
    )
    return replace(row, state=MailState.QUEUED, subject=rendered.subject, message=message, html=rendered.html)


def _note(folded: Sequence[str]) -> str | None:
    if not folded:
        return None
    span = folded[0] if len(folded) == 1 else f"{folded[0]} till {folded[-1]}"
    return f"tar med det som {plural(len(folded), 'period', 'perioder')} utan brev skulle ha sagt: {span}"


def _week(contact: Contact, key: str) -> str:
    return key_of(WEEKLY, day_of(key)) if contact.frequency == DAILY else key
