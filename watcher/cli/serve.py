"""``bidragsvakt serve``."""

from __future__ import annotations

import logging

import click

from watcher.build import opened, settings
from watcher.cli.app import App
from watcher.errors import UsageError


@click.command("serve")
@click.pass_obj
def command(app: App) -> int:
    """Kör som tjänst: hämta när källornas tid är inne, skicka veckobreven på måndagar kl. 07.00."""
    if app.pretended is not None:
        raise UsageError("serve går efter den riktiga klockan: --now kan inte användas")
    from watcher.log import configure
    from watcher.serve.server import Server

    configure(logging.INFO)
    app.talk("Bidragsvakt är igång. Avsluta med Ctrl-C.")
    with opened(settings()) as deps:
        return Server(deps).run()
