"""``bidragsvakt crawl``."""

from __future__ import annotations

import click

from db.records import CrawlReport
from watcher.cli.app import App, table
from watcher.cli.words import STATES
from watcher.desk.reports import crawl_json, troubled
from watcher.errors import UsageError
from watcher.jobs import crawl

INCOMPLETE = 4


@click.command("crawl")
@click.option("--source", "source_id", metavar="ID", help="Bara denna källa, även om den är avstängd.")
@click.option("--catch-up", is_flag=True, help="Ta in en ny källas bestånd; inget av det blir nyheter.")
@click.pass_obj
def command(app: App, source_id: str | None, catch_up: bool) -> int:
    """Hämta utlysningar från källorna i sources.toml."""
    if catch_up and source_id is None:
        raise UsageError("--catch-up hör ihop med --source ID")
    with app.deps() as deps:
        reports = crawl.run(deps, app.now, source_id, backlog=catch_up)
    app.answer([crawl_json(r) for r in reports], lambda: show(reports))
    return INCOMPLETE if any(troubled(r) for r in reports) else 0


def show(reports: list[CrawlReport]) -> None:
    """The crawl as a table, and below it what is to be said of each source."""
    headers = ("Källa", "Läge", "Sedda", "Nya", "Ändrade", "Oförändrade", "Passerade", "Dubbletter", "Avvisade")
    rows = [
        (r.source_id, STATES[r.state], r.seen, r.new, r.changed, r.unchanged, r.stale, r.duplicate, r.rejected)
        for r in reports
    ]
    table(headers, rows, right=range(2, 9))
    for report in reports:
        for line in (*report.notes, *([report.error] if report.error else [])):
            click.echo(f"  {report.source_id}: {line}")
