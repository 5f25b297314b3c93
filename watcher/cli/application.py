"""``bidragsvakt application``."""

from __future__ import annotations

import click

from db.workrecords import Application
from watcher.cli.app import App
from watcher.cli.workcommands import given, options, shared, told, user
from watcher.desk import work


@click.group("application")
def command() -> None:
    """Inlämnade ansökningar och vad det blev av dem."""


@command.command("add")
@click.option("--consideration", type=int, metavar="NR", help="Övervägandet som blev ansökan: resten hämtas därifrån.")
@options(Application)
@click.pass_obj
def add(app: App, /, consideration: int | None, **values: str | None) -> None:
    """Registrera en ansökan. Med --consideration behövs inget annat."""
    with app.deps() as deps:
        if consideration is None:
            application = work.add(deps.database, Application, given(values), user(), app.now)
        else:
            application = work.apply(deps.database, consideration, given(values), user(), app.now)
    told(app, application)


shared(command, Application)
