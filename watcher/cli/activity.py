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


@command.command("attend")
@click.argument("event", metavar="EVENEMANG")
@click.option("--department", required=True, metavar="ID", help="Förvaltningen som deltog.")
@click.option("--kind", default="conference", metavar="SLAG", help="Annars konferens.")
@click.option("--who", default="", metavar="NAMN", help="Vilka som deltog.")
@click.pass_obj
def attend(app: App, event: str, department: str, kind: str, who: str) -> None:
    """Registrera att ni deltog i ett evenemang; titel och dag tas ur det. EVENEMANG är dess id eller nummer."""
    with app.deps() as deps:
        activity = work.attend(deps.database, event, department, kind, who, user(), app.now)
    told(app, activity)


shared(command, Activity)
