"""``bidragsvakt db backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from watcher.build import settings
from watcher.cli.app import App
from watcher.desk import backup as copies
from watcher.rules.swedish import number

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("db")
def command() -> None:
    """Säkerhetskopiera och återställ databasen."""


@command.command("backup")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Skriv över filen om den finns.")
@click.pass_obj
def backup(app: App, file: Path, force: bool) -> None:
    """Skriv en hel och prövad kopia. Tjänsten kan vara i gång."""
    size = copies.backup(settings(), file, app.now, force=force)
    app.answer({"file": str(file), "bytes": size}, lambda: click.echo(f"Skrev {file}, {number(size)} byte."))


@command.command("restore")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Byt ut databasen om den finns.")
@click.pass_obj
def restore(app: App, file: Path, force: bool) -> None:
    """Sätt tillbaka en kopia. Utskicken väntar tills någon släpper dem med hold release."""
    copies.restore(settings(), file, app.now, force=force)

    def people() -> None:
        click.echo(f"Databasen är återställd från {file}.")
        click.echo("Inga brev skickas förrän du har valt vad som ska hända med kön: bidragsvakt hold show")

    app.answer({"restored": str(file), "hold": True}, people)
