"""``bidragsvakt match``: the best calls of each area; what hangs on it stands in files of its own."""

from __future__ import annotations

import click

from watcher.cli.app import App, table
from watcher.cli.explain import explain
from watcher.cli.marks import mark, marks, unmark
from watcher.cli.words import BANDS
from watcher.desk.matches import best_by_area
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


for part in (explain, mark, unmark, marks):
    command.add_command(part)
