"""``bidragsvakt terms check``: what is read of the coordinator's own terms, and the areas' words without a bridge."""

from __future__ import annotations

import click

from watcher.cli.app import App, table
from watcher.desk import terms


@click.group("terms")
def command() -> None:
    """Kommunens egna termer (terms.toml i datamappen)."""


@command.command("check")
@click.pass_obj
def check(app: App) -> int:
    """Visa egna termer, fel i filen och vilka av områdenas ord som saknar översättning. Slutar med 1 vid fel."""
    with app.deps() as deps:
        found = terms.check(deps, app.now)
    data = {
        "file": str(found.path),
        "terms": [{"term": t.term, "english": t.english, "weight": t.weight} for t in found.terms],
        "problems": found.problems,
        "unbridged": found.unbridged,
    }

    def people() -> None:
        click.echo(f"{len(found.terms)} egna termer i {found.path}")
        if found.terms:
            table(("Term", "Engelska", "Vikt"), [(t.term, "; ".join(t.english), f"{t.weight:g}") for t in found.terms])
        for problem in found.problems:
            click.echo(f"Fel: {problem}")
        for area, words in found.unbridged.items():
            click.echo(f"Utan översättning i {area}: {', '.join(words)}")

    app.answer(data, people)
    return 1 if found.problems else 0
