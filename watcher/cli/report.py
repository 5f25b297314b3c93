"""``bidragsvakt report``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from watcher.cli.app import App
from watcher.desk import annual as reports
from watcher.desk import reportask
from watcher.rules.paper import Gaps, Paper
from watcher.rules.swedish import plural

_OUT = click.option("--out", type=click.Path(path_type=Path), default=".", metavar="MAPP", help="Vart filerna skrivs.")


@click.group("report")
def command() -> None:
    """Årsrapporten och rapporten för mandatperioden, som Word, webbsida och kalkylark."""


@command.command("annual")
@click.option("--year", type=int, required=True, metavar="ÅR", help="Året rapporten gäller.")
@click.option("--department", metavar="ID", help="Bara denna förvaltning.")
@_OUT
@click.pass_obj
def annual(app: App, year: int, department: str | None, out: Path) -> None:
    """Skriv årets rapport: projekt, ansökningar, övrigt arbete, resultat och överväganden."""
    with app.deps() as deps:
        paper = reports.annual(deps.database, year, app.now, department)
    if reports.is_empty(paper):
        app.talk(f"Obs: inget är registrerat för {year}; rapporten är tom.")
    _written(app, paper, out, f"internationellt-arbete-{year}" + (f"-{department}" if department else ""))


@command.command("mandate")
@click.option("--from", "first", type=int, required=True, metavar="ÅR", help="Första året.")
@click.option("--to", "last", type=int, required=True, metavar="ÅR", help="Sista året.")
@_OUT
@click.pass_obj
def mandate(app: App, first: int, last: int, out: Path) -> None:
    """Skriv rapporten för en mandatperiod: utveckling, pengar, andel övervägda och vad det har gett."""
    with app.deps() as deps:
        paper = reports.mandate(deps.database, first, last, app.now)
    _written(app, paper, out, f"internationellt-arbete-{first}-{last}")


@command.command("remind")
@click.option("--year", type=int, required=True, metavar="ÅR", help="Året rapporten gäller.")
@click.option("--by", type=click.DateTime(["%Y-%m-%d"]), metavar="DATUM", help="Dagen då svaret ska ha kommit.")
@click.option("--dry-run", is_flag=True, help="Visa bara vilka som skulle få brev.")
@click.pass_obj
def remind(app: App, year: int, by: dt.datetime | None, dry_run: bool) -> None:
    """Skriv till förvaltningar som inte fyllt i sitt år; var och en får brevet en gång."""
    with app.deps() as deps:
        done = reportask.run(deps, year, app.now, by=by.date() if by else None, really=not dry_run)
    people = [
        {
            "contact": p.addressee.contact.id,
            "departments": [x.department.id for x in p.lacking],
            "asked_before": p.before,
        }
        for p in done.ask.people
    ]
    unreached = [x.department.id for x in done.ask.unreached]
    data = {"queued": done.queued, "failed": done.failed, "people": people, "unreached": unreached}
    app.answer(data, lambda: _reminded(done, dry_run))


def _reminded(done: reportask.Outcome, dry_run: bool) -> None:
    for person in done.ask.people:
        words = " (har redan fått brevet)" if person.before else ""
        names = ", ".join(x.department.name for x in person.lacking)
        click.echo(f"{person.addressee.contact.name}: {names}{words}")
    for missing in done.ask.unreached:
        click.echo(f"Obs: {missing.department.name} har inte fyllt i, och ingen där kan nås.")
    if not done.ask.people and not done.ask.unreached:
        click.echo("Alla har fyllt i.")
    elif not dry_run:
        click.echo(f"{plural(done.queued, 'brev lagt i kön', 'brev lagda i kön')}. Skicka dem med bidragsvakt deliver.")


def _written(app: App, paper: Paper, folder: Path, name: str) -> None:
    files = reports.write(paper, folder, name)
    gaps = [words for block in paper.blocks if isinstance(block, Gaps) for words in block.missing]

    def people() -> None:
        for file in files:
            click.echo(f"Skrev {file}")
        if gaps:
            click.echo("\nUppgifter som saknas:")
            for words in gaps:
                click.echo(f"  {words}")

    app.answer({"title": paper.title, "files": [str(f) for f in files], "missing": gaps}, people)
