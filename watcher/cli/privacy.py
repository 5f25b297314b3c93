"""``bidragsvakt privacy``."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from watcher.cli.app import App, table
from watcher.desk import annual, decisionlog, privacy
from watcher.desk.digests import write_private
from watcher.desk.privacy import Forgotten
from watcher.rules.privacy import NAMES, OUTSIDE
from watcher.rules.swedish import plural

_DAY = click.DateTime(["%Y-%m-%d"])
_REMOVED = {
    "mails": "brev som inte skickats",
    "department_contacts": "platser i förvaltningar",
    "contacts": "uppgifter som kontakt eller ersättare",
    "organisations": "uppgifter som samordnare",
    "feed_tokens": "personliga flöden",
    "recipient_pauses": "väntan på mottagarens server",
    "marks": "namnet på märkningar av träffar",
}
_ALSO = click.option("--also", multiple=True, metavar="TEXT", help="Tidigare adress eller inloggningsnamn; flera går.")


@click.group("privacy")
def command() -> None:
    """Personuppgifter: vad som finns och varför, utdrag, radering och beslutslogg."""


@command.command("register")
@click.option("--out", type=click.Path(path_type=Path), metavar="MAPP", help="Skriv filer i stället.")
@click.pass_obj
def register(app: App, out: Path | None) -> None:
    """Registret över personuppgifter: vad, varför och hur länge, tabell för tabell."""
    with app.deps() as deps:
        entries = privacy.register(deps.database)
        files = annual.write(privacy.register_paper(deps.database, app.now), out, "personuppgifter") if out else []

    def people() -> None:
        if files:
            click.echo("\n".join(f"Skrev {file}" for file in files))
            return
        for kind in dict.fromkeys(e.kind for e in entries):
            mine = [e for e in entries if e.kind is kind]
            click.echo(f"{NAMES[kind]}\n  Varför: {mine[0].why}\n  Hur länge: {mine[0].time}")
            table(("  Var", "Vad"), [(f"  {e.column}", e.what) for e in mine])
            click.echo()
        click.echo("Utanför databasen")
        table(("  Var", "Vad", "Hur länge"), [(f"  {where}", what, time) for where, what, time in OUTSIDE])

    stored = [
        {"column": e.column, "what": e.what, "kind": e.kind.value, "why": e.why, "how_long": e.time} for e in entries
    ]
    outside = [{"where": where, "what": what, "how_long": time} for where, what, time in OUTSIDE]
    app.answer({"stored": stored, "outside": outside, "files": [str(f) for f in files]}, people)


@command.command("export")
@click.argument("person", metavar="PERSON")
@_ALSO
@click.option("--out", type=click.Path(path_type=Path), metavar="FIL", help="Vart det skrivs, som JSON.")
@click.pass_obj
def export(app: App, person: str, also: tuple[str, ...], out: Path | None) -> None:
    """Allt som finns om en person, given med id eller e-postadress. Andra personer är maskade."""
    with app.deps() as deps:
        found = privacy.everything(deps.database, person, also)
    data = _identity(found.identity) | {
        "stored": {kind.value: tables for kind, tables in found.rows.items()},
        "mentioned_in": [_mention(m) for m in found.mentions],
    }
    if out is None:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        return
    write_private(out, json.dumps(data, ensure_ascii=False, indent=2, default=str).encode())
    rows = sum(len(rows) for tables in found.rows.values() for rows in tables.values())

    def people() -> None:
        click.echo(f"Skrev {plural(rows, 'rad', 'rader')} till {out}")
        _caution(found.identity.shared, found.mentions)

    app.answer({"file": str(out), "rows": rows, **_identity(found.identity)}, people)


@command.command("erase")
@click.argument("person", metavar="PERSON")
@_ALSO
@click.option("--yes", is_flag=True, help="Gör det. Utan --yes visas bara vad som skulle hända.")
@click.pass_obj
def erase(app: App, person: str, also: tuple[str, ...], yes: bool) -> None:
    """Ta bort en person och lista det som måste vara kvar, och varför."""
    with app.deps() as deps:
        done = privacy.erase(deps.database, person, app.now, also, really=yes)
    data = _identity(done.identity) | {
        "done": yes,
        "removed": dict(done.removed),
        "kept": [{"kind": k.kind.value, "rows": k.rows, "why": k.why} for k in done.kept],
        "mentioned_in": [_mention(m) for m in done.mentions],
        "departments_without_contact": list(done.bereft),
    }
    app.answer(data, lambda: _erased(done, yes))


@command.command("decisions")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--department", metavar="ID", help="Bara denna förvaltning.")
@click.option("--from", "first", type=_DAY, metavar="DATUM", help="Från och med denna dag.")
@click.option("--to", "last", type=_DAY, metavar="DATUM", help="Till och med denna dag.")
@click.option("--without-people", is_flag=True, help="Utan namn och fritext.")
@click.pass_obj
def decisions(
    app: App, file: Path, department: str | None, first: dt.datetime | None, last: dt.datetime | None,
    without_people: bool,
) -> None:  # fmt: skip
    """Beslutsloggen som CSV: varje ställningstagande, kedjat med hashar. Det som inte begärts är bara hashar."""
    days = {"first": first.date() if first else None, "last": last.date() if last else None}
    with app.deps() as deps:
        log = decisionlog.export(deps.database, department=department, people=not without_people, **days)
    write_private(file, log.content)
    data = {"file": str(file), "shown": log.shown, "left_out": log.left_out, "last": log.last}

    def people() -> None:
        click.echo(f"Skrev {file}: {plural(log.shown, 'rad', 'rader')}, {log.left_out} utelämnade.")
        click.echo(f"Kedjans sista hash: {log.last}")

    app.answer(data, people)


@command.command("verify")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--last", "last_link", metavar="HASH", help="Kedjans sista hash, som den angavs när loggen skrevs.")
@click.pass_context
def verify(context: click.Context, file: Path, last_link: str | None) -> None:
    """Kontrollera en beslutslogg. Slutar med 1 när den inte är som den skrevs."""
    app: App = context.obj
    checked = decisionlog.check(file)
    fault = checked.fault
    if fault is None and last_link is not None and last_link != checked.last:
        fault = (checked.lines + 1, "rader saknas i slutet: kedjans sista hash är en annan")
    data = {"ok": fault is None, "lines": checked.lines, "last": checked.last}
    data |= {"line": fault[0], "error": fault[1]} if fault else {}
    words = f"{file.name}, rad {fault[0]}: {fault[1]}" if fault else f"{file.name} håller: {checked.lines} rader."
    app.answer(data, lambda: click.echo(words))
    context.exit(1 if fault else 0)


def _erased(done: Forgotten, yes: bool) -> None:
    click.echo("Borttaget:" if yes else "Skulle tas bort (kör igen med --yes):")
    for name, count in done.removed.items():
        click.echo(f"  {_REMOVED[name]}: {plural(count, 'rad', 'rader')}")
    if not done.removed:
        click.echo("  inget")
    if done.kept:
        click.echo("Är kvar:")
    for kept in done.kept:
        click.echo(f"  {NAMES[kept.kind]}, {plural(kept.rows, 'rad', 'rader')}: {kept.why}")
    for name in done.bereft:
        click.echo(f"Obs: {name} har ingen kontaktperson kvar.")
    click.echo("Ta även bort personen ur organisationsfilen, annars kommer uppgifterna tillbaka när den läses in.")
    click.echo("Säkerhetskopior och brev i utkorgen rörs inte.")
    _caution(done.identity.shared, done.mentions)


def _caution(shared: frozenset[str], mentions: tuple[tuple[str, str, str], ...]) -> None:
    for contact_id in sorted(shared):
        click.echo(f"Obs: id {contact_id} har haft flera adresser; rader som bara har id:t kan gälla någon annan.")
    if mentions:
        click.echo("Nämns i fritext, gå igenom för hand:")
    for place, key, column in mentions:
        click.echo(f"  {place} {key}, {column}")


def _identity(who: Any) -> dict[str, Any]:
    return {"ids": sorted(who.ids), "addresses": sorted(who.addresses), "shared_ids": sorted(who.shared)}


def _mention(found: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("table", "key", "column"), found, strict=True))
