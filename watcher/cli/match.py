"""``bidragsvakt match``: the best calls of each area; what hangs on it stands in files of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from watcher.cli.app import App, table
from watcher.cli.explain import explain
from watcher.cli.marks import mark, marks, unmark
from watcher.cli.words import BANDS
from watcher.desk.matches import AreaMatches, best_by_area
from watcher.desk.reports import match_json, similar_json
from watcher.errors import NotFound
from watcher.jobs import match
from watcher.rules.similar import similar_line


@click.group("match", invoke_without_command=True)
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 60), help="Antal utlysningar per område.")
@click.option("--area", metavar="ID", help="Bara det området.")
@click.pass_context
def command(ctx: click.Context, top: int, area: str | None) -> None:
    """Poängsätt utlysningarna mot utvecklingsområdena och visa de bästa."""
    if ctx.invoked_subcommand is not None:
        return
    app: App = ctx.obj
    with app.deps() as deps:
        report = match.run(deps, app.now)
        areas = [a for a in best_by_area(deps, app.now, top) if area in (None, a.area.id)]
    if area and not areas:
        raise NotFound(f"området {area!r} finns inte")
    for warning in report.warnings:
        app.talk(f"Obs: {warning}")
    data = [{"id": a.area.id, "title": a.area.title, "calls": _calls_json(a, app.now)} for a in areas]

    def people() -> None:
        click.echo(f"{report.calls} utlysningar mot {report.areas} områden: {report.strong} starka träffar, "
                   f"{report.possible} möjliga.")  # fmt: skip
        for found in areas:
            click.echo(f"\n{found.area.title} ({found.area.id})")
            rows = [(BANDS[m.band], f"{m.score:.2f}".replace(".", ","), c.facts.title, c.facts.key.external_id,
                     similar_line(found.similar.get(c.id, ()), app.now)) for m, c in found.matches]  # fmt: skip
            table(("Band", "Poäng", "Utlysning", "Id", "Liknande"), rows, right=[1])

    app.answer(data, people)


def _calls_json(found: AreaMatches, now: dt.datetime) -> list[dict[str, Any]]:
    return [{**match_json(m, c), "similar": similar_json(found.similar.get(c.id, ()), now)} for m, c in found.matches]


for part in (explain, mark, unmark, marks):
    command.add_command(part)
