"""``bidragsvakt activity``."""

from __future__ import annotations

import click

from db.workrecords import Activity
from watcher.cli.app import App
from watcher.cli.workcommands import given, options, shared, told, user
from watcher.desk import work


@click.group("activity")
def command() -> None:
    """Övrigt internationellt arbete: nätverk, konferenser, studiebesök, utbyten, kompetensutveckling."""


@command.command("add")
@options(Activity)
@click.pass_obj
def add(app: App, /, **values: str | None) -> None:
    """Registrera en aktivitet."""
    with app.deps() as deps:
        activity = work.add(deps.database, Activity, given(values), user(), app.now)
    told(app, activity)


shared(command, Activity)
