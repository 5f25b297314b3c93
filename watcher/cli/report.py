"""``bidragsvakt report``."""

from __future__ import annotations

from pathlib import Path

import click

from watcher.cli.app import App
from watcher.desk import annual as reports
from watcher.rules.paper import Gaps, Paper

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
