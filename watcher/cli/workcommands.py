"""What ``bidragsvakt project``, ``application`` and ``activity`` have in common: options made from the fields."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from db.workrecords import Activity, Application, Project
from watcher.cli.app import App, table
from watcher.desk import work, workfile
from watcher.rules import workforms
from watcher.rules.swedish import date_text, plural
from watcher.rules.workforms import FIELDS

Kind = type[Application] | type[Project] | type[Activity]
WORDS: dict[Any, tuple[str, str]] = {
    Project: ("projekt", "projekt"),
    Application: ("ansökan", "ansökningar"),
    Activity: ("aktivitet", "aktiviteter"),
}


def user() -> str:
    """The system's user: the command has no other way to know."""
    return getpass.getuser()


def options(kind: Kind) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option for each field, named in English; its help is the Swedish heading."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for field in reversed(FIELDS[kind]):
            name = "department" if field.name == "department_id" else field.name.replace("_", "-")
            function = click.option(f"--{name}", field.name, metavar="TEXT", help=field.heading)(function)
        return function

    return add


def given(values: dict[str, str | None]) -> dict[str, str]:
    """The options that were given."""
    return {name: value for name, value in values.items() if value is not None}


def as_json(item: Application | Project | Activity, department: str) -> dict[str, Any]:
    """Everything registered, as texts by field name."""
    return {"id": item.id, "department_name": department} | workforms.write(item)


def shared(group: click.Group, kind: Any) -> None:
    """The commands that all three have: list, show, set, remove, import and export."""
    _add_looking(group, kind)
    _add_changing(group, kind)
    _add_files(group, kind)


def _add_looking(group: click.Group, kind: Any) -> None:
    @group.command("list", help=f"Visa alla {WORDS[kind][1]}.")
    @click.option("--department", metavar="ID", help="Bara denna förvaltning.")
    @click.pass_obj
    def listing(app: App, department: str | None) -> None:
        with app.deps() as deps:
            found = work.listing(deps.database, kind, department=department)

        def people() -> None:
            table(_HEADERS, [_cells(*f) for f in found])
            click.echo(f"\n{plural(len(found), *WORDS[kind])}")

        app.answer([as_json(item, name) for item, name in found], people)

    @group.command("show", help=f"Visa allt om ett nummer: {WORDS[kind][0]} och vad som ändrats.")
    @click.argument("number", type=int, metavar="NR")
    @click.pass_obj
    def show(app: App, number: int) -> None:
        with app.deps() as deps:
            found = work.show(deps.database, kind, number)
        _told(app, found)


def _add_changing(group: click.Group, kind: Any) -> None:
    @group.command("set", help="Ändra det som anges; en tom text tömmer fältet.")
    @click.argument("number", type=int, metavar="NR")
    @options(kind)
    @click.pass_obj
    def change(app: App, /, number: int, **values: str | None) -> None:
        with app.deps() as deps:
            found = work.change(deps.database, kind, number, given(values), user(), app.now)
        _told(app, found)

    @group.command("remove", help="Ta bort något som registrerats av misstag; det göms men finns kvar.")
    @click.argument("number", type=int, metavar="NR")
    @click.pass_obj
    def remove(app: App, number: int) -> None:
        with app.deps() as deps:
            work.remove(deps.database, kind, number, user(), app.now)
        app.answer({"id": number, "removed": True}, lambda: click.echo(f"Nummer {number} är borttaget."))


def _add_files(group: click.Group, kind: Any) -> None:
    @group.command("import", help="Läs in en CSV-fil: hela filen, eller inget om något är fel.")
    @click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
    @click.pass_obj
    def take(app: App, file: Path) -> None:
        with app.deps() as deps:
            done = workfile.take_file(deps.database, kind, file, user(), app.now)
        words = f"{done.added} nya, {done.changed} ändrade, {done.unchanged} oförändrade"
        counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
        app.answer(counts, lambda: click.echo(words))

    @group.command("export", help="Skriv en CSV-fil som kan ändras och läsas in igen.")
    @click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
    @click.option("--department", metavar="ID", help="Bara denna förvaltning.")
    @click.pass_obj
    def give(app: App, file: Path, department: str | None) -> None:
        with app.deps() as deps:
            content = workfile.give_file(deps.database, kind, department=department)
        workfile.write(file, content)
        app.answer({"file": str(file)}, lambda: click.echo(f"Skrev {file}"))


def told(app: App, item: Application | Project | Activity) -> None:
    """Say what was registered."""
    words = WORDS[type(item)][0].capitalize()
    app.answer(as_json(item, item.department_id), lambda: click.echo(f"{words} {item.id}: {item.title}"))


def _told(app: App, found: work.WithHistory) -> None:
    def people() -> None:
        click.echo(found.item.title)
        click.echo(f"  {found.department}")
        texts = workforms.write(found.item)
        for field in FIELDS[type(found.item)][2:]:
            if texts[field.name]:
                click.echo(f"  {field.heading + ':':<16}{texts[field.name]}")
        for change in found.changes:
            click.echo(f"  {date_text(change.at.date())}, {change.by}: {workforms.change_text(change)}")

    history = [
        {"at": c.at.isoformat(), "by": c.by, "field": c.field, "old": c.old, "new": c.new} for c in found.changes
    ]
    app.answer(as_json(found.item, found.department) | {"history": history}, people)


_HEADERS = ("Nr", "Förvaltning", "Titel", "Slag eller läge", "Program", "Från", "Till")


def _cells(item: Application | Project | Activity, department: str) -> tuple[object, ...]:
    texts = workforms.write(item)
    names = ("state", "submitted", "decided") if isinstance(item, Application) else ("kind", "start", "end")
    what, first, last = (texts[n] for n in names)
    return item.id, department, item.title, what, texts.get("programme", ""), first, last
