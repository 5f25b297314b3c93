"""``bidragsvakt demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.records import Band
from watcher import clock
from watcher.build import opened, settings
from watcher.cli.app import App, progress_bar, table
from watcher.cli.round import exit_code, round_json
from watcher.demo import run as demo
from watcher.demo.portal import DemoPortal
from watcher.demo.run import Shown

NOW = "2026-11-23T07:00"
"""A Monday; the recorded answers are made for it."""


@click.command("demo")
@click.pass_obj
def command(app: App) -> int:
    """Gör en hel runda för exempelkommunen Växjö mot en portal på den egna maskinen, utan nät."""
    now = app.pretended or clock.parse_now(NOW)
    with DemoPortal() as portal, progress_bar() as progress:
        config = demo.prepare(settings(), portal)
        with opened(config, progress=progress, pretended=now) as deps:
            shown = demo.play(deps, now)
    app.answer(_json(shown), lambda: _show(shown))
    return exit_code(shown.report)


def _show(shown: Shown) -> None:
    for crawled in shown.report.crawl:
        click.echo(f"{crawled.source_id}: {crawled.seen} rader, {crawled.new} nya utlysningar")
    click.echo("")
    rows = [
        (name, sum(m.count(Band.STRONG) for m in areas), sum(m.count(Band.POSSIBLE) for m in areas), len(areas))
        for name, areas in shown.departments.items()
    ]
    table(("Förvaltning eller bolag", "Starka träffar", "Möjliga", "Områden"), rows, right=[1, 2, 3])
    click.echo(f"\n{len(shown.digests)} veckobrev, som .eml och .html, i {_near(shown.folder)}")
    for path in shown.digests[:3]:
        click.echo(f"  {_near(path.with_suffix('.html'))}")
    if len(shown.digests) > 3:
        click.echo("  …")


def _json(shown: Shown) -> dict[str, Any]:
    return {
        **round_json(shown.report),
        "departments": [
            {
                "name": name,
                "strong": sum(m.count(Band.STRONG) for m in areas),
                "possible": sum(m.count(Band.POSSIBLE) for m in areas),
                "areas": [m.area.id for m in areas],
            }
            for name, areas in shown.departments.items()
        ],
        "digests": [str(path) for path in shown.digests],
    }


def _near(path: Path) -> Path:
    """Shorter where the file lies below the working folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
