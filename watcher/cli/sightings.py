"""Who shows a call, as ``calls show`` tells it, and ``calls split`` and ``calls merge``."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping, Sequence

import click

from db.records import Dispute
from watcher.cli.app import App
from watcher.cli.words import STATUSES
from watcher.desk import sightings
from watcher.desk.calls import CallHistory
from watcher.desk.reports import call_json
from watcher.rules import swedish
from watcher.rules.disputes import FACTS, said_text

_BY = click.option("--by", default=None, metavar="NAMN", help="Vem som bestämmer. Annars inloggningsnamnet.")


@click.command("split")
@click.argument("call", metavar="CALL")
@click.option("--source", required=True, metavar="KÄLLA", help="Källan vars uppgifter är en annan utlysning.")
@_BY
@click.pass_obj
def split(app: App, call: str, source: str, by: str | None) -> None:
    """Säg att det som en källa visar är en annan utlysning än CALL. Det gäller tills någon slår ihop dem."""
    with app.deps() as deps:
        trust = deps.sources.trust
        stayed, went = sightings.split(deps.database, trust, call, source, by or getpass.getuser(), app.now)
    data = {"call": call_json(stayed, app.now), "split": call_json(went, app.now)}
    app.answer(
        data, lambda: click.echo(f"Delad: {stayed.id} {stayed.facts.title}\n       {went.id} {went.facts.title}")
    )


@click.command("merge")
@click.argument("call", metavar="CALL")
@click.argument("other", metavar="OTHER")
@_BY
@click.pass_obj
def merge(app: App, call: str, other: str, by: str | None) -> None:
    """Säg att CALL och OTHER är samma utlysning. Det gäller tills någon delar dem."""
    with app.deps() as deps:
        found = sightings.merge(deps.database, deps.sources.trust, call, other, by or getpass.getuser(), app.now)
    app.answer(call_json(found, app.now), lambda: click.echo(f"Hopslagen: {found.id} {found.facts.title}"))


def told(found: CallHistory, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Rows of ``calls show``: what each source says where several do, where they disagree, and what was decided."""
    if len(found.sightings) > 1:
        for s in found.sightings:
            days = "; ".join(swedish.deadline_text(d) for d in s.facts.deadlines) or "okänd"
            state = STATUSES[s.facts.status]
            yield (
                names.get(s.source_id, s.source_id),
                f"{s.key.external_id}: {s.facts.title}; {state}; sista dag {days}",
            )
    for dispute in found.call.disputes:
        yield "Oense om", _disputed(dispute, names)
    for d in found.decisions:
        yield "Avgjort", f"{'samma' if d.together else 'inte samma'}, av {d.by} {swedish.moment_text(d.at)}"
    for d, other in found.parted:
        which = f"{other.id} {other.facts.title}"
        yield "Avgjort", f"inte samma som {which}, av {d.by} {swedish.moment_text(d.at)}"


def _disputed(dispute: Dispute, names: Mapping[str, str]) -> str:
    """``sista dag: Portalen 17 september 2026 (gäller); EuroAccess 1 oktober 2026``."""
    said: Sequence[str] = [f"{names.get(s, s)} {said_text(dispute.field, v)}" for s, v in dispute.said]
    return f"{FACTS[dispute.field]}: {'; '.join([f'{said[0]} (gäller)', *said[1:]])}"
