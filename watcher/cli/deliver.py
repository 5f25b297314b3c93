"""``bidragsvakt deliver``."""

from __future__ import annotations

import dataclasses

import click

from watcher.cli.app import App
from watcher.cli.digest import show_delivered
from watcher.jobs import deliver


@click.command("deliver")
@click.pass_obj
def command(app: App) -> int:
    """Lämna breven i kön till utkorgen eller e-postservern."""
    with app.deps() as deps:
        report = deliver.run(deps, app.now)
    app.answer(dataclasses.asdict(report), lambda: show_delivered(report, deps.settings))
    return 1 if report.failed or report.in_doubt or report.stopped else 0
