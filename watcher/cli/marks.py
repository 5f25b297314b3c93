"""``bidragsvakt match mark``, ``unmark`` and ``marks``."""

from __future__ import annotations

from typing import Any

import click

from db.records import Mark
from watcher.cli.app import App, table
from watcher.clock import STOCKHOLM
from watcher.desk import marks as desk
from watcher.rules.swedish import date_text, plural

_AREA = click.option("--area", required=True, metavar="AREA", help="Områdets id.")
_BY = click.option("--by", default=desk.CLI, metavar="KONTAKT", help="Vem som märker: kontaktens id eller adress.")


@click.command("mark")
@click.argument("call")
@click.argument("verdict", type=click.Choice(["relevant", "irrelevant"]))
@_AREA
@_BY
@click.pass_obj
def mark(app: App, call: str, verdict: str, area: str, by: str) -> None:
    """Märk en utlysning som relevant eller inte relevant (irrelevant) för ett område. Matchningen lär sig av det."""
    with app.deps() as deps:
        made = desk.mark(deps, app.now, call, area, relevant=verdict == "relevant", by=by)
    name = made.call.facts.key.external_id
    words = f"{name} är märkt {_verdict(made.mark)} för {made.area.title}. Det räknas från nästa matchning."
    app.answer(_json(made), lambda: click.echo(words))


@click.command("unmark")
@click.argument("call")
@_AREA
@_BY
@click.pass_obj
def unmark(app: App, call: str, area: str, by: str) -> None:
    """Ångra den senaste märkningen av en utlysning. Fanns en tidigare gäller den igen."""
    with app.deps() as deps:
        done = desk.unmark(deps, app.now, call, area, by=by)
    left = f"är åter märkt {_verdict(done.restored)}" if done.restored else "är inte längre märkt"
    data = {**_json(desk.Marking(done.mark, done.area, done.call, False)),
            "restored": _word(done.restored) if done.restored else None}  # fmt: skip
    app.answer(data, lambda: click.echo(f"{done.call.facts.key.external_id} {left} för {done.area.title}."))


@click.command("marks")
@click.option("--area", metavar="AREA", help="Bara detta område.")
@click.option("--all", "history", is_flag=True, help="Även ångrade och ersatta märkningar.")
@click.pass_obj
def marks(app: App, area: str | None, history: bool) -> None:
    """Lista märkningarna, de äldsta först."""
    with app.deps() as deps:
        found = desk.listing(deps, app.now, area, history=history)

    def people() -> None:
        rows = [
            (m.area.id, m.call.facts.key.external_id, _verdict(m.mark), m.mark.by,
             date_text(m.mark.at.astimezone(STOCKHOLM).date()), _state(m))
            for m in found
        ]  # fmt: skip
        table(("Område", "Utlysning", "Märkning", "Av", "När", "Läge"), rows)
        click.echo(f"\n{plural(len(found), 'märkning', 'märkningar')}")

    app.answer([_json(m) for m in found], people)


def _json(marking: desk.Marking) -> dict[str, Any]:
    made = marking.mark
    return {
        "organisation": made.organisation_id,
        "area": made.area_id,
        "call": marking.call.facts.key.external_id,
        "title": marking.call.facts.title,
        "mark": _word(made),
        "by": made.by,
        "at": made.at.isoformat(),
        "counts": marking.counts,
        "undone": made.undone.isoformat() if made.undone else None,
        "undone_by": made.undone_by,
    }


def _word(made: Mark) -> str:
    return "relevant" if made.relevant else "irrelevant"


def _verdict(made: Mark) -> str:
    return "relevant" if made.relevant else "inte relevant"


def _state(marking: desk.Marking) -> str:
    if marking.counts:
        return "gäller"
    return "ångrad" if marking.mark.undone else "ersatt"
