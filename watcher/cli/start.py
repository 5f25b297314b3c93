"""``bidragsvakt init``."""

from __future__ import annotations

from pathlib import Path

import click

from watcher.build import settings
from watcher.cli.app import App
from watcher.desk import starter


@click.command("init")
@click.pass_obj
def command(app: App) -> None:
    """Skapa startfiler. Inget som redan finns skrivs över."""
    files = starter.write(settings(), Path.cwd())

    def people() -> None:
        for file in files:
            click.echo(f"{'skapade' if file.written else 'finns redan'}: {file.path}")
        click.echo("\nNästa steg: ändra organisation.toml, läs in den med  bidragsvakt org import organisation.toml"
                   "  och kör  bidragsvakt run")  # fmt: skip

    app.answer([{"file": str(f.path), "written": f.written} for f in files], people)
