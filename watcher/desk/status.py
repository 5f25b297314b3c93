"""How things stand, and what a person must do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import db.calls
import db.digests
import db.holds
import db.organisations
import db.pauses
import db.sources
from db.calls import CallCounts
from db.engine import Database, Tx
from db.records import Department, Hold, Mail, MailState, Organisation, Pause, Run, SourceRecord, SourceState
from watcher.clock import STOCKHOLM
from watcher.config.sourcefile import SourceFile
from watcher.errors import MailError
from watcher.jobs import schedule
from watcher.mail import headers
from watcher.rules import periods
from watcher.rules.announce import Addressee
from watcher.rules.backoff import waits
from watcher.rules.due import overdue_sources
from watcher.rules.periods import Calendar
from watcher.rules.recipients import Plan
from watcher.rules.swedish import joined, moment_text, plural

GOOD = (SourceState.OK, SourceState.NOT_MODIFIED)
PATIENCE = dt.timedelta(hours=2)
"""How long after its hour a digest may still be on its way."""
STANDARD = Calendar()
RECENT = dt.timedelta(days=14)
"""How long a mail that failed is worth a warning."""


@dataclass(frozen=True, slots=True)
class DigestWeek:
    """What became of one period's digests of an organisation: mails by state. ``skipped`` says why it has none."""

    organisation_id: str
    kind: str
    key: str
    built: dt.datetime
    mails: dict[str, int]
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """``warnings`` are what a person must do something about, in Swedish; ``notes`` only worth knowing."""

    organisations: tuple[Organisation, ...]
    sources: tuple[SourceRecord, ...]
    removed: tuple[str, ...]
    calls: CallCounts
    digests: tuple[DigestWeek, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    hold: Hold | None = None


@dataclass(frozen=True)
class _Seen:
    """Everything the judgement needs, read at one moment."""

    organisations: Sequence[Organisation]
    records: dict[str, SourceRecord]
    started: dict[str, dt.datetime]
    runs: dict[str, list[Run]]
    plans: dict[str, Plan]
    late: dict[str, list[str]]
    """By organisation, the keys of digests that should have been built a while ago."""
    mails: Sequence[Mail]
    hold: Hold | None
    relays: Sequence[Pause]
    recipients: Sequence[Pause]


def status(database: Database, sources: SourceFile | None, now: dt.datetime, calendar: Calendar = STANDARD) -> Status:
    """Look at everything. ``sources`` is None when sources.toml is wrong; the caller says what is wrong with it."""
    with database.read() as tx:
        seen = _read(tx, calendar, now)
        calls = db.calls.count(tx, now)
    in_force = sources.sources if sources else ()
    return Status(
        organisations=tuple(seen.organisations),
        sources=tuple(seen.records.get(s.id, SourceRecord(s.id, s.name)) for s in in_force if s.enabled),
        removed=tuple(r.id for r in seen.records.values() if r.removed),
        calls=calls,
        digests=tuple(_weeks(seen)),
        warnings=tuple(_warnings(seen, sources, now)),
        notes=tuple(_notes(seen, sources, now)),
        hold=seen.hold,
    )


def _read(tx: Tx, calendar: Calendar, now: dt.datetime) -> _Seen:
    organisations = db.organisations.all_organisations(tx)
    plans = {o.id: schedule.plan(tx, o, now) for o in organisations}
    return _Seen(
        organisations,
        {r.id: r for r in db.sources.all_sources(tx)},
        db.sources.last_started(tx),
        {o.id: db.digests.runs(tx, o.id) for o in organisations},
        plans,
        {o.id: list(_late(tx, o, plans[o.id], calendar, now)) for o in organisations},
        db.digests.mails(tx),
        db.holds.current(tx),
        db.pauses.relays(tx),
        list(db.pauses.of_recipients(tx).values()),
    )


def _late(tx: Tx, organisation: Organisation, plan: Plan, calendar: Calendar, now: dt.datetime) -> Iterator[str]:
    """Digests that somebody should have had a while ago, also when none was ever built."""
    if db.organisations.created(tx, organisation.id) + PATIENCE > now:
        return
    for kind in schedule.kinds(plan):
        pending = schedule.pending(tx, organisation, kind, now, calendar)
        yield from (m.period.key for m in pending.missed[-1:])  # the service records these: it has not run since
        due = pending.build
        slot = due and periods.slot(due, calendar)
        if due and slot and slot + PATIENCE <= now:
            yield due.key


def _weeks(seen: _Seen, latest: int = 4) -> Iterator[DigestWeek]:
    for organisation in seen.organisations:
        for run in seen.runs[organisation.id][-latest:]:
            mails = [m for m in seen.mails if m.organisation_id == organisation.id and m.key == run.key]
            states = {state.value: sum(m.state is state for m in mails) for state in MailState}
            found = {name: n for name, n in states.items() if n}
            yield DigestWeek(organisation.id, run.kind, run.key, run.opened, found, run.reason or "")


def _warnings(seen: _Seen, sources: SourceFile | None, now: dt.datetime) -> Iterator[str]:
    if not seen.organisations:
        yield "ingen kommun är inlagd; läs in en med: bidragsvakt org import FIL"
    if sources:
        yield from _of_sources(seen, sources, now)
    for organisation in seen.organisations:
        for department in organisation.departments:
            if department.in_force(now.astimezone(STOCKHOLM).date()):
                yield from _of_department(department)
        for missing in seen.plans[organisation.id].unwatched:
            if missing.department.contacts:
                yield f"{missing.department.name} bevakas inte av någon egen kontaktperson som går att nå"
        for addressee in seen.plans[organisation.id].addressees:
            yield from _of_addressee(addressee)
        for key in seen.late[organisation.id]:
            yield f"{organisation.name}: brevet för {key} är inte byggt; är tjänsten igång?"
    if seen.hold:
        yield (
            f"utskicken är i vänteläge sedan {moment_text(seen.hold.since)} ({seen.hold.reason}); "
            "släpp dem med: bidragsvakt hold release"
        )
    for pause in seen.relays:
        if waits(pause, now):
            yield f"e-postservern svarar inte som den ska ({pause.reason}); nytt försök {moment_text(pause.until)}"
    yield from _of_mails(seen.mails, now)


def _of_sources(seen: _Seen, sources: SourceFile, now: dt.datetime) -> Iterator[str]:
    if not any(s.enabled for s in sources.sources):
        yield "ingen källa är påslagen i sources.toml"
    for source in sources.sources:
        record = seen.records.get(source.id)
        if source.enabled and record and record.state not in (*GOOD, None):
            reason = record.error or "; ".join(record.notes) or "se bidragsvakt sources check " + source.id
            yield f"källan {source.id}: {_WORDS[record.state]}: {reason}"
    for source in overdue_sources(sources.sources, seen.started, now):
        yield f"källan {source.id} har inte hämtats på mer än dubbla sin tid; är tjänsten igång?"


def _of_department(department: Department) -> Iterator[str]:
    if not department.contacts:
        yield f"{department.name} har ingen kontaktperson"
    if not department.areas:
        yield f"{department.name} har inget utvecklingsområde"


def _of_addressee(addressee: Addressee) -> Iterator[str]:
    """A digest for such an address is not even built, so the ledger knows nothing of it."""
    try:
        headers.address(addressee.contact.name, addressee.contact.email)
    except MailError as error:
        yield f"{joined([d.name for d in addressee.departments])}: {error}; rätta den i organisationsfilen"


def _of_mails(mails: Sequence[Mail], now: dt.datetime) -> Iterator[str]:
    """Counts only: whose mail it is stands in the ledger, not in what may be pasted into a ticket."""
    for state, words in _STUCK.items():
        hit = [m for m in mails if m.state is state and m.created and now - RECENT <= m.created]
        if hit:
            reasons = sorted({m.reason for m in hit if m.reason})
            yield f"{len(hit)} brev {words}{': ' + '; '.join(reasons) if reasons else ''}"
    waiting = [m for m in mails if m.state is MailState.QUEUED and m.created and m.created + PATIENCE <= now]
    if waiting:
        yield f"{len(waiting)} brev har väntat länge på att skickas"


def _notes(seen: _Seen, sources: SourceFile | None, now: dt.datetime) -> Iterator[str]:
    yield from sources.warnings if sources else ()
    waiting = [p.until for p in seen.recipients if waits(p, now)]
    if waiting:
        count = plural(len(waiting), "mottagare", "mottagare")
        yield f"{count} tog inte emot brevet senast; nytt försök tidigast {moment_text(min(waiting))}"
    for source in sources.sources if sources else ():
        if source.enabled and source.id not in seen.records:
            yield f"källan {source.id} har inte hämtats ännu"
    if sources and sources.unwatched:
        names = joined([one.name for one in sources.unwatched])
        yield f"bevakas inte, titta själva ibland: {names} (länkar: bidragsvakt sources list)"
    for organisation in seen.organisations:
        if not seen.runs[organisation.id]:
            yield f"{organisation.name} har inte fått något veckobrev ännu"


_STUCK = {
    MailState.FAILED: "gick inte att skicka",
    MailState.IN_DOUBT: "kan ha kommit fram eller inte",
}
_WORDS = {
    SourceState.SUSPECT: "misstänkt svar",
    SourceState.UNREACHABLE: "gick inte att nå",
    SourceState.FAILED: "gick inte att läsa",
}
