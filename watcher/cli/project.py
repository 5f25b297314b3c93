"""``bidragsvakt project``."""

from __future__ import annotations

import click

from db.workrecords import Project
from watcher.cli.app import App
from watcher.cli.reconcile import command as reconcile
from watcher.cli.workcommands import given, options, shared, told, user
from watcher.desk import work


@click.group("project")
def command() -> None:
    """EU-projekt och andra internationella projekt."""


@command.command("add")
@click.option("--application", type=int, metavar="NR", help="Den ansökan som beviljats: resten hämtas därifrån.")
@options(Project)
@click.pass_obj
def add(app: App, /, application: int | None, **values: str | None) -> None:
    """Registrera ett projekt. Med --application behövs inget annat."""
    with app.deps() as deps:
        if application is None:
            project = work.add(deps.database, Project, given(values), user(), app.now)
        else:
            project = work.grant(deps.database, application, given(values), user(), app.now)
    told(app, project)


shared(command, Project)
command.add_command(reconcile)
