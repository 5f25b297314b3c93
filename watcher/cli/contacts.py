"""``bidragsvakt contacts``: who may be written to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from db.records import Standing, StandingState
from watcher.cli.app import App, table
from watcher.clock import STOCKHOLM
from watcher.desk import bounces, clicks, contacts, feeds
from watcher.desk.contacts import Changed, Reach
from watcher.desk.feeds import FeedToken
from watcher.errors import UsageError
from watcher.rules.standing import words
from watcher.rules.swedish import moment_text

_REASON = click.option("--reason", default="", metavar="TEXT", help="Varför, för den som undrar senare.")


@click.group("contacts")
def command() -> None:
    """Vilka som får brev, och vilka som inte ska få."""


@command.command("list")
@click.pass_obj
def listing(app: App) -> None:
    """Visa kontakter, ersättare och samordnare, och om de kan nås."""
    with app.deps() as deps:
        found = contacts.overview(deps.database, app.now)
    rows = [(r.contact_id, r.name, ", ".join(r.parts), _told(r.standing)) for r in found]
    app.answer([_reach_json(r) for r in found], lambda: table(("Kontakt", "Namn", "Roll", "Läge"), rows))


@command.command("revoke-links")
@click.argument("who", metavar="ID")
@click.pass_obj
def revoke_links(app: App, who: str) -> None:
    """Låt alla länkar i de brev som personen har fått sluta gälla."""
    with app.deps() as deps:
        done = clicks.revoke_links(deps.database, who, app.now)
    app.answer({"revoked": list(done)}, lambda: print("Länkarna i breven som skickats gäller inte längre."))


@command.group("feed")
def feed() -> None:
    """Personliga adresser till en kalender med sista dagar och ett flöde med träffar."""


@feed.command("give")
@click.argument("who", metavar="ID")
@click.pass_obj
def feed_give(app: App, who: str) -> None:
    """Ge en person sina adresser. De visas bara nu; den som har dem kan läsa personens träffar."""
    with app.deps() as deps:
        given = feeds.give(deps.database, deps.settings.public_url, who, app.now)

    def people() -> None:
        click.echo(f"Flöde {given.feed.id} för {given.feed.contact_id}. Adresserna visas bara den här gången:")
        for address in given.addresses:
            click.echo(f"  {address}")

    app.answer(_feed_json(given.feed) | {"addresses": list(given.addresses)}, people)


@feed.command("list")
@click.pass_obj
def feed_list(app: App) -> None:
    """Visa vilka flöden som finns."""
    with app.deps() as deps:
        found = feeds.listing(deps.database)
    rows = [(f.id, f.contact_id, moment_text(f.made), moment_text(f.revoked) if f.revoked else None) for f in found]
    app.answer(
        [_feed_json(f) for f in found], lambda: table(("Nr", "Kontakt", "Gavs", "Slutade gälla"), rows, right=[0])
    )


@feed.command("revoke")
@click.argument("number", type=int, metavar="NR")
@click.pass_obj
def feed_revoke(app: App, number: int) -> None:
    """Låt ett flödes adresser sluta gälla."""
    with app.deps() as deps:
        feeds.revoke(deps.database, number, app.now)
    app.answer({"revoked": number}, lambda: click.echo(f"Flöde {number} gäller inte längre."))


def _feed_json(found: FeedToken) -> dict[str, Any]:
    revoked = found.revoked.isoformat() if found.revoked else None
    return {"id": found.id, "contact": found.contact_id, "made": found.made.isoformat(), "revoked": revoked}


@command.command("bounce")
@click.argument("address", metavar="ADRESS|FIL.eml")
@_REASON
@click.pass_obj
def bounce(app: App, address: str, reason: str) -> None:
    """Skriv inte mer till en adress som inte fungerar; en fil är det studsade brevet."""
    with app.deps() as deps:
        if "@" in address and not Path(address).is_file():
            done = contacts.change(deps.database, address, StandingState.BOUNCED, app.now, reason=reason)
        else:
            done = bounces.take_in(deps.database, Path(address), app.now)
    _answer(app, done)


@command.command("pause")
@click.argument("who", metavar="ID|ADRESS")
@click.option("--until", metavar="DATUM", help="Sista dagen utan brev; annars tills vidare.")
@_REASON
@click.pass_obj
def pause(app: App, who: str, until: str | None, reason: str) -> None:
    """Gör uppehåll. Ersättaren, annars samordnaren, får breven så länge."""
    last = _date(until) if until else None
    if last and last < app.now.astimezone(STOCKHOLM).date():
        raise UsageError(f"--until {last} har redan varit")
    with app.deps() as deps:
        done = contacts.change(deps.database, who, StandingState.PAUSED, app.now, until=last, reason=reason)
    _answer(app, done)


@command.command("resume")
@click.argument("who", metavar="ID|ADRESS")
@_REASON
@click.pass_obj
def resume(app: App, who: str, reason: str) -> None:
    """Skriv till personen igen, vad som än hindrade det."""
    with app.deps() as deps:
        done = contacts.change(deps.database, who, StandingState.ACTIVE, app.now, reason=reason)
    _answer(app, done)


@command.command("unsubscribe")
@click.argument("who", metavar="ID|ADRESS")
@_REASON
@click.pass_obj
def unsubscribe(app: App, who: str, reason: str) -> None:
    """Avanmäl en person. Kan ångras i 30 dagar med undo."""
    with app.deps() as deps:
        done = contacts.change(deps.database, who, StandingState.UNSUBSCRIBED, app.now, reason=reason)
    _answer(app, done)


@command.command("undo")
@click.argument("who", metavar="ID|ADRESS")
@click.pass_obj
def undo(app: App, who: str) -> int:
    """Ångra det senaste som sagts om personen, upp till 30 dagar efteråt."""
    with app.deps() as deps:
        done = contacts.undo(deps.database, who, app.now)
    _answer(app, done, "inget att ångra de senaste 30 dagarna")
    return 0 if any(c.done for c in done) else 1


def _answer(app: App, done: list[Changed], unchanged: str = "redan så") -> None:
    def people() -> None:
        for c in done:
            click.echo(f"{c.contact_id}: {_told(c.standing)}{'' if c.done else f' ({unchanged})'}")

    app.answer([_changed_json(c) for c in done], people)


def _told(standing: Standing | None) -> str:
    if standing is None:
        return "får brev"
    why = f": {standing.reason}" if standing.reason else ""
    return f"{words(standing)} (sedan {moment_text(standing.at)}, {standing.by}{why})"


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--until ska vara ett datum som 2026-12-20, inte {text!r}") from error


def _changed_json(changed: Changed) -> dict[str, Any]:
    return {
        "organisation": changed.organisation_id,
        "contact": changed.contact_id,
        "done": changed.done,
        "standing": _standing_json(changed.standing),
    }


def _reach_json(reach: Reach) -> dict[str, Any]:
    return {
        "organisation": reach.organisation_id,
        "contact": reach.contact_id,
        "name": reach.name,
        "email": reach.email,
        "parts": list(reach.parts),
        "standing": _standing_json(reach.standing),
        "history": [_standing_json(s) for s in reach.history],
    }


def _standing_json(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"state": StandingState.ACTIVE.value}
    return {
        "state": standing.state.value,
        "since": standing.at.isoformat(),
        "until": standing.until.isoformat() if standing.until else None,
        "reason": standing.reason,
        "by": standing.by,
    }
