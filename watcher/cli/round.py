"""``bidragsvakt run``: one whole round."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from watcher.cli.app import App
from watcher.cli.crawl import INCOMPLETE
from watcher.cli.crawl import show as show_crawl
from watcher.cli.digest import delivery_failed, digest_json, show_digests
from watcher.desk import round as whole
from watcher.desk.reports import crawl_json, troubled
from watcher.desk.round import RoundReport


@click.command("run")
@click.pass_obj
def command(app: App) -> int:
    """Gör en hel runda: hämta, matcha, bygg veckans brev och skicka dem."""
    with app.deps() as deps:
        report = whole.run(deps, app.now)
        organised = report.match.areas > 0

    def people() -> None:
        show_crawl(list(report.crawl))
        m = report.match
        click.echo(f"\n{m.calls} utlysningar mot {m.areas} områden: {m.strong} starka träffar, {m.possible} möjliga.")
        show_digests(report.digest, report.deliver, deps.settings)
        if not organised:
            click.echo("Ingen kommun är inlagd. Läs in en med: bidragsvakt org import FIL")

    app.answer(round_json(report), people)
    return exit_code(report)


def exit_code(report: RoundReport) -> int:
    """Mail that cannot leave is worse than a source that did not answer."""
    if delivery_failed(report.digest, report.deliver):
        return 1
    return INCOMPLETE if any(troubled(r) for r in report.crawl) else 0


def round_json(report: RoundReport) -> dict[str, Any]:
    """The four steps, each as its own command says it."""
    return {
        "crawl": [crawl_json(r) for r in report.crawl],
        "match": dataclasses.asdict(report.match),
        "digest": digest_json(report.digest),
        "deliver": dataclasses.asdict(report.deliver),
    }
