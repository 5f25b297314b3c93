"""``bidragsvakt tune replay``, ``set`` and ``show``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from watcher.cli.app import App, table
from watcher.cli.words import BANDS
from watcher.config.termsfile import OwnTerm, read_terms
from watcher.desk import tuning
from watcher.desk.replay import Proposal, Replay, replay
from watcher.errors import UsageError
from watcher.rules.replay import Told
from watcher.rules.swedish import plural

_STRONG = click.option("--strong", type=float, metavar="X", help="Poäng som en stark träff minst har.")
_POSSIBLE = click.option("--possible", type=float, metavar="Y", help="Poäng som en möjlig träff minst har.")
_ORG = click.option("--org", "organisation", metavar="ID", help="Vilken kommun, om flera är inlagda.")


@click.group("tune")
def command() -> None:
    """Ställ in vad som är en träff, och pröva först på veckorna som varit."""


@command.command("replay")
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 104), help="Antal veckobrev bakåt.")
@_STRONG
@_POSSIBLE
@click.option("--area", metavar="AREA", help="Området som prövas med annan text eller fler uteslutna ord.")
@click.option("--text", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Fil med områdets text.")
@click.option("--excluded", multiple=True, metavar="ORD", help="Uteslut också detta ord (kan upprepas).")
@click.option("--terms", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Andra egna termer (TOML).")
@_ORG
@click.pass_obj
def trying(
    app: App,
    weeks: int,
    strong: float | None,
    possible: float | None,
    area: str | None,
    text: Path | None,
    excluded: tuple[str, ...],
    terms: Path | None,
    organisation: str | None,
) -> None:
    """Visa vilka utlysningar som skulle ha kommit in i eller fallit bort ur vilka veckobrev. Inget sparas."""
    proposal = Proposal(strong, possible, area, _read(text) if text else None, excluded, _terms(terms))
    with app.deps() as deps:
        found = replay(deps, app.now, proposal, weeks=weeks, organisation=organisation)
    app.answer(_json(found), lambda: _show(found))


@command.command("set")
@_STRONG
@_POSSIBLE
@click.option("--default", "shipped", is_flag=True, help="Gå tillbaka till matcharens egna gränser.")
@_ORG
@click.pass_obj
def save(app: App, strong: float | None, possible: float | None, shipped: bool, organisation: str | None) -> None:
    """Spara gränserna för en kommun. De gäller från nästa matchning."""
    given = strong is not None or possible is not None
    if given == shipped:
        raise UsageError("ange antingen --strong och --possible (minst en) eller --default")
    with app.deps() as deps:
        if shipped:
            done = tuning.reset(deps, app.now, organisation=organisation)
        else:
            done = tuning.save(deps, app.now, strong, possible, organisation=organisation)
    app.answer(_tuned(done), lambda: _limits([done]))


@command.command("show")
@click.pass_obj
def show(app: App) -> None:
    """Visa gränserna som gäller."""
    with app.deps() as deps:
        found = tuning.show(deps)
    app.answer([_tuned(t) for t in found], lambda: _limits(found))


def _terms(path: Path | None) -> tuple[OwnTerm, ...] | None:
    if path is None:
        return None
    found = read_terms(path)
    if found.problems:
        raise UsageError("\n".join(found.problems))
    return found.terms


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: filen går inte att läsa som UTF-8") from error


def _tuned(found: tuning.Tuned) -> dict[str, Any]:
    limits = found.limits
    return {"organisation": found.organisation.id, "strong": limits.strong, "possible": limits.possible,
            "own": found.own}  # fmt: skip


def _limits(found: Sequence[tuning.Tuned]) -> None:
    rows = [(t.organisation.name, _number(t.limits.strong), _number(t.limits.possible),
             "egna" if t.own else "matcharens") for t in found]  # fmt: skip
    table(("Kommun", "Stark från", "Möjlig från", "Gränser"), rows, right=[1, 2])


def _json(found: Replay) -> dict[str, Any]:
    return {
        "organisation": found.organisation.id,
        "from": found.moments[0].isoformat(),
        "to": found.moments[-1].isoformat(),
        "weeks": len(found.moments),
        "before": found.before,
        "after": found.after,
        "enters": [_told(found, t) for t in found.difference.enters],
        "leaves": [_told(found, t) for t in found.difference.leaves],
        "moves": [_told(found, new) | {"from_band": old.band.value} for old, new in found.difference.moves],
    }


def _told(found: Replay, told: Told) -> dict[str, Any]:
    call = found.calls[told.call_id].facts
    return {
        "week": told.week, "contact": told.contact_id, "area": told.area_id, "call": call.key.external_id,
        "title": call.title, "band": told.band.value, "score": told.score,
    }  # fmt: skip


def _show(found: Replay) -> None:
    difference = found.difference
    rows = [
        *(("kommer in", *_cells(found, t), BANDS[t.band]) for t in difference.enters),
        *(("faller bort", *_cells(found, t), BANDS[t.band]) for t in difference.leaves),
        *(("byter band", *_cells(found, new), f"{BANDS[old.band]} → {BANDS[new.band]}")
          for old, new in difference.moves),
    ]  # fmt: skip
    if rows:
        table(("Ändring", "Vecka", "Kontakt", "Område", "Utlysning", "Id", "Poäng", "Band"), rows, right=[6])
        click.echo()
    click.echo(
        f"{plural(len(found.moments), 'veckobrev', 'veckobrev')} bakåt: {found.before} utlysningar i breven nu, "
        f"{found.after} med ändringen ({len(difference.enters)} in, {len(difference.leaves)} ut, "
        f"{len(difference.moves)} byter band). Inget är sparat."
    )


def _cells(found: Replay, told: Told) -> tuple[str, str, str, str, str, str]:
    call = found.calls[told.call_id].facts
    return told.week, told.contact_id, found.areas[told.area_id].title, call.title, call.key.external_id, _number(
        told.score
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
