"""``bidragsvakt hold``: waiting with all mail."""

from __future__ import annotations

import dataclasses
import datetime as dt
import getpass

import click

from watcher import clock
from watcher.cli.app import App, table
from watcher.cli.words import MAILS
from watcher.desk import holds
from watcher.errors import UsageError
from watcher.rules.swedish import moment_text


@click.group("hold")
def command() -> None:
    """Vänteläge: brev byggs men lämnas inte över."""


@command.command("show")
@click.pass_obj
def show(app: App) -> None:
    """Visa om utskicken väntar, varför, och vad som ligger i kön."""
    with app.deps() as deps:
        found = holds.show(deps.database, deps.settings)

    def people() -> None:
        held = found.hold
        click.echo(f"Vänteläge sedan {moment_text(held.since)}: {held.reason}." if held else "Inget vänteläge.")
        rows = [(m.id, m.key, m.contact_id, MAILS[m.state], moment_text(at)) for m, at in found.mails]
        if rows:
            click.echo("\nBrev som väntar, och som kan ha skickats redan om de hör till tiden före återställningen:")
            table(("Nr", "Period", "Kontakt", "Läge", "Hör till"), rows, right=[0])

    data = {
        "hold": {"since": found.hold.since, "reason": found.hold.reason} if found.hold else None,
        "waiting": [
            {"id": m.id, "contact": m.contact_id, "kind": m.kind, "key": m.key, "belongs_to": at.isoformat()}
            for m, at in found.mails
        ],
    }
    app.answer(data, people)


@command.command("start")
@click.option("--reason", required=True, metavar="TEXT", help="Varför utskicken ska vänta.")
@click.pass_obj
def start(app: App, reason: str) -> None:
    """Låt alla utskick vänta, till exempel efter pg_restore."""
    with app.deps() as deps:
        holds.start(deps.database, reason, app.now)
    app.answer({"hold": reason}, lambda: click.echo("Utskicken väntar. Släpp dem med: bidragsvakt hold release"))


@command.command("release")
@click.option("--send", is_flag=True, help="Skicka allt som väntar.")
@click.option("--drop-older-than", "drop", metavar="TID", help="Skicka inte det som hör till tiden före TID.")
@click.option("--told", is_flag=True, help="Det som inte skickas har redan nått fram; berätta det inte igen.")
@click.option("--by", default=None, metavar="NAMN", help="Vem som bestämmer. Annars inloggningsnamnet.")
@click.pass_obj
def release(app: App, send: bool, drop: str | None, told: bool, by: str | None) -> None:
    """Släpp utskicken. Välj om gamla brev i kön ska skickas (--send) eller inte (--drop-older-than)."""
    if send == (drop is not None):
        raise UsageError("välj antingen --send eller --drop-older-than TID")
    if told and drop is None:
        raise UsageError("--told hör ihop med --drop-older-than")
    before = _moment(drop) if drop else None
    with app.deps() as deps:
        done = holds.release(
            deps.database, deps.settings, app.now, by=by or getpass.getuser(), drop_before=before, told=told
        )
    words = f"Vänteläget är slut: {done.sent} brev skickas vid nästa tillfälle, {done.dropped} skickas inte."
    app.answer(dataclasses.asdict(done), lambda: click.echo(words))


def _moment(text: str) -> dt.datetime:
    try:
        return clock.parse_now(text)
    except ValueError as error:
        raise UsageError(f"--drop-older-than ska vara en tid som 2026-11-23T07:00, inte {text!r}") from error
