"""``bidragsvakt digest list``, ``show``, ``replay`` and ``resend``: what the ledger has."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from pathlib import Path
from typing import Any

import click

from db.records import Mail
from watcher.cli.app import App, table
from watcher.cli.words import MAILS
from watcher.desk import digests
from watcher.errors import UsageError
from watcher.rules.swedish import moment_text


@click.command("list")
@click.option("--contact", metavar="ID", help="Bara den kontakten (id eller e-postadress).")
@click.option("--week", "key", metavar="NYCKEL", help="Bara den perioden.")
@click.pass_obj
def listing(app: App, contact: str | None, key: str | None) -> None:
    """Visa breven i liggaren, de äldsta först."""
    with app.deps() as deps:
        found = digests.listing(deps.database, contact=contact, key=key)
    rows = [(m.id, m.kind, m.key, m.contact_id, MAILS[m.state], m.subject or m.reason) for m in found]
    headers = ("Nr", "Slag", "Period", "Kontakt", "Läge", "Ämne eller skäl")
    app.answer([mail_json(m) for m in found], lambda: table(headers, rows, right=[0]))


@click.command("show")
@click.argument("mail_id", metavar="NR", type=int)
@click.pass_obj
def show(app: App, mail_id: int) -> None:
    """Visa ett brev ur liggaren: vad som hänt med det, vad det berättar och dess text."""
    with app.deps() as deps:
        found = digests.show(deps.database, mail_id)
    data = {**mail_json(found.mail), "text": found.text, "told": [dataclasses.asdict(a) for a in found.told]}

    def people() -> None:
        mail = found.mail
        rows = [("Slag", mail.kind), ("Period", mail.key), ("Kontakt", mail.contact_id), ("Läge", MAILS[mail.state]),
                ("Skäl", mail.reason), ("Anmärkning", mail.note),
                ("Skapat", moment_text(mail.created) if mail.created else None),
                ("Skickat", moment_text(mail.sent) if mail.sent else None),
                ("Berättar om", len({a.call_id for a in found.told}))]  # fmt: skip
        table(("", f"Brev {mail.id}"), rows)
        click.echo(f"\nÄmne: {mail.subject}\n\n{found.text}" if mail.message else "\nInget brev skrevs.")

    app.answer(data, people)


@click.command("replay")
@click.argument("mail_id", metavar="NR", type=int)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Skriv till en fil i stället för stdout.")
@click.pass_obj
def replay(app: App, mail_id: int, out: Path | None) -> None:
    """Skriv ett brev precis som det lagrades, byte för byte."""
    with app.deps() as deps:
        message = digests.replay(deps.database, mail_id)
    if out is None:
        if app.as_json:
            raise UsageError("replay skriver själva brevet; med --json behövs --out FIL")
        sys.stdout.buffer.write(message)
        return
    digests.write_private(out, message)
    app.answer({"file": str(out), "bytes": len(message)}, lambda: click.echo(f"Skrev {out}"))


@click.command("resend")
@click.argument("mail_id", metavar="NR", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="Varför det ska skickas igen.")
@click.option("--by", default=None, metavar="NAMN", help="Vem som bestämmer. Annars inloggningsnamnet.")
@click.pass_obj
def resend(app: App, mail_id: int, reason: str, by: str | None) -> None:
    """Köa ett brev igen. Ett som har skickats blir ett nytt brev med eget Message-ID: en avsiktlig dubblett."""
    with app.deps() as deps:
        mail = digests.resend(deps.database, mail_id, by=by or getpass.getuser(), reason=reason, now=app.now)
    app.answer(mail_json(mail), lambda: click.echo(f"Brev {mail.id} ({mail.key}) är i kö."))


def mail_json(mail: Mail) -> dict[str, Any]:
    """A row of the ledger, without its body."""
    return {
        "id": mail.id,
        "organisation": mail.organisation_id,
        "contact": mail.contact_id,
        "kind": mail.kind,
        "key": mail.key,
        "state": mail.state.value,
        "subject": mail.subject,
        "reason": mail.reason,
        "note": mail.note,
        "created": mail.created.isoformat() if mail.created else None,
        "sent": mail.sent.isoformat() if mail.sent else None,
        "counts": dict(mail.counts),
    }
