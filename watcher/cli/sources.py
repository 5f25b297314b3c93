"""``bidragsvakt sources list`` and ``check``."""

from __future__ import annotations

from typing import Any

import click

from db.records import CallFacts
from watcher.cli.app import App, table
from watcher.cli.crawl import INCOMPLETE
from watcher.cli.words import STATES
from watcher.desk import sources
from watcher.desk.reports import deadlines_json
from watcher.desk.sources import SourceCheck, SourceOverview
from watcher.rules.swedish import date_text


@click.group("sources")
def command() -> None:
    """Lista och prova källor."""


@command.command("list")
@click.pass_obj
def listing(app: App) -> None:
    """Visa källorna i sources.toml och hur det gick för dem senast."""
    with app.deps() as deps:
        found = sources.overview(deps.database, deps.sources)

    def people() -> None:
        rows = [
            (s.config.id, s.config.kind, s.config.name, "på" if s.config.enabled else "av", s.config.verified,
             STATES[s.record.state if s.record else None])
            for s in found
        ]  # fmt: skip
        table(("Källa", "Slag", "Namn", "Läge", "Prövad", "Senast"), rows)
        click.echo(f"\nFrån {deps.settings.sources}")

    app.answer([_source_json(s) for s in found], people)


@command.command("check")
@click.argument("source_id", metavar="ID")
@click.pass_obj
def check(app: App, source_id: str) -> int:
    """Hämta en källa och visa vad som skulle lagras. Inget lagras."""
    with app.deps() as deps:
        found = sources.check(deps, source_id, app.now)
    app.answer(_check_json(found), lambda: _show(found))
    return INCOMPLETE if found.troubled else 0


def _show(found: SourceCheck) -> None:
    rows = [
        (f.key.external_id, f.title, f.programme, ", ".join(date_text(d.date) for d in f.deadlines))
        for f in found.facts
    ]
    table(("Id", "Titel", "Program", "Sista dag"), rows)
    click.echo(f"\n{found.id}: {STATES[found.state]}. {found.seen} sedda: {found.new} nya, {found.known} kända, "
               f"{found.stale} passerade, {found.duplicate} dubbletter, {found.rejected} avvisade.")  # fmt: skip
    for note in (*found.notes, *([found.error] if found.error else [])):
        click.echo(f"  {note}")


def _source_json(source: SourceOverview) -> dict[str, Any]:
    config, record = source.config, source.record
    return {
        "id": config.id,
        "kind": config.kind,
        "name": config.name,
        "enabled": config.enabled,
        "verified": config.verified,
        "url": config.url,
        "language": config.language,
        "every_hours": config.every.total_seconds() / 3600,
        "state": record.state.value if record and record.state else None,
        "last_attempt": record.last_attempt.isoformat() if record and record.last_attempt else None,
        "last_success": record.last_success.isoformat() if record and record.last_success else None,
        "error": record.error if record else None,
    }


def _check_json(found: SourceCheck) -> dict[str, Any]:
    counts = ("requests", "seen", "new", "known", "stale", "duplicate", "rejected")
    return {
        "id": found.id,
        "state": found.state.value,
        **{name: getattr(found, name) for name in counts},
        "notes": list(found.notes),
        "error": found.error,
        "calls": [_facts_json(f) for f in found.facts],
    }


def _facts_json(facts: CallFacts) -> dict[str, Any]:
    return {
        "external_id": facts.key.external_id,
        "title": facts.title,
        "programme": facts.programme,
        "status": facts.status.value,
        "deadlines": deadlines_json(facts.deadlines),
        "budget_total": facts.budget.total,
        "url": facts.url,
        "unread": dict(facts.unread),
    }
