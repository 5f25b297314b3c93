"""``bidragsvakt sources list``, ``check``, ``add`` and ``health``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from db.records import CallFacts
from watcher.cli.app import App, table
from watcher.cli.crawl import INCOMPLETE
from watcher.cli.words import CONDITIONS, STATES, VERIFIED, every_text
from watcher.config.sourcefile import SourceConfig, read_sources
from watcher.config.unwatched import Unwatched
from watcher.desk import source_health, sources
from watcher.desk.reports import deadlines_json
from watcher.desk.source_add import Proposal, propose
from watcher.desk.source_check_hints import Hints
from watcher.desk.sources import SourceCheck, SourceOverview
from watcher.errors import UsageError
from watcher.rules.swedish import deadline_text


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
            (s.config.id, s.config.kind, s.config.name, "på" if s.config.enabled else "av", every_text(s.config.every),
             _verified(s.config), STATES[s.record.state if s.record else None])
            for s in found
        ]  # fmt: skip
        table(("Källa", "Slag", "Namn", "Läge", "Hämtas", "Prövad", "Senast"), rows)
        for source in found:
            _show_limits(source.config)
        _show_unwatched(deps.sources.unwatched)
        click.echo(f"\nFrån {deps.settings.sources}")

    app.answer([*map(_source_json, found), *map(_unwatched_json, deps.sources.unwatched)], people)


def _verified(config: SourceConfig) -> str:
    return f"{VERIFIED[config.verified]} {config.verified_on or ''}".strip()


def _show_limits(config: SourceConfig) -> None:
    """What the table has no room for; nothing for a source that says nothing of itself."""
    said = (
        ("Av:", config.off_because if not config.enabled else ""),
        ("Villkor:", config.terms),
        ("Kan inte berätta:", config.blind),
    )
    lines = [f"  {name} {text}" for name, text in said if text]
    if lines:
        click.echo("\n".join(["", config.id, *lines]))


def _show_unwatched(unwatched: Sequence[Unwatched]) -> None:
    if unwatched:
        click.echo("\nBevakas inte – titta själva ibland:")
    for one in unwatched:
        click.echo(f"  {one.name}{': ' + one.url if one.url else ''}\n    {one.why}")


@command.command("check")
@click.argument("source_id", metavar="ID", required=False)
@click.option("--all", "everything", is_flag=True, help="Prova alla källor, även de som är av.")
@click.option("--file", "trial", type=click.Path(path_type=Path), help="Prova en ändrad fil innan den gäller.")
@click.pass_obj
def check(app: App, source_id: str | None, everything: bool, trial: Path | None) -> int:
    """Hämta en källa, eller alla med --all, och visa vad som skulle lagras. Inget lagras."""
    if (source_id is None) is not everything:
        raise UsageError("ange en källas ID eller --all")
    if source_id is None:
        return _check_all(app, trial)
    with app.deps(read_sources(trial) if trial else None) as deps:
        found = sources.check(deps, source_id, app.now)
    app.answer(_check_json(found), lambda: _show(found))
    return INCOMPLETE if found.troubled else 0


def _check_all(app: App, trial: Path | None) -> int:
    with app.deps(read_sources(trial) if trial else None) as deps:
        found = sources.check_all(deps, app.now)
        on = {s.id: s.enabled for s in deps.sources.sources}
    rows = [
        (c.id, "på" if on[c.id] else "av", STATES[c.state], c.seen, c.new + c.known, c.error or "; ".join(c.notes))
        for c in found
    ]
    heads = ("Källa", "Läge", "Svar", "Rader", "Kan sökas", "Att veta")
    app.answer([_check_json(c) | {"enabled": on[c.id]} for c in found], lambda: table(heads, rows))
    return INCOMPLETE if any(c.troubled and on[c.id] for c in found) else 0


@command.command("add")
@click.argument("url", metavar="ADRESS")
@click.pass_obj
def add(app: App, url: str) -> int:
    """Titta på en adress och skriv ett färdigt [[source]]-block att klistra in i sources.toml."""
    with app.deps() as deps:
        found = propose(deps, url)
    app.answer(asdict(found), lambda: _show_proposal(found))
    return 0 if found.offers else 1


@command.command("health")
@click.pass_obj
def health(app: App) -> int:
    """Lever källorna? Slutar med 1 när någon källa har tystnat, fallerar eller glider."""
    with app.deps() as deps:
        found = source_health.look(deps, app.now)
    rows = [(f.id, CONDITIONS[f.health.condition], f.health.words) for f in found]
    app.answer([f.json() for f in found], lambda: table(("Källa", "Läge", "Varför"), rows))
    return 1 if any(f.troubled for f in found) else 0


def _show_proposal(found: Proposal) -> None:
    for offer in found.offers:
        click.echo(f"# {offer.why}")
        rows = [(e.title, e.link, e.deadline) for e in offer.examples]
        table(("# Titel", "Länk", "Sista dag"), rows)
        click.echo(f"\n{offer.block}")
    for note in found.notes:
        click.echo(f"# {note}")


def _show(found: SourceCheck) -> None:
    rows = [
        (f.key.external_id, f.title, f.programme, ", ".join(deadline_text(d) for d in f.deadlines)) for f in found.facts
    ]
    table(("Id", "Titel", "Program", "Sista dag"), rows)
    click.echo(f"\n{found.id}: {STATES[found.state]}. {found.seen} sedda: {found.new} nya, {found.known} kända, "
               f"{found.stale} passerade, {found.duplicate} dubbletter, {found.rejected} avvisade.")  # fmt: skip
    for note in (*found.notes, *([found.error] if found.error else [])):
        click.echo(f"  {note}")
    if found.hints:
        _show_hints(found.hints)


def _show_hints(hints: Hints) -> None:
    rows = [(h.name, h.selector, f"{h.matched} av {h.of}", " eller ".join(h.proposals)) for h in hints.hints]
    click.echo("")
    table(("Nyckel", "Väljare", "Gav", "Prova"), rows)
    for note in hints.notes:
        click.echo(f"  {note}")


def _source_json(source: SourceOverview) -> dict[str, Any]:
    config, record = source.config, source.record
    return {
        "id": config.id,
        "kind": config.kind,
        "name": config.name,
        "enabled": config.enabled,
        "watched": True,
        "verified": config.verified,
        "verified_on": config.verified_on.isoformat() if config.verified_on else None,
        "terms": config.terms,
        "blind": config.blind,
        "off_because": config.off_because,
        "url": config.url,
        "language": config.language,
        "every_hours": config.every.total_seconds() / 3600,
        "state": record.state.value if record and record.state else None,
        "last_attempt": record.last_attempt.isoformat() if record and record.last_attempt else None,
        "last_success": record.last_success.isoformat() if record and record.last_success else None,
        "error": record.error if record else None,
    }


def _unwatched_json(one: Unwatched) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "url": one.url, "watched": False, "enabled": False, "why": one.why}


def _check_json(found: SourceCheck) -> dict[str, Any]:
    counts = ("requests", "seen", "new", "known", "stale", "duplicate", "rejected")
    return {
        "id": found.id,
        "state": found.state.value,
        **{name: getattr(found, name) for name in counts},
        "notes": list(found.notes),
        "error": found.error,
        "calls": [_facts_json(f) for f in found.facts],
        "hints": asdict(found.hints) if found.hints else None,
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
