"""``bidragsvakt project reconcile``: the register against a public register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.workrecords import Application, Project
from watcher.cli.app import App, table
from watcher.desk import reconcile
from watcher.desk.reconcile import Outcome
from watcher.errors import UsageError
from watcher.rules.reconcile import Certainty, Pair
from watcher.rules.swedish import plural

_COUNTED = {Certainty.CERTAIN: "säkra", Certainty.LIKELY: "troliga", Certainty.MISSING: "saknas i registret"}
_WORDS = {Certainty.CERTAIN: "säker", Certainty.LIKELY: "trolig", Certainty.MISSING: "saknas i registret"}
SHOWN = 20


@click.command("reconcile")
@click.argument("file", type=click.Path(path_type=Path), metavar="[FIL]", required=False)
@click.option("--source", metavar="ID", help="Fråga en källa av slaget gdp i stället för att läsa en fil.")
@click.option("--column", "columns", multiple=True, metavar="FÄLT=RUBRIK", help="Vad en kolumn är; flera går.")
@click.option("--currency", default="", metavar="KOD", help="Valutan i en fil med egna kolumner: SEK eller EUR.")
@click.option("--number", "numbers", multiple=True, metavar="NR", help="Ett bolags organisationsnummer eller PIC.")
@click.pass_obj
def command(
    app: App, file: Path | None, source: str | None, columns: tuple[str, ...], currency: str, numbers: tuple[str, ...]
) -> None:
    """Jämför registret med ett utdrag ur Kohesio, CORDIS, GDP:s ansökningar eller en egen fil. Inget ändras."""
    named = _columns(columns)
    if (file is None) == (source is None):
        raise UsageError("ange en fil eller --source")
    with app.deps() as deps:
        if file is not None:
            found = reconcile.run(deps.database, file, columns=named, currency=currency, numbers=numbers)
        else:
            found = reconcile.ask(deps, str(source), numbers)
    app.answer(_json(found), lambda: _people(found))


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if wrong := [
        text for text, (name, sign, heading) in zip(given, pairs, strict=True) if not (name and sign and heading)
    ]:
        raise UsageError(f"--column ska vara FÄLT=RUBRIK, inte {wrong[0]!r}")
    return {name.strip(): heading.strip() for name, _, heading in pairs}


def _people(found: Outcome) -> None:
    pairs = sorted(found.result.pairs, key=lambda p: (list(Certainty).index(p.certainty), p.foreign.line))
    click.echo(f"Läst som: {found.layout}")
    if not found.numbers:
        click.echo("Obs: kommunens organisationsnummer och PIC är inte inlagda, så inga rader kan sägas saknas.")
    elif not found.result.named:
        click.echo("Obs: filen säger inte vilka organisationer raderna gäller, så inga kan sägas saknas i registret.")
    rows = [(p.foreign.line, _WORDS[p.certainty], _title(p), _own(p.own), p.why) for p in pairs]
    table(("Rad", "Träff", "Där", "I registret", "Varför"), rows, right=[0])
    for pair in pairs:
        for words in (*pair.differences, *(a.words for a in pair.amounts if not a.same)):
            click.echo(f"  rad {pair.foreign.line}, {words}")
    counts = {c: sum(p.certainty is c for p in pairs) for c in Certainty}
    click.echo("\n" + ", ".join(f"{_COUNTED[c]}: {counts[c]}" for c in Certainty))
    click.echo(f"{plural(found.result.others, 'rad gäller', 'rader gäller')} andra.")
    if found.result.unseen:
        click.echo("Finns i registret men inte där:")
        for own in found.result.unseen:
            click.echo(f"  {_own(own)}")
    _unread(found.unread)


def _unread(unread: tuple[str, ...]) -> None:
    if unread:
        click.echo("Gick inte att läsa:")
        for words in unread[:SHOWN]:
            click.echo(f"  {words}")
    if len(unread) > SHOWN:
        click.echo(f"  … och {len(unread) - SHOWN} till")


def _title(pair: Pair) -> str:
    return next(iter(pair.foreign.titles), "") or next(iter(pair.foreign.references), "")


def _own(own: Project | Application | None) -> str:
    if own is None:
        return ""
    return f"{'projekt' if isinstance(own, Project) else 'ansökan'} {own.id}: {own.title}"


def _json(found: Outcome) -> dict[str, Any]:
    return {
        "layout": found.layout,
        "pairs": [_pair_json(p) for p in found.result.pairs],
        "others": found.result.others,
        "rows_naming_organisations": found.result.named,
        "not_in_file": [_own_json(own) for own in found.result.unseen],
        "unread": list(found.unread),
    }


def _pair_json(pair: Pair) -> dict[str, Any]:
    amounts = [
        {"means": a.foreign.means.value, "value": a.foreign.value, "currency": a.foreign.currency or None,
         "same": a.same, "words": a.words}
        for a in pair.amounts
    ]  # fmt: skip
    return {
        "line": pair.foreign.line,
        "match": pair.certainty.value,
        "title": _title(pair),
        "references": list(pair.foreign.references),
        "own": _own_json(pair.own) if pair.own else None,
        "why": pair.why,
        "differences": list(pair.differences),
        "amounts": amounts,
    }


def _own_json(own: Project | Application) -> dict[str, Any]:
    return {"kind": "project" if isinstance(own, Project) else "application", "id": own.id, "title": own.title}
