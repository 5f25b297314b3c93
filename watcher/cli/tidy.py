"""``bidragsvakt tidy``."""

from __future__ import annotations

import click

from db.privacyrecords import DataKind
from watcher.cli.app import App, table
from watcher.cli.workcommands import user
from watcher.desk import retention
from watcher.jobs import tidy
from watcher.rules.privacy import NAMES, how_long
from watcher.rules.swedish import date_text, plural

_KIND = click.Choice([kind.value for kind in DataKind])


@click.group("tidy")
def command() -> None:
    """Gallring: inget tas bort förrän period och gallringsbeslut är inlagda för slaget."""


@command.command("show")
@click.pass_obj
def show(app: App) -> None:
    """Slagen, besluten och när det senast gallrades."""
    with app.deps() as deps:
        found = retention.overview(deps.database)
    rows = [
        (
            d.kind.value,
            NAMES[d.kind],
            how_long(d.kind, d.decision),
            f"{date_text(d.last.at.date())}, {plural(d.last.rows, 'rad', 'rader')}" if d.last else None,
        )
        for d in found
    ]
    data = [
        {
            "kind": d.kind.value,
            "months": d.decision.months if d.decision else None,
            "reference": d.decision.reference if d.decision else None,
            "last": d.last.at.isoformat() if d.last else None,
        }
        for d in found
    ]
    app.answer(data, lambda: table(("Slag", "Uppgifter", "Hur länge", "Senast gallrat"), rows))


@command.command("set")
@click.argument("kind", type=_KIND, metavar="SLAG")
@click.option("--months", type=int, required=True, metavar="ANTAL", help="Hur många hela månader uppgifterna sparas.")
@click.option("--reference", required=True, metavar="TEXT", help="Gallringsbeslutets beteckning.")
@click.pass_obj
def decide(app: App, kind: str, months: int, reference: str) -> None:
    """Lägg in ett gallringsbeslut för ett slag av uppgifter."""
    with app.deps() as deps:
        decision = retention.decide(deps.database, DataKind(kind), months, reference, user(), app.now)
    words = how_long(DataKind(kind), decision)
    app.answer(
        {"kind": kind, "months": months, "reference": reference},
        lambda: click.echo(f"{NAMES[DataKind(kind)]}: {words}"),
    )


@command.command("unset")
@click.argument("kind", type=_KIND, metavar="SLAG")
@click.option("--reason", default="", metavar="TEXT", help="Varför beslutet inte gäller längre.")
@click.pass_obj
def take_back(app: App, kind: str, reason: str) -> None:
    """Ta tillbaka ett gallringsbeslut; det som gallrats kommer inte tillbaka."""
    with app.deps() as deps:
        retention.decide(deps.database, DataKind(kind), None, reason, user(), app.now)
    app.answer({"kind": kind, "months": None}, lambda: click.echo(f"{NAMES[DataKind(kind)]}: gallras inte längre."))


@command.command("run")
@click.pass_obj
def run(app: App) -> None:
    """Gallra nu. Tjänsten gör det annars varje dygn."""
    with app.deps() as deps:
        done = tidy.run(deps, app.now)

    def people() -> None:
        for kind, rows in done.items():
            click.echo(f"{NAMES[kind]}: {plural(rows, 'rad gallrad', 'rader gallrade')}")
        if not done:
            click.echo("Inget gallringsbeslut är inlagt, så inget gallrades.")

    app.answer({kind.value: rows for kind, rows in done.items()}, people)
