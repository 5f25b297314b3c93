"""``bidragsvakt web``."""

from __future__ import annotations

import logging

import click

from watcher.build import opened, settings
from watcher.cli.app import App
from watcher.errors import UsageError


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adress att lyssna på.")
@click.option("--port", default=8090, show_default=True, type=click.IntRange(0, 65_535), help="Port att lyssna på.")
@click.pass_obj
def command(app: App, host: str, port: int) -> None:
    """Sidorna bakom länkarna i breven. Ställ en proxy med TLS framför."""
    if app.pretended is not None:
        raise UsageError("web går efter den riktiga klockan: --now kan inte användas")
    from watcher.log import configure
    from watcher.web.server import run

    configure(logging.INFO)
    app.talk(f"Sidorna finns på http://{host}:{port}/. Avsluta med Ctrl-C.")
    with opened(settings()) as deps:
        run(deps, host, port)
