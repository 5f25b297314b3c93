"""``bidragsvakt digest``: build, preview, and what the ledger has."""

from __future__ import annotations

import dataclasses
import sys
from typing import Any

import click

from db.records import MailState
from watcher.cli import ledger
from watcher.cli.app import App, table
from watcher.cli.words import DIGESTS, MAILS
from watcher.config.masking import masked
from watcher.config.settings import Settings
from watcher.desk import digests, letters
from watcher.errors import NotFound, UsageError
from watcher.jobs import deliver, digest, recover
from watcher.jobs.deliver import DeliverReport
from watcher.jobs.digest import FAILED, ContactDigest, DigestReport, Preview


@click.group("digest")
def command() -> None:
    """Bygg, förhandsgranska och slå upp veckobreven."""


for _of_ledger in (ledger.listing, ledger.show, ledger.replay, ledger.resend):
    command.add_command(_of_ledger)


@command.command("preview")
@click.option("--contact", metavar="ID", help="Visa hela brevet till den kontakten (id eller e-postadress).")
@click.option(
    "--week", "key", metavar="NYCKEL", help="Period: 2026-W48, 2026-11-23 eller 2026-12. Annars den nuvarande."
)
@click.option("--kind", type=click.Choice(letters.KINDS), help="Visa ett annat slags brev än veckobrevet.")
@click.option("--html", "as_html", is_flag=True, help="Visa brevets HTML-del i stället för textdelen.")
@click.option("--open", "opened", is_flag=True, help="Lägg HTML-delen i en egen fil och öppna den.")
@click.pass_obj
def preview(app: App, contact: str | None, key: str | None, kind: str | None, as_html: bool, opened: bool) -> None:
    """Visa vad breven skulle säga nu, eller sade. Inget lagras och inget skickas."""
    if contact is None:
        if key or opened or kind:
            raise UsageError("--week, --kind och --open behöver --contact")
        with app.deps() as deps:
            report = digest.run(deps, app.now, record=False)
        app.answer(digest_json(report), lambda: show_contacts(report))
        return
    with app.deps() as deps:
        if kind is None:
            shown = digest.preview(deps, app.now, contact, key)
        else:
            shown = letters.preview(deps, app.now, kind, contact)
    if opened:
        _open(app, shown)
        return
    text = shown.html if as_html else shown.text
    words = f"Ämne: {shown.subject}\n\n{text}" if shown.subject else f"Inget brev: {shown.reason}"
    app.answer(dataclasses.asdict(shown), lambda: click.echo(text if as_html and text else words))


def _open(app: App, shown: Preview) -> None:
    """In a browser where there is somebody to look; the path is told in any case."""
    if not shown.html:
        raise NotFound(f"det finns inget brev att öppna: {shown.reason}")
    path = digests.private_file(shown.html)
    app.answer({**dataclasses.asdict(shown), "file": str(path)}, lambda: click.echo(str(path)))
    if sys.stdout.isatty():
        click.launch(path.as_uri())


@command.command("build")
@click.pass_obj
def build(app: App) -> int:
    """Bygg veckans brev och lämna dem till utkorgen eller e-postservern."""
    with app.deps() as deps:
        recover.run(deps, app.now)
        report = digest.run(deps, app.now)
        delivered = deliver.run(deps, app.now)
    data = {"digest": digest_json(report), "deliver": dataclasses.asdict(delivered)}
    app.answer(data, lambda: show_digests(report, delivered, deps.settings))
    return 1 if delivery_failed(report, delivered) else 0


def delivery_failed(report: DigestReport, delivered: DeliverReport) -> bool:
    """Whether a digest could not be built, or mail could not leave."""
    return bool(report.count(FAILED) or delivered.failed or delivered.in_doubt or delivered.stopped)


def digest_json(report: DigestReport) -> dict[str, Any]:
    """The week and every contact."""
    return {"key": report.key, "contacts": [dataclasses.asdict(c) for c in report.contacts]}


def show_digests(report: DigestReport, delivered: DeliverReport, settings: Settings) -> None:
    """What was built, and where it went."""
    show_contacts(report)
    show_delivered(delivered, settings)


def show_delivered(delivered: DeliverReport, settings: Settings) -> None:
    """Where the mails went, and which did not."""
    where = "e-postservern" if settings.smtp_url else f"utkorgen {settings.outbox}"
    if delivered.sent:
        click.echo(f"{delivered.sent} brev lämnade till {where}.")
    if delivered.failed or delivered.in_doubt or delivered.later:
        click.echo(f"{delivered.failed} gick inte att skicka, {delivered.in_doubt} ovissa, {delivered.later} försöks "
                   "igen.")  # fmt: skip
    if delivered.skipped:
        click.echo(f"{delivered.skipped} brev skickas inte: mottagaren kan inte nås eller vill inte ha dem.")
    if delivered.stopped:
        click.echo(f"{delivered.waiting} brev väntar: {masked(delivered.stopped)}")


def show_contacts(report: DigestReport) -> None:
    """A row for each contact."""
    if not report.contacts:
        return
    click.echo(f"\nVeckobreven för {report.key}:")
    rows = [(c.contact_id, _state(c), c.new, c.changed, c.coming, c.subject or c.reason)
            for c in report.contacts]  # fmt: skip
    table(("Kontakt", "Brev", "Nya", "Ändrade", "Nära sista dag", "Ämne eller skäl"), rows, right=[2, 3, 4])


def _state(contact: ContactDigest) -> str:
    """A digest that was there already, with what has become of it."""
    words = DIGESTS[contact.state]
    return f"{words}, {MAILS[MailState(contact.mail)]}" if contact.mail else words
