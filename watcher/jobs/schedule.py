"""Who gets an organisation's digests and which of them are due, asked of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import db.considerations
import db.digests
import db.organisations
import db.standings
from db.records import Organisation
from db.transaction import Tx
from db.workrecords import Stand
from watcher.clock import STOCKHOLM
from watcher.rules import awaiting, periods, recipients
from watcher.rules.announce import Addressee
from watcher.rules.periods import Calendar, Pending
from watcher.rules.recipients import Plan


def plan(tx: Tx, organisation: Organisation, now: dt.datetime) -> Plan:
    """Everybody who gets mail now, and the departments that nobody of their own can be reached for."""
    asked = db.considerations.listing(tx, organisation.id, stands=[Stand.NEW])
    late = awaiting.let_lie(asked, now.astimezone(STOCKHOLM).date())
    return recipients.plan(organisation, db.standings.all_standings(tx, organisation.id), now, late)


def readers(plan: Plan, kind: str) -> list[Addressee]:
    """Those who get this kind of digest."""
    return [a for a in (*plan.addressees, *plan.deputies) if a.contact.frequency == kind]


def kinds(plan: Plan) -> list[str]:
    """The kinds of digests that somebody gets."""
    return [kind for kind in periods.KINDS if readers(plan, kind)]


def pending(tx: Tx, organisation: Organisation, kind: str, now: dt.datetime, calendar: Calendar) -> Pending:
    """The digest of the kind that is due, and the periods that were missed.

    A run that was opened later than now was opened when the clock was wrong: it does not count.
    """
    done = [key for key, opened in db.digests.run_keys(tx, organisation.id, kind).items() if opened <= now]
    since = None
    if kind == periods.WEEKLY:  # the other kinds begin when somebody first wants them
        since = db.organisations.created(tx, organisation.id).astimezone(STOCKHOLM).date()
    return periods.pending(kind, now, done, calendar, since)


def folded(tx: Tx, organisation_id: str, kind: str, key: str) -> Sequence[str]:
    """The skipped periods since the latest one that was built, oldest first: this digest makes up for them."""
    earlier = [run for run in db.digests.runs(tx, organisation_id, kind) if run.key < key]
    keys: list[str] = []
    for run in sorted(earlier, key=lambda run: run.key):
        keys = [*keys, run.key] if run.reason else []
    return keys
