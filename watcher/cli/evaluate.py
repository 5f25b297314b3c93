"""``bidragsvakt eval``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from watcher.build import settings
from watcher.cli.app import App, progress_bar, table
from watcher.desk import evaluation
from watcher.rules.swedish import plural

_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
_FIGURES = ("ndcg@10", "recall@20", "recall3@20", "judged@10", "mrr")


@click.command("eval")
@click.option("--areas", required=True, type=_READ, help="Utvecklingsområden (TOML).")
@click.option(
    "--calls", required=True, multiple=True, type=_READ, help="Utlysningar (JSONL, gärna .gz). Går att upprepa."
)
@click.option(
    "--qrels", required=True, multiple=True, type=_READ, help="Bedömningar (TSV: area, doc, grade). Går att upprepa."
)
@click.option("--matcher", default="tfidf", show_default=True, metavar="NAMN", help="Vilken matchare som mäts.")
@click.option("--run", "run_path", type=click.Path(dir_okay=False, path_type=Path), help="Skriv rangordningen hit.")
@click.option(
    "--cache", type=click.Path(file_okay=False, path_type=Path), help="Mapp för vektorerna (annars cache i datamappen)."
)
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Rita hur poängen håller (SVG).")
@click.option("--marks", type=click.IntRange(1, 50), metavar="N", help="Mät också vad N märkningar per område lär.")
@click.pass_obj
def command(
    app: App,
    areas: Path,
    calls: tuple[Path, ...],
    qrels: tuple[Path, ...],
    matcher: str,
    run_path: Path | None,
    cache: Path | None,
    plot: Path | None,
    marks: int | None,
) -> None:
    """Mät matcharen på bedömda data; flera filer mäts som en lista."""
    if cache is None and matcher != "tfidf":
        cache = settings().home / "cache"
    with progress_bar() as progress:
        report = evaluation.run(
            areas,
            calls,
            qrels,
            matcher=matcher,
            run_path=run_path,
            cache=cache,
            plot=plot,
            marks=marks,
            progress=progress,
        )
    app.answer(report, lambda: _show(report))


def _show(report: dict[str, Any]) -> None:
    per_area = cast(dict[str, dict[str, float | None]], report["per_area"])
    rows = [(area, *(_figure(found[name]) for name in _FIGURES)) for area, found in per_area.items()]
    rows.append((f"{report['areas']} områden", *(_figure(report[name]) for name in _FIGURES)))
    low_high = cast(dict[str, list[float]], report["interval"])
    rows.append(("95 %-intervall", *("–".join(_figure(v) for v in low_high.get(name, ())) for name in _FIGURES)))
    table((f"Område ({report['matcher']})", *_FIGURES), rows, right=range(1, len(_FIGURES) + 1))
    if taught := cast(dict[str, Any] | None, report.get("marks")):
        low, high = taught["gain_interval"]
        click.echo(
            f"\nEfter {plural(taught['marks'], 'märkning', 'märkningar')} per område "
            f"({taught['areas']} områden): nDCG@10 på resten "
            f"{_figure(taught['before'])} → {_figure(taught['after'])} "
            f"(skillnad {_figure(taught['gain'])}, 95 %: {_figure(low)} till {_figure(high)})"
        )

    bands = cast(dict[str, Any] | None, report.get("bands"))
    if bands:
        click.echo(_bands(bands))


def _bands(bands: dict[str, Any]) -> str:
    return (
        f"\nStark, högst {bands['weekly']}: {_figure(bands['strong_per_area'])} per område, varav "
        f"{_figure(bands['strong_precision'])} med betyg 2 eller 3; {bands['areas_without_strong']} områden utan.\n"
        f"Stark och möjlig: {_figure(bands['banded_per_area'])} per område, med {_figure(bands['best_held'])} av "
        f"betyg 3 ({_figure(bands['best_held_at_once'])} om allt kom samma vecka och högst {bands['weekly']} visades)."
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace(".", ",")
