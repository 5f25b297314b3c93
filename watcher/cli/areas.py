"""``bidragsvakt areas list`` and ``areas diagnose``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from db.records import Band
from watcher.cli.app import App, table
from watcher.desk.areas import Diagnosis, Excluded, diagnose
from watcher.desk.matches import best_by_area
from watcher.rules.swedish import plural


@click.group("areas")
def command() -> None:
    """Utvecklingsområdena, och varför ett område inte får träffar."""


@command.command("list")
@click.pass_obj
def listing(app: App) -> None:
    """Lista områdena med hur många träffar de har."""
    with app.deps() as deps:
        found = best_by_area(deps, app.now)
    data = [
        {"organisation": a.organisation.id, "department": a.department.id, "id": a.area.id, "title": a.area.title,
         "strong": a.count(Band.STRONG), "possible": a.count(Band.POSSIBLE), "excluded": list(a.area.excluded)}
        for a in found
    ]  # fmt: skip

    def people() -> None:
        rows = [(a.area.id, a.area.title, a.department.name, a.count(Band.STRONG), a.count(Band.POSSIBLE),
                 ", ".join(a.area.excluded)) for a in found]  # fmt: skip
        table(("Id", "Område", "Förvaltning", "Starka", "Möjliga", "Uteslutna ord"), rows, right=[3, 4])
        click.echo(f"\n{plural(len(found), 'område', 'områden')}")

    app.answer(data, people)


@command.command("diagnose")
@click.argument("area", required=False)
@click.pass_obj
def diagnosis(app: App, area: str | None) -> None:
    """Förklara ett områdes träffar, eller alla områdens: vad som bär, vad som saknas och vad som var nära."""
    with app.deps() as deps:
        found = diagnose(deps, app.now, area)
    app.answer([_json(d) for d in found], lambda: _show(found))


def _json(found: Diagnosis) -> dict[str, Any]:
    return {
        "id": found.area.id,
        "title": found.area.title,
        "department": found.department.id,
        "strong": found.strong,
        "possible": found.possible,
        "set_aside": dict(found.set_aside),
        "words": found.words,
        "weighty": list(found.weighty),
        "unbridged": list(found.unbridged),
        "excluded": [{"word": e.word, "holds": e.holds, "in_text": e.in_text} for e in found.excluded],
        "misses": [
            {"call": m.call.facts.key.external_id, "title": m.call.facts.title, "score": m.score,
             "met": list(m.met), "lacked": list(m.lacked)}
            for m in found.misses
        ],
        "warnings": list(found.warnings),
    }  # fmt: skip


def _show(found: Sequence[Diagnosis]) -> None:
    for diagnosed in found:
        _show_one(diagnosed)


def _show_one(found: Diagnosis) -> None:
    click.echo(f"\n{found.area.title} ({found.area.id}), {found.department.name}")
    click.echo(f"  {plural(found.strong, 'stark', 'starka')} och {plural(found.possible, 'möjlig', 'möjliga')} i dag")
    for reason, count in found.set_aside.items():
        click.echo(f"  {plural(count, 'träff', 'träffar')} bortsorterade: {reason}")
    for warning in found.warnings:
        click.echo(f"  Obs: {warning}")
    click.echo(f"  Bärande ord: {', '.join(found.weighty) or 'inga'}")
    if found.unbridged:
        click.echo(f"  Ord utan brygga till engelska: {', '.join(found.unbridged)}")
    for excluded in found.excluded:
        click.echo(f"  Uteslutet ord {excluded.word}: {_bite(excluded)}")
    if found.misses:
        click.echo(f"  Närmast under gränsen {_number(found.limits.possible)}:")
        rows = [(_number(m.score), m.call.facts.title, m.call.facts.key.external_id, ", ".join(m.met[:4]),
                 ", ".join(m.lacked)) for m in found.misses]  # fmt: skip
        table(("Poäng", "Utlysning", "Id", "Har (tyngst)", "Saknar"), rows, right=[0])


def _bite(excluded: Excluded) -> str:
    parts = [f"håller nere {plural(excluded.holds, 'utlysning', 'utlysningar')}"] if excluded.holds else []
    parts += ["står i områdets egen text och räknas inte där"] if excluded.in_text else []
    return " och ".join(parts) or "gör ingen skillnad i dag"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
