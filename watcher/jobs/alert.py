"""Tell the coordinator when a source gets into trouble, once, and once more when it is well again.

What has been told is what stands in the ledger: the mail's key names the source and when its trouble began, so the
job can be killed and run again without a second mail.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.digests
import db.organisations
import db.sources
from db.records import Contact, Mail, MailState, Organisation
from watcher.config.sourcefile import SourceConfig
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.mail import render, view
from watcher.mail.letterhead import Letterhead, letterhead
from watcher.mail.message import Sender, build
from watcher.mail.writing import Writing
from watcher.rules.announce import Addressee
from watcher.rules.health import REMEMBERED, Condition, Health, judge

ALERT, RECOVERED = "alert", "recovered"

_HEADLINES = {
    Condition.FAILING: "Källan {name} går inte att hämta",
    Condition.SILENT: "Källan {name} har tystnat",
    Condition.DRIFTING: "Källan {name} går inte längre att läsa rätt",
}


@dataclass(frozen=True, slots=True)
class AlertReport:
    """Mails queued: ``told`` about trouble, ``recovered`` about sources that are well again."""

    told: int = 0
    recovered: int = 0


def run(deps: Deps, now: dt.datetime) -> AlertReport:
    """Judge every enabled source and queue what the coordinators have not been told. Nobody is told twice."""
    with deps.database.read() as tx:
        organisations = [o for o in db.organisations.all_organisations(tx) if o.coordinator]
        histories = {s.id: db.sources.history(tx, s.id, REMEMBERED) for s in deps.sources.sources if s.enabled}
        mails = db.digests.mails(tx)
    told = recovered = 0
    for source in (s for s in deps.sources.sources if s.enabled):
        health = judge(histories[source.id], now)
        for organisation in organisations:
            open_keys = _open(mails, organisation.id, source.id)
            if health.since is not None:
                told += not open_keys and _queue(deps, organisation, source, ALERT, _key(source, health), health, now)
            elif health.condition is Condition.FINE:
                recovered += sum(
                    _queue(deps, organisation, source, RECOVERED, key, health, now) for key in sorted(open_keys)
                )
    if told or recovered:
        log.info("alert", told=told, recovered=recovered)
    return AlertReport(told, recovered)


def _key(source: SourceConfig, health: Health) -> str:
    return f"{source.id}.{health.since:%Y%m%dT%H%M%S}"


def _open(mails: list[Mail], organisation_id: str, source_id: str) -> set[str]:
    """The troubles of a source that were told and whose end was not."""
    keys: dict[str, set[str]] = {ALERT: set(), RECOVERED: set()}
    for mail in mails:
        if mail.organisation_id == organisation_id and mail.kind in keys and mail.key.startswith(f"{source_id}."):
            keys[mail.kind].add(mail.key)
    return keys[ALERT] - keys[RECOVERED]


def _queue(
    deps: Deps, organisation: Organisation, source: SourceConfig, kind: str, key: str, health: Health, now: dt.datetime
) -> bool:
    """Whether a mail was queued; False when it stands in the ledger already."""
    person = organisation.coordinator
    if person is None:
        return False
    contact = Contact("coordinator", person.name, person.email)
    sender = Sender(deps.settings.mail_from, deps.settings.reply_to)
    head = letterhead(organisation, Addressee(contact, ()), (), (person.name, person.email), Writing(now))
    rendered = render.rendered(ALERT, _words(head, source, kind, health))
    message = build(rendered, organisation=organisation, contact=contact, sender=sender, kind=kind, key=key, now=now)
    mail = Mail(
        0, organisation.id, contact.id, kind, key, MailState.QUEUED, person.email, rendered.subject, message,
        rendered.html,
    )  # fmt: skip
    with deps.database.write() as tx:
        return db.digests.queue(tx, mail, (), now) is not None


def _words(head: Letterhead, source: SourceConfig, kind: str, health: Health) -> view.AlertView:
    if kind == RECOVERED:
        return view.AlertView(
            head, f"Källan {source.name} är i gång igen", "Den ger svar som förut.", "Du behöver inte göra något."
        )
    headline = _HEADLINES[health.condition].format(name=source.name)
    what = f"{health.words[:1].upper()}{health.words[1:]}."
    todo = (
        "Det som är lagrat finns kvar, och de andra källorna hämtas som vanligt. "
        f"Prova källan med: bidragsvakt sources check {source.id}"
    )
    return view.AlertView(head, headline, what, todo)
