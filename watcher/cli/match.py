"""``bidragsvakt match`` and ``bidragsvakt match explain``."""

from __future__ import annotations

from typing import Any

import click

from db.records import Match
from watcher.cli.app import App, table
from watcher.cli.words import BANDS
from watcher.desk.matches import best_by_area, explain_one
from watcher.desk.reports import match_json
from watcher.jobs import match


@click.group("match", invoke_without_command=True)
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 60), help="Antal utlysningar per område.")
@click.pass_context
def command(ctx: click.Context, top: int) -> None:
    """Poängsätt utlysningarna mot utvecklingsområdena och visa de bästa."""
    if ctx.invoked_subcommand is not None:
        return
    app: App = ctx.obj
    with app.deps() as deps:
        report = match.run(deps, app.now)
        areas = best_by_area(deps, app.now, top)
    for warning in report.warnings:
        app.talk(f"Obs: {warning}")
    data = [{"id": a.area.id, "title": a.area.title, "calls": [match_json(m, c) for m, c in a.matches]} for a in areas]

    def people() -> None:
        click.echo(f"{report.calls} utlysningar mot {report.areas} områden: {report.strong} starka träffar, "
                   f"{report.possible} möjliga.")  # fmt: skip
        for found in areas:
            click.echo(f"\n{found.area.title} ({found.area.id})")
            rows = [(BANDS[m.band], f"{m.score:.2f}".replace(".", ","), c.facts.title, c.facts.key.external_id)
                    for m, c in found.matches]  # fmt: skip
            table(("Band", "Poäng", "Utlysning", "Id"), rows, right=[1])

    app.answer(data, people)


@command.command("explain")
@click.argument("call")
@click.argument("area")
@click.pass_obj
def explain(app: App, call: str, area: str) -> None:
    """Visa varför en utlysning träffar ett område. CALL är utlysningens id, AREA områdets."""
    with app.deps() as deps:
        found, wanted, chosen = explain_one(deps, app.now, call, area)
    data: dict[str, Any] = {"area": chosen.id, "call": wanted.facts.key.external_id, "match": None}
    if found:
        data["match"] = match_json(found, wanted)

    def people() -> None:
        click.echo(f"{wanted.facts.title}\nmot {chosen.title}\n")
        if found is None:
            click.echo("Inga gemensamma begrepp.")
            return
        click.echo(f"{BANDS[found.band].capitalize()} träff, poäng {found.score:.3f}".replace(".", ","))
        table(("Andel", "Svenska", "Engelska", "Term", "Genom"), _reasons(found), right=[0])

    app.answer(data, people)


_VIA = {
    "own": "egen term",
    "term": "ordlistan",
    "part": "del av ord",
    "dictionary": "allmän ordbok",
    "same": "samma ord",
    "near": "närliggande term",
}


def _reasons(found: Match) -> list[tuple[str, str, str, str, str]]:
    return [
        (f"{r.weight:.3f}".replace(".", ","), r.swedish, r.english, r.term, _VIA.get(r.via, r.via))
        for r in found.reasons
    ]
