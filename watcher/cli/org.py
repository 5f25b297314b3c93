"""``bidragsvakt org import`` and ``export``."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from watcher.cli.app import App
from watcher.desk import organisations
from watcher.desk.organisations import Imported

_READ = click.Path(dir_okay=False, path_type=Path)
_WRITE = click.Path(dir_okay=False, path_type=Path, allow_dash=True)


@click.group("org")
def command() -> None:
    """Läs in eller skriv ut kommunens organisation."""


@command.command("import")
@click.argument("file", type=_READ)
@click.option("--prune", is_flag=True, help="Ta bort det som är inlagt men inte står i filen.")
@click.pass_obj
def read(app: App, file: Path, prune: bool) -> None:
    """Läs in förvaltningar, områden och kontaktpersoner. Det som har samma id uppdateras."""
    with app.deps() as deps:
        done = organisations.import_file(deps.database, file, app.now, prune=prune)
    data = {"organisation": done.organisation.id, **dataclasses.asdict(done.changes)}
    app.answer(data, lambda: _show(done))


@command.command("export")
@click.argument("file", type=_WRITE, default=Path("-"))
@click.option("--id", "organisation_id", metavar="ID", help="Vilken kommun, om flera är inlagda.")
@click.pass_obj
def write(app: App, file: Path, organisation_id: str | None) -> None:
    """Skriv organisationen som en fil som kan ändras och läsas in igen. Utan fil: till skärmen."""
    with app.deps() as deps:
        organisation, text = organisations.export(deps.database, organisation_id)
    if str(file) == "-":
        app.answer({"organisation": organisation.id, "toml": text}, lambda: click.echo(text, nl=False))
        return
    organisations.write_private(file, text)
    data = {"organisation": organisation.id, "file": str(file), "departments": len(organisation.departments)}
    app.answer(data, lambda: click.echo(f"Skrev {organisation.name} till {file}"))


def _show(done: Imported) -> None:
    changes = done.changes
    for names, word in (
        (changes.added, "nya"),
        (changes.changed, "ändrade"),
        (changes.removed, "borttagna"),
        (changes.kept, "kvar fast de inte står i filen (ta bort med --prune)"),
    ):
        if names:
            click.echo(f"{len(names)} {word}: {', '.join(_swedish(name) for name in names)}")
    if not (changes.added or changes.changed or changes.removed):
        click.echo(f"Inget ändrat i {done.organisation.name}.")


_KINDS = {"organisation": "kommun", "department": "förvaltning", "area": "område", "contact": "kontakt"}


def _swedish(name: str) -> str:
    kind, _, identity = name.partition(" ")
    return f"{_KINDS.get(kind, kind)} {identity}"
