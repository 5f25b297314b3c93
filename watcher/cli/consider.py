"""``bidragsvakt consider``: what departments have said of calls."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from db.workrecords import Grounds, Stand
from watcher.cli.app import App, table
from watcher.cli.workcommands import user
from watcher.desk import calls, considerations
from watcher.desk.considerations import Considered, FollowUp
from watcher.desk.considering import Taken, Who, check, open_by_hand, take, undo
from watcher.errors import UsageError
from watcher.rules.considering import GROUNDS_WORDS, STAND_WORDS
from watcher.rules.followup import Figures
from watcher.rules.swedish import date_text, moment_text, number, plural

_STANDS = {word: stand for stand, word in STAND_WORDS.items()} | {s.value: s for s in Stand}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("consider")
def command() -> None:
    """Överväganden: vad förvaltningarna har sagt om utlysningar som passar dem."""


@command.command("list")
@click.option("--department", metavar="ID", help="Bara denna förvaltning.")
@click.option("--stand", type=click.Choice([s.value for s in Stand]), help="Bara de med detta ställningstagande.")
@click.pass_obj
def listing(app: App, department: str | None, stand: str | None) -> None:
    """Visa överväganden, de som ska avgöras först överst."""
    with app.deps() as deps:
        found = considerations.listing(deps.database, department=department, stands=[Stand(stand)] if stand else None)

    def people() -> None:
        rows = [
            (c.consideration.id, STAND_WORDS[c.consideration.stand], c.consideration.due.isoformat(), c.department,
             c.call.facts.title, c.consideration.cutoff or "okänd")
            for c in found
        ]  # fmt: skip
        table(("Nr", "Läge", "Svar senast", "Förvaltning", "Utlysning", "Sista dag"), rows, right=[0])
        click.echo(f"\n{plural(len(found), 'övervägande', 'överväganden')}")

    app.answer([considered_json(c) for c in found], people)


@command.command("show")
@click.argument("number", type=int, metavar="NR")
@click.pass_obj
def show(app: App, number: int) -> None:
    """Visa ett övervägande och vem som gjort vad."""
    with app.deps() as deps:
        found = considerations.show(deps.database, number)
    history = [
        {"at": x.at.isoformat(), "by": x.by, "via": x.via, "stand": x.stand.value,
         "grounds": x.grounds.value if x.grounds else None, "note": x.note, "undoes": x.undoes}
        for x in found.history
    ]  # fmt: skip

    def people() -> None:
        item = found.considered.consideration
        click.echo(found.considered.call.facts.title)
        click.echo(f"{found.considered.department}: {_stand_text(found.considered)}")
        click.echo(f"Svar senast {date_text(item.due)}, sista dag {item.cutoff or 'okänd'}")
        for x in found.history:
            what = "ångrade, åter " if x.undoes else ""
            click.echo(f"  {moment_text(x.at)}: {x.by} ({x.via}) {what}{STAND_WORDS[x.stand]}")

    app.answer(considered_json(found.considered) | {"history": history}, people)


@command.command("set")
@click.argument("what", metavar="NR|UTLYSNING")
@click.argument("stand", metavar="STÄLLNING")
@click.option("--department", metavar="ID", help="Vems övervägande, när en utlysning anges i stället för ett nummer.")
@click.option("--reason", type=click.Choice([g.value for g in Grounds]), help="Varför ni avstår.")
@click.option("--note", default="", help="Fri text.")
@click.option("--to", "owner", metavar="KONTAKT", help="Vem övervägandet lämnas till.")
@click.pass_obj
def set_stand(
    app: App, what: str, stand: str, department: str | None, reason: str | None, note: str, owner: str | None
) -> None:
    """Ta ställning: bevakar, söker, avstår eller delegerad (watching, applying, declined, delegated).

    Anges en utlysnings id och --department öppnas ett övervägande om det inte finns.
    """
    chosen = _STANDS.get(stand.casefold())
    if chosen is None or chosen is Stand.NEW:
        raise UsageError(f"ställningen ska vara bevakar, söker, avstår eller delegerad, inte {stand!r}")
    grounds = Grounds(reason) if reason else None
    check(chosen, grounds, note, owner)
    with app.deps() as deps:
        number = int(what) if what.isdigit() and department is None else None
        if number is None:
            if department is None:
                raise UsageError("ange övervägandets nummer, eller utlysningens id och --department")
            call = calls.show(deps.database, what, app.now).call
            owner_of = considerations.whose(deps.database, department)
            number = open_by_hand(deps.database, *owner_of, call.id, app.now).id
        taken = take(deps.database, number, chosen, _who(), app.now, grounds=grounds, note=note, owner=owner)
        found = considerations.show(deps.database, number).considered
    _told(app, taken, found)


@command.command("undo")
@click.argument("number", type=int, metavar="NR")
@click.pass_obj
def undo_stand(app: App, number: int) -> None:
    """Ångra det senaste ställningstagandet (går i 30 dagar)."""
    with app.deps() as deps:
        taken = undo(deps.database, number, _who(), app.now)
        found = considerations.show(deps.database, number).considered
    _told(app, taken, found)


@command.command("follow-up")
@click.option("--department", metavar="ID", help="Bara denna förvaltning.")
@click.option("--from", "first", type=_DAY, metavar="DATUM", help="Öppnade från och med denna dag.")
@click.option("--to", "last", type=_DAY, metavar="DATUM", help="Öppnade till och med denna dag.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="MAPP", help="Skriv Word, webbsida, kalkylark, CSV, diagram."
)
@click.pass_obj
def follow_up(
    app: App, department: str | None, first: dt.datetime | None, last: dt.datetime | None, out: Path | None
) -> None:
    """Hur väl kommunen överväger det som passar: andel, tid, missade utlysningar och skäl att avstå."""
    if first and last and last < first:
        raise UsageError(f"--to {last:%Y-%m-%d} ligger före --from {first:%Y-%m-%d}")
    days = (first.date() if first else None, last.date() if last else None)
    with app.deps() as deps:
        found = considerations.follow_up(deps.database, app.now, department=department, first=days[0], last=days[1])
    files = considerations.write_follow_up(found, out, app.now) if out else []
    app.answer(follow_up_json(found) | {"files": [str(f) for f in files]}, lambda: _follow_up(found, files))


def _follow_up(found: FollowUp, files: list[Path]) -> None:
    rows = [(name, *_cells(f)) for name, f in (*found.departments, ("Hela kommunen", found.total))]
    table(
        ("Förvaltning", "Öppnade", "I tid", "Missade", "Väntar", "Andel i tid", "Dagar (median)"),
        rows,
        right=range(1, 7),
    )
    if found.total.grounds:
        click.echo("\nSkäl att avstå:")
        for grounds, count in found.total.grounds:
            click.echo(f"  {count:>4}  {GROUNDS_WORDS[grounds]}")
    if found.missed:
        click.echo("\nMissade utlysningar:")
        for c in found.missed:
            click.echo(f"  {c.consideration.cutoff}  {c.department}: {c.call.facts.title}")
    for file in files:
        click.echo(f"Skrev {file}")


def _cells(f: Figures) -> tuple[str, ...]:
    share = f"{f.share:.0%}".replace("%", " %") if f.share is not None else ""
    days = "" if f.median_days is None else f"{f.median_days:g}".replace(".", ",")
    return number(f.opened), number(f.in_time), number(f.missed), number(f.waiting), share, days


def follow_up_json(found: FollowUp) -> dict[str, Any]:
    """As ``consider follow-up --json`` says it; shares from 0 to 1, days are calendar days."""
    return {
        "from": found.first.isoformat() if found.first else None,
        "to": found.last.isoformat() if found.last else None,
        "total": figures_json(found.total),
        "departments": [{"name": name} | figures_json(f) for name, f in found.departments],
        "missed": [considered_json(c) for c in found.missed],
    }


def figures_json(f: Figures) -> dict[str, Any]:
    """The figures of a department or of all."""
    return {
        "opened": f.opened,
        "in_time": f.in_time,
        "missed": f.missed,
        "waiting": f.waiting,
        "share": f.share,
        "median_days": f.median_days,
        "stands": {s.value: n for s, n in f.stands},
        "grounds": {g.value: n for g, n in f.grounds},
    }


def considered_json(c: Considered) -> dict[str, Any]:
    """A consideration as the commands' JSON says it."""
    item = c.consideration
    return {
        "id": item.id,
        "department": item.department_id,
        "call": c.call.facts.key.external_id,
        "title": c.call.facts.title,
        "cutoff": item.cutoff or None,
        "due": item.due.isoformat(),
        "stand": item.stand.value,
        "grounds": item.grounds.value if item.grounds else None,
        "note": item.note,
        "owner": item.owner,
        "opened": item.opened.isoformat(),
        "taken": item.taken.isoformat() if item.taken else None,
    }


def _told(app: App, taken: Taken, found: Considered) -> None:
    def people() -> None:
        word = "" if taken.line else " (var redan så)"
        click.echo(f"{found.department}: {_stand_text(found)}{word}\n{found.call.facts.title}")

    app.answer(considered_json(found) | {"changed": taken.line is not None}, people)


def _stand_text(c: Considered) -> str:
    item = c.consideration
    parts = [STAND_WORDS[item.stand]]
    parts += [GROUNDS_WORDS[item.grounds]] if item.grounds else []
    parts += [f"”{item.note}”"] if item.note else []
    return ", ".join(parts)


def _who() -> Who:
    return Who(user(), "command")
