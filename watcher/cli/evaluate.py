"""``bidragsvakt eval``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from watcher.cli.app import App, table
from watcher.desk import evaluation
from watcher.rules.swedish import plural

_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
_FIGURES = ("ndcg@10", "recall@20", "recall3@20", "judged@10", "mrr")


@click.command("eval")
@click.option("--areas", required=True, type=_READ, help="Utvecklingsområden (TOML).")
@click.option("--calls", required=True, type=_READ, help="Utlysningar (JSONL, gärna .gz).")
@click.option("--qrels", required=True, type=_READ, help="Bedömningar (TSV: area, doc, grade).")
@click.option("--matcher", default="tfidf", show_default=True, metavar="NAMN", help="Vilken matchare som mäts.")
@click.option("--run", "run_path", type=click.Path(dir_okay=False, path_type=Path), help="Skriv rangordningen hit.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Mapp för det som kan sparas.")
@click.option("--marks", type=click.IntRange(1, 50), metavar="N", help="Mät också vad N märkningar per område lär.")
@click.pass_obj
def command(
    app: App,
    areas: Path,
    calls: Path,
    qrels: Path,
    matcher: str,
    run_path: Path | None,
    cache: Path | None,
    marks: int | None,
) -> None:
    """Mät matcharen på bedömda data."""
    report = evaluation.run(areas, calls, qrels, matcher=matcher, run_path=run_path, cache=cache, marks=marks)
    app.answer(report, lambda: _show(report))


def _show(report: dict[str, Any]) -> None:
    per_area = cast(dict[str, dict[str, float | None]], report["per_area"])
    rows = [(area, *(_figure(found[name]) for name in _FIGURES)) for area, found in per_area.items()]
    rows.append((f"{report['areas']} områden", *(_figure(report[name]) for name in _FIGURES)))
    table((f"Område ({report['matcher']})", *_FIGURES), rows, right=range(1, len(_FIGURES) + 1))
    if taught := cast(dict[str, Any] | None, report.get("marks")):
        low, high = taught["gain_interval"]
        click.echo(
            f"\nEfter {plural(taught['marks'], 'märkning', 'märkningar')} per område "
            f"({taught['areas']} områden): nDCG@10 på resten "
            f"{_figure(taught['before'])} → {_figure(taught['after'])} "
            f"(skillnad {_figure(taught['gain'])}, 95 %: {_figure(low)} till {_figure(high)})"
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace(".", ",")
