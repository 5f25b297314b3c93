"""``bidragsvakt calls list`` and ``show``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from db.records import Call, CallFacts, Revision
from watcher.cli import sightings
from watcher.cli.app import App, table
from watcher.cli.sightings import told
from watcher.cli.words import STATUSES
from watcher.desk import calls
from watcher.desk.reports import call_json, whole_call_json
from watcher.parse.text import one_line
from watcher.rules import swedish
from watcher.rules.changewords import net_changes, sentences
from watcher.rules.consortium import consortium, stages
from watcher.rules.deadlines import next_deadline
from watcher.rules.ownshare import usual_share, usual_text
from watcher.rules.programmes import swedish_name
from watcher.rules.roles import SWEDISH, role
from watcher.rules.similar import similar_line


@click.group("calls")
def command() -> None:
    """Lista och visa utlysningar; säg vilka som är samma."""


command.add_command(sightings.split)
command.add_command(sightings.merge)


@command.command("list")
@click.option("--all", "closed", is_flag=True, help="Även de som har stängt.")
@click.option("--set-aside", is_flag=True, help="Bara de bortsorterade, som en kommun inte kan delta i.")
@click.pass_obj
def listing(app: App, closed: bool, set_aside: bool) -> None:
    """Visa alla utlysningar som inte har stängt, den närmaste sista dagen först."""
    with app.deps() as deps:
        found = calls.listing(deps.database, app.now, closed=closed, set_aside=set_aside)
    following = {c.id: next_deadline(c.facts.deadlines, app.now) for c in found}

    def people() -> None:
        dated = sorted(found, key=lambda c: (d.date.isoformat() if (d := following[c.id]) else "~", c.id))
        rows = [
            (c.facts.key.external_id, c.facts.title, c.facts.programme, STATUSES[c.facts.status],
             d.date.isoformat() if (d := following[c.id]) else "okänd", c.set_aside)
            for c in dated
        ]  # fmt: skip
        table(("Id", "Titel", "Program", "Läge", "Sista dag", "Bortsorterad"), rows)
        click.echo(f"\n{swedish.plural(len(found), 'utlysning', 'utlysningar')}")

    app.answer([call_json(c, app.now) for c in found], people)


@command.command("show")
@click.argument("call", metavar="CALL")
@click.pass_obj
def show(app: App, call: str) -> None:
    """Visa allt som är känt om en utlysning. CALL är dess id, stora eller små bokstäver."""
    with app.deps() as deps:
        found = calls.show(deps.database, call, app.now)
        names = {s.id: s.name for s in deps.sources.sources}

    def people() -> None:
        click.echo(found.call.facts.title)
        for name, value in (*_facts(found.call), *_take_part(found.call.facts)):
            click.echo(f"  {name + ':':<16}{value}")
        if found.similar:
            click.echo(f"  {'Liknande:':<16}{similar_line(found.similar, app.now).removeprefix('och ')}")
        for name, value in told(found, names):
            click.echo(f"  {name + ':':<16}{value}")
        for line in _history(found.revisions):
            click.echo(f"  {line}")
        click.echo(f"\n{found.call.facts.text or found.call.facts.summary}")

    data = whole_call_json(found.call, found.revisions, found.similar, app.now, found.sightings, found.decisions)
    app.answer(data, people)


def _facts(call: Call) -> Iterator[tuple[str, str]]:
    facts = call.facts
    yield "Id", facts.key.external_id
    if facts.swedish_title:
        yield "På svenska", f"{facts.swedish_title} (portalens maskinöversättning)"
    yield "Program", swedish_name(facts.programme)
    yield "Typ", facts.action_type or "okänd"
    yield "Läge", STATUSES[facts.status] + (", syns inte längre i källan" if call.gone_since else "")
    yield "Öppnar", swedish.date_text(facts.opening) if facts.opening else facts.opening_words or "okänt"
    yield "Sista dag", "; ".join(swedish.deadline_text(d) for d in facts.deadlines) or "okänd"
    yield "Budget", _budget(facts)
    yield "Andel", f"{facts.budget.rate} procent" if facts.budget.rate is not None else "okänt"
    if usual := usual_text(usual_share(facts)):
        yield "Egen insats", usual
    if facts.budget.shares.words:
        yield "Källans ord", facts.budget.shares.words
    if facts.regions:
        yield "Gäller", ", ".join(facts.regions)
    for text in facts.updates:
        yield "Nytt", f"”{one_line(text)}”"
    yield "Källor", ", ".join(call.sources)
    yield "Länk", facts.url
    if call.set_aside:
        yield "Bortsorterad", call.set_aside
    for name, raw in facts.unread.items():
        yield "Gick ej läsa", f"{name}: {raw}"


def _take_part(facts: CallFacts) -> Iterator[tuple[str, str]]:
    """What a municipality can be in the call and whom it needs, each with the words it rests on."""
    found, needed, count = role(facts), consortium(facts), stages(facts)
    parts = [("partner", needed.partners), ("land", needed.countries)]
    least = " och ".join(swedish.plural(n, word, _PLURALS[word]) for word, n in parts if n is not None)
    yield "Kommunens roll", SWEDISH[found.role] + (f" (”{found.words}”)" if found.words else "")
    yield "Konsortium", f"minst {least} (”{needed.words}”)" if least else "okänt"
    yield "Steg", str(count) if count else "okänt"


_PLURALS = {"partner": "partner", "land": "länder"}


def _budget(facts: CallFacts) -> str:
    budget = facts.budget
    parts = [("totalt", budget.total), ("lägst", budget.minimum), ("högst", budget.maximum)]
    known = [f"{word} {swedish.amount(value, budget.currency)}" for word, value in parts if value is not None]
    return ", ".join(known) or "okänd"


def _history(revisions: tuple[Revision, ...]) -> Iterator[str]:
    for revision in revisions:
        words = sentences(net_changes([revision])) or (f"{revision.field} ändrad",)
        yield f"{swedish.date_text(revision.at.date())}: {'; '.join(words)}"
