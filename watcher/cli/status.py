"""``bidragsvakt status``."""

from __future__ import annotations

from typing import Any

import click

from db.records import MailState
from watcher.build import opened, settings
from watcher.cli.app import App, table
from watcher.cli.words import MAILS, STATES
from watcher.config.sourcefile import SourceFile, read_sources
from watcher.desk import status
from watcher.desk.status import Status
from watcher.errors import ConfigError
from watcher.jobs import meaning
from watcher.rules.periods import Calendar
from watcher.rules.swedish import moment_text


@click.command("status")
@click.pass_obj
def command(app: App) -> int:
    """Visa hur det står till. Slutar med 1 när någon måste göra något."""
    config = settings()
    wrong, sources = "", None
    try:
        sources = read_sources(config.sources)
    except ConfigError as error:
        wrong = str(error)
    with opened(config, sources=sources or SourceFile(()), pretended=app.pretended) as deps:
        found = status.status(deps.database, sources, app.now, Calendar.of(config))
        lacking = meaning.trouble(deps)
    warnings = [*([f"sources.toml är fel: {wrong}"] if wrong else []), *found.warnings, *lacking]
    app.answer(_json(found, warnings, config.shown()), lambda: _show(found, warnings))
    return 1 if warnings else 0


def _show(found: Status, warnings: list[str]) -> None:
    click.echo(f"{found.calls.open} utlysningar är inte stängda, av {found.calls.total} kända.\n")
    rows = [
        (s.name, STATES[s.state], moment_text(s.last_attempt) if s.last_attempt else None,
         moment_text(s.last_success) if s.last_success else None, s.rows)
        for s in found.sources
    ]  # fmt: skip
    table(("Källa", "Läge", "Senast försökt", "Senast hämtad", "Poster"), rows, right=[4])
    for organisation in found.organisations:
        contacts = {c.id for d in organisation.departments for c in d.contacts}
        areas = sum(len(d.areas) for d in organisation.departments)
        click.echo(f"\n{organisation.name}: {len(organisation.departments)} förvaltningar och bolag, {areas} "
                   f"utvecklingsområden, {len(contacts)} kontaktpersoner")  # fmt: skip
        for week in (w for w in found.digests if w.organisation_id == organisation.id):
            mails = ", ".join(f"{n} {(_MAIL_WORDS if n == 1 else _MANY)[state]}" for state, n in week.mails.items())
            click.echo(f"  {week.key}: {mails or week.skipped or 'inga brev'}")
    for note in found.notes:
        click.echo(f"\nObs: {note}", nl=False)
    click.echo("")
    for warning in warnings:
        click.secho(f"Att göra: {warning}", fg="red")
    if not warnings:
        click.secho("Inget att göra.", fg="green")


_MAIL_WORDS = {state.value: words for state, words in MAILS.items()}
_MANY = _MAIL_WORDS | {MailState.SENT.value: "skickade", MailState.IN_DOUBT.value: "ovissa"}


def _json(found: Status, warnings: list[str], settings: dict[str, str]) -> dict[str, Any]:
    return {
        "ok": not warnings,
        "warnings": warnings,
        "notes": list(found.notes),
        "calls": {"open": found.calls.open, "total": found.calls.total},
        "sources": [
            {
                "id": s.id,
                "state": s.state.value if s.state else None,
                "last_attempt": s.last_attempt.isoformat() if s.last_attempt else None,
                "last_success": s.last_success.isoformat() if s.last_success else None,
                "rows": s.rows,
                "failures": s.failures,
                "notes": list(s.notes),
                "error": s.error,
            }
            for s in found.sources
        ],
        "removed_sources": list(found.removed),
        "organisations": [
            {
                "id": o.id,
                "departments": len(o.departments),
                "areas": sum(len(d.areas) for d in o.departments),
                "contacts": len({c.id for d in o.departments for c in d.contacts}),
            }
            for o in found.organisations
        ],
        "digests": [
            {
                "organisation": w.organisation_id,
                "kind": w.kind,
                "key": w.key,
                "built": w.built.isoformat(),
                "mails": w.mails,
                "skipped": w.skipped,
            }
            for w in found.digests
        ],
        "hold": {"since": found.hold.since.isoformat(), "reason": found.hold.reason} if found.hold else None,
        "settings": settings,
    }
